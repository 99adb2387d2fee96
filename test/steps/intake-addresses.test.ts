import { mailAddressFault } from '../../functions/domain/mail-address';
import { textOf } from '../web/staff/browser';
import { openForm } from './open-form';

const unreachable = [
  'müller@example.com',
  'typo@example..com',
  'ida@-example.com',
  `${'a'.repeat(65)}@example.com`,
  'ida@localhost',
  'ida@example.com.',
  'ida@10.0.0.1',
];

describe.each(['/', '/opt-out'])('the form at %s', (path) => {
  const fields =
    path === '/'
      ? { right: 'access', forWhom: 'self', relation: 'customer' }
      : { right: 'marketing-objection' };

  it.each(unreachable)('refuses %s, says what is wrong with it, and names other ways', async (email) => {
    const { world, browser } = openForm('eu-gdpr');

    const answer = await browser.submit(await browser.get(path), { ...fields, email });

    expect(mailAddressFault(email)).toBeDefined();
    expect([answer.status, world.inbox.items.size]).toEqual([400, 0]);
    expect(answer.html).toContain('href="#email"');
    expect(textOf(answer.html)).toContain('You can also use another address');
    expect(textOf(answer.html)).toContain(world.desk.controller.address);
  });

  it('accepts a domain in Unicode or in its xn-- form', async () => {
    const { world, browser } = openForm('eu-gdpr');
    for (const email of ['uwe@bücher.example', 'uwe@xn--bcher-kva.example'])
      await browser.submit(await browser.get(path), { ...fields, email });
    expect(world.inbox.items.size).toBe(2);
  });
});

const signs = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  '\u0085',
  '\u2028',
  '\t',
  '\u001b',
  '\u007f',
  '\r\nBcc: eve@example.com',
];

it.each(signs)('lets no control character of a form into an address [D04]: %j', async (sign) => {
  const { world, browser } = openForm('eu-gdpr');
  const fields = { right: 'access', forWhom: 'self', relation: 'customer', email: `mia${sign}@example.com` };
  const answer = await browser.submit(await browser.get('/'), fields);
  expect([answer.status, world.inbox.items.size]).toEqual([400, 0]);
});
