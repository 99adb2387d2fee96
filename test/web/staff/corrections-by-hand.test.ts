import type { CorrectionPoint } from '../../../functions/domain/correction-point';
import { lastOf } from '../../../functions/domain/log-entries';
import { kindInWords } from '../../../functions/domain/takeover-kinds';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { aDesk } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, happened } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import {
  approvePlan,
  carryOut,
  correcting,
  correctingMap,
  correctingRows,
  correctionOf,
  savePlan,
} from './a-correction';
import { type Answer, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

const email: CorrectionPoint = {
  wish: 'change',
  what: 'E-mail address',
  now: mia.email,
  right: 'new@mia.example',
};
const vague: CorrectionPoint = { wish: 'change', what: 'My profile', right: 'as in my letter' };
const byHand = { 'way-1': 'by-hand', 'new-0-0': '', 'new-0-1': '' };

async function planned(point: CorrectionPoint, fields: Record<string, string> = {}) {
  const one = await correcting([point]);
  await setUpApp(one.world);
  const page = await one.browser.get(`${one.link.path}/page`);
  return { ...one, saved: await savePlan(one, page, { ...byHand, ...fields }) };
}

async function casePage({ world, id }: Awaited<ReturnType<typeof planned>>): Promise<string> {
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  return textOf((await enter(openDesk(world), newestLink(world, 's/case'))).html);
}

describe('a correction by hand with which an account could be taken over', () => {
  it('takes the app, and notifies the addresses on file before staff are asked to make it', async () => {
    const one = await planned(email);

    const byMail = await one.browser.submit(one.saved, { code: one.link.code }, 'approved');
    await approvePlan(one, one.saved);
    const first = await carryOut(one);
    await giveNotice(one.world, { requestId: one.id, taskToken: 'notice' });
    const meanwhile = await carryOut(one);
    const notice = one.world.mailbox.to(mia.email).at(-1)?.text ?? '';
    await one.world.register.append(one.id, 'over', () => anEvent('erasure-notice-ended'));
    const after = await carryOut(one);

    expect(byMail.html).toContain('href="#approve-totp"');
    expect([first, meanwhile, after]).toEqual(['give-notice', 'give-notice', 'by-person']);
    expect(notice).toContain('- E-mail address');
    expect(notice).not.toContain('new@mia.example');
    expect(await casePage(one)).toContain('The addresses on file were told which kind of data changes');
  });

  it('is recognised by what the person says, whatever kind staff choose', async () => {
    const one = await planned(email, { 'kind-1': 'other' });

    expect((await correctionOf(one))?.takeover).toEqual(['email']);
  });

  it('is recognised by the kind that staff choose, where the words reveal nothing', async () => {
    const unsaid = await planned(vague);
    const bank = await planned(vague, { 'kind-1': 'bank' });
    const other = await planned(vague, { 'kind-1': 'other' });

    expect(unsaid.saved.html).toContain('href="#plan-kind-1"');
    expect((await correctionOf(bank))?.takeover).toEqual(['bank']);
    expect((await correctionOf(other))?.takeover).toBeUndefined();
    await approvePlan(other, other.saved);
    expect(await carryOut(other)).toBe('by-person');
    expect(await casePage(other)).not.toContain('take over an account');
  });

  it('takes as many approvals as an erasure', async () => {
    const desk = aDesk({ approvals: { erasure: 2 } });
    const one = await correcting([email], { desk });
    await setUpApp(one.world);
    const saved = await savePlan(one, await one.browser.get(`${one.link.path}/page`), byHand);

    await approvePlan(one, saved);

    const request = await one.world.register.load(one.id);
    expect(request.status).toBe('awaiting-decision');
    expect(happened(request)).toContain('approval-given');
  });

  it('warns staff who take it over without a plan that no address on file was notified', async () => {
    const one = await planned(email);
    await one.world.register.append(one.id, 'hand', () =>
      anEvent('handed-to-staff', { reason: 'staff-choice' }),
    );

    expect(await casePage(one)).toContain('no address on file has been told yet');
    expect(lastOf((await one.world.register.load(one.id)).log, 'erasure-noticed')).toBeUndefined();
  });
});

/** The case page of a correction that staff took out of the automatic path, with their app set up. */
async function takenOver(form: Parameters<typeof aForm>[0]) {
  const world = aWorld({ map: correctingMap(), rows: correctingRows(), desk: aDesk() });
  const id = await awaitingDecision(world, aForm({ right: 'rectification', ...form }));
  const browser = openDesk(world);
  await enter(browser, newestLink(world, 's/decide'));
  await setUpApp(world);
  await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'staff-choice' }));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  const link = newestLink(world, 's/case');
  const page = await enter(browser, link);
  const finish = async (fields: Record<string, string>) => {
    const values = { outcome: 'fulfilled', answer: 'Done.', 'told-what': 'As it is right.', code: link.code };
    const answer = await browser.submit(formWith(page, 'outcome'), { ...values, ...fields });
    const finished = lastOf((await world.register.load(id)).log, 'staff-finished')?.data;
    return { ...answer, finished };
  };
  return { world, page, finish };
}

/** The page with nothing but the form that has this field. */
function formWith(page: Answer, name: string): Answer {
  const forms = [...page.html.matchAll(/<form[\s\S]*?<\/form>/g)].map(([form]) => form);
  return { ...page, html: forms.find((form) => form.includes(`name="${name}"`)) ?? '' };
}

