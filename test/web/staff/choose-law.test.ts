import type { DeskLaw } from '../../../functions/domain/desk';
import { lastOf } from '../../../functions/domain/log-entries';
import { assemblePackage } from '../../../functions/steps/assemble-package/assemble-package';
import { aBook, aDesk, bruno } from '../../builders/a-desk';
import { aCollection, aField, aMap, shopStore } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { readZip } from '../../documents/read-zip';
import { actsOf, formOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

const iban = 'DE02120300000000202051';

const people = aCollection('people', 'Your account', {
  fields: [
    aField('id', 'Number', { categories: ['user.unique_id'] }),
    aField('email', 'E-mail address', { identity: 'email', categories: ['user.contact.email'] }),
    aField('iban', 'Account', { categories: ['user.financial.bank_account'] }),
    aField('password', 'Password', { categories: ['user.authorization.password'], secret: true }),
  ],
  ownRecord: true,
  facts: ['email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
});

const map = aMap({ stores: [{ ...shopStore, collections: [people] }] });

const rows = {
  shop: { people: [{ id: '1', email: mia.email, iban, password: 'x-argon-x' }] },
};

const follows = (regime: string, applies: DeskLaw['applies'], more: Partial<DeskLaw> = {}): DeskLaw => ({
  regime,
  applies,
  because: 'for this test',
  ...more,
});

const gdpr = follows('eu-gdpr', 'binds', { established: true });

async function asked(laws: readonly DeskLaw[], place = 'DE-BE') {
  const desk = aDesk({ laws, place });
  const world = aWorld({ desk, map, rows, book: aBook(desk) });
  const id = await awaitingDecision(world, aForm({ livesIn: 'US-CA' }));
  await proven(world, id);
  return { world, id };
}

/** The person has proven enough to be shown the data itself. */
async function proven(world: World, id: string): Promise<void> {
  const offer = 'o-1';
  const actor = { kind: 'desk' as const };
  await world.register.append(id, 'offer', () => ({ type: 'proof-offered', data: { offer }, actor }));
  await world.register.append(id, 'check', () => ({
    type: 'proof-checked',
    data: { offer, says: 'match' },
    actor,
  }));
}

async function approved(world: World, id: string) {
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide', bruno.email);
  const page = await enter(browser, link);
  const act = actsOf(page.html).find((name) => name.startsWith('approved')) ?? '';
  await browser.submit(page, { code: link.code }, act);
  await assemblePackage(world, { requestId: id });
  const { entries } = await readZip(world.packages.content.get(`${id}/answer.zip`) ?? Buffer.alloc(0));
  const all = [...entries.values()].map((content) => content.toString()).join('\n');
  const page2 = textOf(entries.get('index.html')?.toString() ?? '');
  return { act, all, text: page2, decision: textOf(page.html) };
}

describe('a number in a free text', () => {
  const notes = aCollection('notes', 'Your notes', {
    fields: [
      aField('id', 'Number', { categories: ['user.unique_id'] }),
      aField('email', 'E-mail address', { identity: 'email', categories: ['user.contact.email'] }),
      aField('text', 'Note', { categories: ['user.content.private'] }),
    ],
    reachedBy: [{ field: 'email', identity: 'email' }],
  });

  it('is for staff to look for, and is left out on the article of the law that forbids it', async () => {
    const desk = aDesk({ laws: [follows('us-ca-ccpa', 'binds')], place: 'US-CA' });
    const noted = { shop: { notes: [{ id: '1', email: mia.email, text: 'my SSN is 123-45-6789' }] } };
    const stores = [{ ...shopStore, collections: [notes] }];
    const world = aWorld({ desk, map: aMap({ stores }), rows: noted, book: aBook(desk) });
    const id = await awaitingDecision(world, aForm({ livesIn: 'US-CA' }));
    await proven(world, id);
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    const what = JSON.stringify(['shop', 'notes', 'field', 'text']);

    await browser.submit(page, { what, ground: 'never-shown' }, 'withhold');
    const { all, text } = await approved(world, id);

    expect(textOf(page.html)).toContain('Look into: Note (Your notes).');
    expect(all).not.toContain('123-45-6789');
    expect(text).toContain('it holds what may only be named, and not shown');
  });
});

describe('an account number in an answer', () => {
  it('is given under the GDPR alone, and the password is named with the reason', async () => {
    const { world, id } = await asked([gdpr]);

    const { all, text } = await approved(world, id);

    expect(all).toContain(iban);
    expect(all).not.toContain('x-argon-x');
    expect(text).toContain('We hold your password, or what our system keeps in its place.');
    expect(text).toContain('it tells nothing about you, and whoever has it could act in your name');
  });

  it('is named under Californian law, with its article, in pages and files alike', async () => {
    const { world, id } = await asked([follows('us-ca-ccpa', 'binds')], 'US-CA');

    const { act, all, text } = await approved(world, id);

    expect(all).not.toContain(iban);
    expect(text).toContain('We hold your bank account number. Account: held in 1 record of “Your account”');
    expect(text).toContain('The CCPA lets us tell you that we hold it, and not show it (11 CCR 7024(d)).');
    expect(act).toBe('approved');
  });

  it('is given where California’s law is followed voluntarily, since that narrows nothing', async () => {
    const { world, id } = await asked([gdpr, follows('us-ca-ccpa', 'voluntary')]);

    expect((await approved(world, id)).all).toContain(iban);
  });

  it('is described where both laws bind, and the page names both articles', async () => {
    const { world, id } = await asked([gdpr, follows('us-ca-ccpa', 'binds')]);

    const { act, all, text, decision } = await approved(world, id);

    expect(decision).toContain('owes the person a copy; CCPA (11 CCR 7024(d)) forbids showing it.');
    expect(act).toBe('approved-in-part');
    expect(all).not.toContain(iban);
    expect(text).toContain('We hold your bank account number.');
    expect(text).toContain('while the GDPR gives you a copy; we followed the one that shows less.');
  });

  it('is shown if staff choose so: with the app, approved by somebody else, and stated in the answer', async () => {
    const { world, id } = await asked([gdpr, follows('us-ca-ccpa', 'binds')]);
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));

    const first = await browser.submit(page, { 'law-as': 'show' }, 'choose-law');
    await setUpApp(world);
    const open = await browser.submit(first, { totp: await appCode(world) }, 'factor');
    const chosen = await browser.submit(open, { 'law-as': 'show' }, 'choose-law');
    const event = lastOf((await world.register.load(id)).log, 'law-chosen');
    const { all, text } = await approved(world, id);

    expect(textOf(first.html)).toContain('Your authenticator app first');
    expect(textOf(chosen.html)).toContain('You chose to show it, and the answer says so.');
    expect(event?.data).toEqual({
      storeId: 'shop',
      collection: 'people',
      field: 'iban',
      as: 'show',
      laws: ['GDPR', 'CCPA'],
      staffId: 'alma',
    });
    expect(all).toContain(iban);
    expect(text).toContain(
      'Account, in “Your account”: the CCPA lets us only tell you that we hold it (11 CCR 7024(d)), while the GDPR gives you a copy',
    );
    expect(text).not.toContain('We hold your bank account number.');
  });

  it('can be changed back to being named, and a double click is one choice', async () => {
    const { world, id } = await asked([gdpr, follows('us-ca-ccpa', 'binds')]);
    const browser = openDesk(world);
    const page = await enter(browser, newestLink(world, 's/decide'));
    await setUpApp(world);
    const asks = await browser.submit(page, { 'law-as': 'show' }, 'choose-law');
    const open = await browser.submit(asks, { totp: await appCode(world) }, 'factor');

    const shown = await browser.submit(open, { 'law-as': 'show' }, 'choose-law');
    const { action, hidden } = formOf(shown.html, 'choose-law');
    await browser.post(action, { ...hidden, 'law-as': 'describe' });
    await browser.post(action, { ...hidden, 'law-as': 'describe' });

    const { log } = await world.register.load(id);
    expect(log.filter(({ type }) => type === 'law-chosen')).toHaveLength(2);
    expect((await approved(world, id)).all).not.toContain(iban);
  });
});
