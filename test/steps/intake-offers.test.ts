import { mia } from '../builders/shop-rows';
import { openForm } from './open-form';

const person = { forWhom: 'self', relation: 'customer', email: mia.email };

describe('the public form', () => {
  it('offers and takes a complaint where a law that is followed knows it', async () => {
    const { world, browser } = openForm('eu-gdpr', 'uk-gdpr');
    const page = await browser.get('/');

    const answer = await browser.submit(page, { ...person, right: 'complaint' });

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

  it('has no complaint among the things to say no to', async () => {
    const { world, browser } = openForm('uk-gdpr');
    const page = await browser.get('/opt-out');

    const answer = await browser.submit(page, { email: mia.email, right: 'complaint' });

    expect(page.html).not.toContain('value="complaint"');
    expect([answer.status, world.inbox.items.size]).toEqual([400, 0]);
  });
});