const plain: CorrectionPoint = { wish: 'change', what: 'Greeting', now: 'Frau', right: 'Herr' };

describe('a correction that staff say they have made by hand', () => {
  const asked = [
    ['names an e-mail address', { corrections: [email] }],
    ['hides it in what shows it', { corrections: [{ ...vague, shows: 'new e-mail: thief@evil.example' }] }],
    [
      'hides it in the message',
      { corrections: [vague], message: 'My new IBAN is DE89 3704 0044 0532 0130 00' },
    ],
    ['is a message alone', { message: 'Please correct what you hold about me.' }],
    ['names no field of the map', { corrections: [vague] }],
  ] as [string, Parameters<typeof aForm>[0]][];

  it.each(asked)('takes the app and a statement about the addresses on file where it %s', async (_, form) => {
    const { world, page, finish } = await takenOver(form);

    const byMail = await finish({});
    const withoutApp = await finish({ 'on-file': 'told' });
    const done = await finish({ 'on-file': 'told', totp: await appCode(world) });

    expect(textOf(page.html)).toContain('no address on file has been told yet');
    expect([byMail.status, byMail.finished]).toEqual([400, undefined]);
    expect(byMail.html).toContain('href="#on-file"');
    expect([withoutApp.status, withoutApp.finished]).toEqual([400, undefined]);
    expect(withoutApp.html).toContain('href="#on-file-totp"');
    expect(done.finished).toMatchObject({ outcome: 'fulfilled', onFile: 'told' });
  });

  it('cannot be declared unrelated to them where the person’s words name such data and all is said to be done', async () => {
    const { world, finish } = await takenOver({ corrections: [email] });

    const denied = await finish({ 'on-file': 'not-concerned', totp: await appCode(world) });

    expect([denied.status, denied.finished]).toEqual([400, undefined]);
  });

  it('may be declared unrelated to them where the words leave it open', async () => {
    const { world, finish } = await takenOver({ corrections: [vague] });

    const done = await finish({ 'on-file': 'not-concerned', totp: await appCode(world) });

    expect(done.finished).toMatchObject({ onFile: 'not-concerned' });
  });

  it('takes the mailed code alone for a field with which no account could be taken over, and for a refusal', async () => {
    const harmless = await takenOver({ corrections: [plain] });
    const refused = await takenOver({ corrections: [email] });

    expect(harmless.page.html).not.toContain('name="on-file"');
    expect((await harmless.finish({})).finished).toMatchObject({ outcome: 'fulfilled' });
    const ground = { outcome: 'refused', ground: 'excessive' };
    expect((await refused.finish(ground)).finished).toMatchObject({ outcome: 'refused' });
  });
});

describe('a plan for a correction by hand', () => {
  it.each([
    [
      'the message alone',
      { message: 'Change my e-mail to a@b.example, my IBAN to DE89370400440532013000' },
      ['email', 'bank'],
    ],
    ['the message beside a point', { corrections: [vague], message: 'Sort code 20-00-00' }, ['bank']],
    ['what shows it', { corrections: [{ ...vague, shows: 'I moved to 5 Mill Road' }] }, ['address']],
  ] as [string, Parameters<typeof aForm>[0], string[]][])(
    'is recognised by %s, whatever kind staff choose',
    async (_, form, kinds) => {
      const world = aWorld({ map: correctingMap(), rows: correctingRows(), desk: aDesk() });
      const id = await awaitingDecision(world, aForm({ right: 'rectification', ...form }));
      const browser = openDesk(world);
      const page = await enter(browser, newestLink(world, 's/decide'));

      await browser.submit(page, { ...byHand, 'kind-1': 'other' }, 'plan');

      const frozen = lastOf((await world.register.load(id)).log, 'manifest-frozen');
      expect(frozen?.data.correction?.takeover).toEqual(kinds);
    },
  );
});

describe('the words of a point', () => {
  it.each([
    ['E-Mail', 'email'],
    ['contact\nthief@evil.example', 'email'],
    ['Meine Handynummer', 'phone'],
    ['IBAN', 'bank'],
    ['Auszahlung\nDE89 3704 0044 0532 0130 00', 'bank'],
    ['Lieferadresse', 'address'],
    ['Mi dirección', 'address'],
    ['Nachname', 'name'],
    ['Prénom', 'name'],
    ['Benutzername', 'login'],
    ['Geburtsdatum', 'birth'],
    ['Kundennummer', 'identity'],
    ['Sort code', 'bank'],
    ['SEPA', 'bank'],
    ['Direct debit', 'bank'],
    ['Beneficiary', 'bank'],
    ['Refund to', 'bank'],
    ['House number', 'address'],
    ['Hausnummer', 'address'],
    ['Packstation', 'address'],
    ['Pick-up point', 'address'],
    ['Ulica', 'address'],
    ['imię', 'name'],
    ['PIN', 'login'],
    ['Birthday', 'birth'],
    ['Kontaktdaten', 'contact'],
    ['What was ordered', undefined],
    ['Total', undefined],
    ['Shoe size', undefined],
    ['Favourite shade', undefined],
    ['Greeting', undefined],
  ])('%j are about %s', (words, kind) => {
    expect(kindInWords(words.split('\n'))).toBe(kind);
  });
});
