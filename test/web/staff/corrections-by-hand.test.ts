import type { CorrectionPoint } from '../../../functions/domain/correction-point';
import { lastOf } from '../../../functions/domain/data-subject-request';
import { kindInWords } from '../../../functions/domain/takeover-kinds';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { aDesk } from '../../builders/a-desk';
import { happened } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { approvePlan, carryOut, correcting, correctionOf, savePlan } from './a-correction';
import { textOf } from './browser';
import { enter, newestLink, openDesk, setUpApp } from './staff-desk';

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
  await handToStaff(world)({ requestId: id, taskToken: 'case' });
  return textOf((await enter(openDesk(world), newestLink(world, 's/case'))).html);
}

describe('a correction by hand with which an account could be taken over', () => {
  it('takes the app, and tells the addresses on file before staff are asked to do it', async () => {
    const one = await planned(email);

    const byMail = await one.browser.submit(one.saved, { code: one.link.code }, 'approved');
    await approvePlan(one, one.saved);
    const first = await carryOut(one);
    await giveNotice(one.world)({ requestId: one.id, taskToken: 'notice' });
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

  it('is guarded by what the person says, whatever kind staff choose', async () => {
    const one = await planned(email, { 'kind-1': 'other' });

    expect((await correctionOf(one))?.takeover).toEqual(['email']);
  });

  it('is guarded by the kind that staff choose, where the words give nothing away', async () => {
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

  it('warns whoever gets it without a plan that nobody on file has heard', async () => {
    const one = await planned(email);
    await one.world.register.append(one.id, 'hand', () =>
      anEvent('handed-to-staff', { reason: 'staff-choice' }),
    );

    expect(await casePage(one)).toContain('no address on file has been told yet');
    expect(lastOf((await one.world.register.load(one.id)).log, 'erasure-noticed')).toBeUndefined();
  });
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
    ['Favourite shade', undefined],
    ['Greeting', undefined],
  ])('%j are about %s', (words, kind) => {
    expect(kindInWords(words.split('\n'))).toBe(kind);
  });
});
