import { mia } from '../builders/shop-rows';
import { openForm } from './open-form';

const person = { forWhom: 'self', relation: 'customer', email: mia.email };

describe('the public form', () => {
  it('offers and accepts a complaint if a law that is followed has it', async () => {
    const { world, browser } = openForm('eu-gdpr', 'uk-gdpr');
    const page = await browser.get('/');

    const answer = await browser.submit(page, { ...person, right: 'complaint', message: 'You were late.' });

    expect(page.html).toContain('value="complaint"');
    expect(page.html).not.toContain('value="appeal"');
    expect([answer.status, world.inbox.items.size]).toEqual([202, 1]);
  });

  it.each(['complaint', 'appeal'])('neither offers nor takes a %s where no law does', async (right) => {
    const { world, browser } = openForm('eu-gdpr');
    const page = await browser.get('/');

    const answer = await browser.submit(page, { ...person, right });

    expect(page.html).not.toContain(`value="${right}"`);
    expect([answer.status, world.inbox.items.size]).toEqual([400, 0]);
    expect(answer.html).toContain('href="#right"');
    expect(answer.html).toContain(mia.email);
  });

  it('has no complaint among the opt-outs', async () => {
    const { world, browser } = openForm('uk-gdpr');
    const page = await browser.get('/opt-out');

    const answer = await browser.submit(page, { email: mia.email, right: 'complaint' });

    expect(page.html).not.toContain('value="complaint"');
    expect([answer.status, world.inbox.items.size]).toEqual([400, 0]);
  });
});

describe('a right that only some laws have', () => {
  it.each([
    ['us-va-vcdpa', 'opt-out-of-profiling', {}],
    ['us-or-ocpa', 'third-party-list', {}],
    ['us-de-dpdpa', 'third-party-list', {}],
    ['ca-qc-law25', 'deindexation', { message: 'The old page of our village, it harms me at work.' }],
  ])('is offered and accepted under %s: %s', async (law, right, words) => {
    const { world, browser } = openForm('eu-gdpr', law);
    const page = await browser.get('/');

    const answer = await browser.submit(page, { ...person, ...words, right });

    expect(page.html).toContain(`value="${right}"`);
    expect([answer.status, world.inbox.items.size]).toEqual([202, 1]);
  });

  it.each([
    ['eu-gdpr', 'opt-out-of-profiling'],
    ['us-ca-ccpa', 'admt-opt-out'],
    ['us-ca-ccpa', 'admt-access'],
    ['in-dpdp', 'nomination'],
    ['us-ut-ucpa', 'opt-out-of-profiling'],
  ])('is neither offered nor accepted if no law gives it today: %s, %s', async (law, right) => {
    const { world, browser } = openForm(law);
    const page = await browser.get('/');

    const answer = await browser.submit(page, { ...person, right, message: 'Please.' });

    expect(page.html).not.toContain(`value="${right}"`);
    expect([answer.status, world.inbox.items.size]).toEqual([400, 0]);
  });

  it('says what to write if staff need words to act on it', async () => {
    const { world, browser } = openForm('ca-qc-law25');
    const page = await browser.get('/');

    const answer = await browser.submit(page, { ...person, right: 'deindexation' });

    expect([answer.status, world.inbox.items.size]).toEqual([400, 0]);
    expect(answer.html).toContain('Say which page or link it is');
  });

  it('is among the opt-outs if it is one, with an address and nothing else', async () => {
    const { world, browser } = openForm('us-va-vcdpa');
    const page = await browser.get('/opt-out');

    const answer = await browser.submit(page, { email: mia.email, right: 'opt-out-of-profiling' });

    expect(page.html).not.toContain('value="admt-opt-out"');
    expect([answer.status, world.inbox.items.size]).toEqual([202, 1]);
  });
});

describe('the cookie of the form', () => {
  const cookieOf = (headers: Headers) => headers.getSetCookie();

  it('comes with a submitted form, for ten minutes, and with nothing else', async () => {
    const { browser } = openForm('eu-gdpr');
    const page = await browser.get('/');
    const wrong = await browser.submit(page, { ...person, right: '' });

    const sent = await browser.submit(page, { ...person, right: 'access' });

    expect([...cookieOf(page.headers), ...cookieOf(wrong.headers)]).toEqual([]);
    expect(cookieOf(sent.headers)).toEqual([
      expect.stringMatching(
        /^__Host-rd-form=[\w-]{24}; Max-Age=600; Path=\/; HttpOnly; Secure; SameSite=Lax$/,
      ),
    ]);
  });

  it('is ignored if it was tampered with', async () => {
    for (const value of ['', 'short', '<script>', 'x'.repeat(65)]) {
      const { browser } = openForm('eu-gdpr');
      browser.cookies.set('__Host-rd-form', value);
      expect((await browser.get('/')).html).toMatch(/name="formId" value="[\w-]{24}"/);
    }
  });
});
