import type { DeskLaw } from '../../../functions/domain/desk';
import { lastOf } from '../../../functions/domain/log-entries';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { aBook, aDesk, bruno } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { actsOf, optionsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

const binds = (regime: string): DeskLaw => ({ regime, applies: 'binds', because: 'x', established: true });
const voluntary = (regime: string): DeskLaw => ({ regime, applies: 'voluntary', because: 'x' });
const reason = 'Your request was the ninth this month, and nothing had changed.';

function worldUnder(...laws: readonly DeskLaw[]) {
  const desk = aDesk({ laws });
  return aWorld({ desk, book: aBook(desk) });
}

async function deciding(laws: readonly DeskLaw[], right: 'access' | 'erasure' = 'access') {
  const world = worldUnder(...laws);
  const id = await awaitingDecision(world, aForm({ right }));
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  const page = await enter(browser, link);
  const refusing = (fields: Record<string, string>) =>
    browser.submit(page, { reason, code: link.code, ...fields }, 'refuse');
  return { world, id, browser, link, page, refusing, load: () => world.register.load(id) };
}

describe('a refusal', () => {
  it('needs a ground under every law that binds and grants the right', async () => {
    const { page, refusing, load } = await deciding([binds('eu-gdpr'), binds('us-ca-ccpa')]);

    const alone = await refusing({ ground: 'excessive' });
    const both = await refusing({ ground: 'excessive', 'ground-us-ca-ccpa': 'unfounded-or-excessive' });

    expect(textOf(page.html)).toContain('You can refuse all of it only if every one of them lets you');
    expect(alone.html).toContain('href="#refuse-ground-us-ca-ccpa"');
    expect(textOf(alone.html)).toContain('CCPA grants this right: without a ground under it');
    expect(both.html).toContain('<h1>Refused</h1>');
    expect(lastOf((await load()).log, 'decided')?.data).toMatchObject({
      ground: 'excessive',
      grounds: { 'eu-gdpr': 'excessive', 'us-ca-ccpa': 'unfounded-or-excessive' },
    });
  });

  it('never rests on a voluntary law beside one that binds', async () => {
    const { page, refusing } = await deciding([binds('eu-gdpr'), voluntary('us-ca-ccpa')]);

    const offered = Object.values(optionsOf(page.html, 'refuse-ground'));
    const tried = await refusing({ ground: 'more-than-twice', 'ground-us-ca-ccpa': 'more-than-twice' });

    expect(offered).toContain('manifestly-unfounded');
    expect(offered).not.toContain('more-than-twice');
    expect(page.html).not.toContain('id="refuse-ground-us-ca-ccpa"');
    expect(textOf(page.html)).toContain('voluntarily: its grounds cannot refuse anything');
    expect(tried.html).toContain('href="#refuse-ground"');
  });

  it('rests on the voluntary law where no other governs', async () => {
    const { page } = await deciding([voluntary('us-ca-ccpa')]);

    expect(Object.values(optionsOf(page.html, 'refuse-ground'))).toContain('more-than-twice');
  });

  it('of everything rests on a ground for a part only if staff say that it covers everything', async () => {
    const { refusing, load } = await deciding([binds('eu-gdpr')], 'erasure');

    const part = await refusing({ ground: 'legal-claims' });
    await refusing({ ground: 'legal-claims', 'covers-all': 'yes' });

    expect(part.html).toContain('href="#refuse-covers-all"');
    expect(lastOf((await load()).log, 'decided')?.data.ground).toBe('legal-claims');
  });

  it('is offered no end of a search as a ground, and says what is no ground', async () => {
    const { page } = await deciding([binds('uk-gdpr')]);

    const offered = Object.values(optionsOf(page.html, 'refuse-ground'));
    expect(offered).not.toContain('disproportionate-search');
    expect(textOf(page.html)).toContain('Not a reason');
    expect(textOf(page.html)).toContain('Rude language is no ground.');
    expect(page.html).toContain('DPA 2018 Sch 2 para 16');
  });

  it('shows what each ground requires, and keeps what the file holds, sealed', async () => {
    const { world, id, page, refusing, load } = await deciding([binds('eu-gdpr')]);
    const file = 'Nine mails between 1 and 20 November, each answered.';

    await refusing({ ground: 'excessive', 'in-file': file });

    const shown = lastOf((await load()).log, 'grounds-shown');
    expect(textOf(page.html)).toContain('Your reason must say: When you may usefully ask again');
    expect(textOf(page.html)).toContain('Name the earlier request and its answer.');
    expect(shown?.data).toEqual({ grounds: { 'eu-gdpr': 'excessive' }, staffId: 'alma' });
    expect(await world.vault.unseal(id, shown?.sealed ?? '')).toBe(file);
  });

  it('shows what the file holds to later readers, and to no one else', async () => {
    const { world, id, browser, refusing, load } = await deciding([binds('eu-gdpr')]);
    const file = 'Nine mails between 1 and 20 November, each answered.';
    await refusing({ ground: 'excessive', 'in-file': file });
    await notifyOutcome(world, { requestId: id });
    const appeal = await received(world, aForm({ right: 'complaint', message: 'That is wrong.' }));
    const tied = anEvent('review-tied', { aboutId: id, by: 'staff', decidedBy: ['alma'] });
    await world.register.append(appeal, 'tie', () => tied);
    await handToStaff(world, { requestId: appeal, taskToken: 'case' });

    const page = await enter(browser, newestLink(world, 's/case', bruno.email));

    expect(textOf(page.html)).toContain('What our file holds to show the ground');
    expect(textOf(page.html)).toContain(file);
    expect(
      world.mailbox
        .to(mia.email)
        .map(({ text }) => text)
        .join(),
    ).not.toContain('Nine mails');
    expect((await load()).status).toBe('closed');
  });

  it('shows it on the case page as well, where the case goes on', async () => {
    const { world, id, browser } = await deciding([binds('eu-gdpr')]);
    const sealed = await world.vault.seal(id, 'Nine mails.');
    const note = anEvent('grounds-shown', { grounds: { 'eu-gdpr': 'excessive' }, staffId: 'alma' });
    await world.register.append(id, 'in-file', () => ({ ...note, sealed }));
    await world.register.append(id, 'over', () => anEvent('handed-to-staff', { reason: 'staff-choice' }));
    await handToStaff(world, { requestId: id, taskToken: 'case' });

    const page = await enter(browser, newestLink(world, 's/case'));

    expect(textOf(page.html)).toContain('Nine mails.');
  });

  it('is told in plain sentences, each with the articles it rests on', async () => {
    const { world, id, refusing } = await deciding([binds('eu-gdpr'), binds('uk-gdpr')]);

    await refusing({ ground: 'excessive', 'ground-uk-gdpr': 'excessive' });
    await notifyOutcome(world, { requestId: id });

    const mail = world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '';
    expect(mail).toContain('you asked for the same thing very recently and nothing has changed since.');
    expect(mail).toContain('(GDPR Art 12(5)(b); UK GDPR Art 12(5)(b))');
    expect(mail).not.toContain('the controller has to show it');
  });
});

describe('a refused deletion under Californian law', () => {
  it('is told with the exception, what the rest is used for, and the link to opt out of sale', async () => {
    const { world, id, refusing } = await deciding([binds('us-ca-ccpa')], 'erasure');

    await refusing({ ground: 'complete-transaction', 'covers-all': 'yes' });
    await notifyOutcome(world, { requestId: id });

    const mail = world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '';
    expect(mail).toContain('We still need this to complete what you bought');
    expect(mail).toContain('Cal. Civ. Code 1798.105(d)(1)');
    expect(mail).toContain('used for nothing but the reason it is kept for');
    expect(mail).toContain(`not to sell or share your data: ${world.desk.baseUrl}/opt-out`);
  });
});

describe('where no ground fits', () => {
  it('staff refuse in their own words with the app, which the log marks, and are named to the person', async () => {
    const { world, id, browser, link, page, load } = await deciding([binds('eu-gdpr')]);
    const words = 'These records are those of our works council, a body of its own.';

    const byMail = await browser.submit(page, { reason: words, code: link.code }, 'refuse-own-words');
    const totp = await appCode(world);
    const again = await enter(browser, link);
    const silent = await browser.submit(again, { reason: ' ', totp }, 'refuse-own-words');
    const done = await browser.submit(again, { reason: words, totp }, 'refuse-own-words');
    await notifyOutcome(world, { requestId: id });

    const mail = world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ') ?? '';
    expect(byMail.html).toContain('href="#refuse-own-words-totp"');
    expect(byMail.html).toContain(words);
    expect(silent.html).toContain('href="#refuse-own-words-reason"');
    expect(done.html).toContain('<h1>Refused</h1>');
    const decided = lastOf((await load()).log, 'decided');
    expect(decided?.data).toMatchObject({ decision: 'refused', ground: 'own-words', factor: 'totp' });
    expect(mail).toContain(words);
    expect(mail).toContain('None of the grounds on our list fits. This was decided by Alma');
  });

  it('offers the other ways under a law without grounds: do it, hand it over, or own words', async () => {
    const desk = aDesk({ laws: [binds('eu-gdpr')] });
    const book = aBook(desk);
    const eu = book.regimes['eu-gdpr'];
    if (!eu) throw new Error('no law');
    const bare = { ...eu, refusal: { ...eu.refusal, grounds: [] } };
    const world = aWorld({ desk, book: { ...book, regimes: { ...book.regimes, 'eu-gdpr': bare } } });
    await awaitingDecision(world);
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');

    const page = await enter(browser, link);
    const tried = await browser.submit(page, { ground: 'excessive', reason, code: link.code }, 'refuse');

    expect(textOf(page.html)).toContain('holds no ground on which GDPR lets you refuse this right');
    expect(actsOf(page.html)).toEqual(
      expect.arrayContaining(['approved-in-part', 'hand-over', 'refuse-own-words']),
    );
    expect(tried.html).toContain('href="#refuse-ground"');
    expect(textOf(tried.html)).toContain('do it, hand it over, or refuse in your own words');
  });
});

describe('a case that a person looks after', () => {
  async function aCase(...laws: readonly DeskLaw[]) {
    const world = worldUnder(...laws);
    const id = await received(world, aForm({ forWhom: 'child', right: 'erasure', message: 'For my son' }));
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/case');
    return { world, id, browser, link, page: await enter(browser, link) };
  }
  const answer = 'We keep it, since a claim is open.';

  it('is refused under each law that binds, or in part on the grounds of some', async () => {
    const { world, id, browser, link, page } = await aCase(binds('eu-gdpr'), binds('us-ca-ccpa'));
    const fields = { answer, code: link.code, ground: 'legal-claims', 'covers-all': 'yes' };

    const alone = await browser.submit(page, { ...fields, outcome: 'refused' });
    await browser.submit(page, {
      ...{ ...fields, outcome: 'partly-fulfilled' },
      'told-what': 'The account of Noah Winter.',
    });
    await notifyOutcome(world, { requestId: id });

    expect(alone.html).toContain('href="#ground-us-ca-ccpa"');
    expect(lastOf((await world.register.load(id)).log, 'staff-finished')?.data).toMatchObject({
      outcome: 'partly-fulfilled',
      grounds: { 'eu-gdpr': 'legal-claims' },
    });
    const mail = world.mailbox.to(mia.email).at(-1)?.text.replaceAll(/\s+/g, ' ');
    expect(mail).toContain('GDPR Art 17(3)(e)');
  });

  it('names what ended the search where it is answered in part, and is not refused on it', async () => {
    const world = worldUnder(binds('uk-gdpr'));
    const id = await received(world, aForm({ forWhom: 'child', message: 'For my son' }));
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/case');
    const page = await enter(browser, link);
    const fields = { answer, code: link.code, ground: 'disproportionate-search', 'covers-all': 'yes' };

    const refused = await browser.submit(page, { ...fields, outcome: 'refused' });
    await browser.submit(page, { ...fields, outcome: 'partly-fulfilled' });

    expect(refused.html).toContain('href="#ground"');
    expect(lastOf((await world.register.load(id)).log, 'staff-finished')?.data.ground).toBe(
      'disproportionate-search',
    );
  });

  it('is refused in the words of a named person, with the app', async () => {
    const { world, id, browser, link } = await aCase(binds('eu-gdpr'));
    const totp = await appCode(world);
    const page = await enter(browser, link);

    const done = await browser.submit(page, { answer, totp }, 'refuse-own-words');

    expect(done.html).toContain('The outcome is recorded');
    expect(lastOf((await world.register.load(id)).log, 'staff-finished')?.data).toEqual({
      ...{ outcome: 'refused', staffId: 'alma', ground: 'own-words' },
    });
  });
});
