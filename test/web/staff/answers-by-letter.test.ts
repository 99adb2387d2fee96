import { staffLink } from '../../../functions/casework/mail/staff-link';
import { dueDates } from '../../../functions/domain/due-dates';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { answerRoutes } from '../../../functions/web/requester/answer.routes';
import { webApp } from '../../../functions/web/web-app';
import { aBook, aDesk } from '../../builders/a-desk';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { codeIn, linkIn } from '../../fakes/memory-mailbox';
import { actsOf, Browser, textOf } from './browser';
import { appCode, enter, type MailedLink, newestLink, openDesk, setUpApp } from './staff-desk';

type Door = 'decide' | 'case' | 'identity';

/** A request received on Tuesday 24 November 2026 in Berlin, with its page open on a later day. */
async function opened(regime: string, asked: 'doubt' | 'question', door: Door = 'decide') {
  const desk = aDesk({ laws: [{ regime, applies: 'binds', because: 'x' }] });
  const world = aWorld({ desk, book: aBook(desk), now: '2026-11-24T10:00:00.000Z' });
  const id = await awaitingDecision(world, aForm());
  await setUpApp(world);
  world.clock.forward('PT48H');
  if (asked === 'doubt') await world.register.append(id, 'doubt', () => anEvent('identity-doubted'));
  else await askSomething(world);
  if (door === 'case') {
    await world.register.append(id, 'hand', () => anEvent('handed-to-staff'));
    await handToStaff(world, { requestId: id, taskToken: 'case' });
  }
  world.clock.forward('P18D');
  const browser = openDesk(world);
  const link = await freshLink(world, id, door);
  const page = await enter(browser, link);
  const load = () => world.register.load(id);
  const latest = async () => dueDates(await load(), world.book).latest;
  return { world, id, browser, link, page, load, latest };
}

/** A fresh link: those of the first mails have expired by then. */
async function freshLink(world: World, id: string, purpose: Door): Promise<MailedLink> {
  const wish = { purpose, staffId: 'alma', issue: 50 };
  const { link, code } = await staffLink(world, await world.register.load(id), wish);
  return { path: new URL(link).pathname, code };
}

async function askSomething(world: World): Promise<void> {
  const staff = openDesk(world);
  const link = newestLink(world, 's/decide');
  const page = await enter(staff, link);
  const fields = { question: 'Which of your accounts?', pauses: 'yes', code: link.code };
  await staff.submit(page, fields, 'ask');
}

const because = 'She wrote from the address on file.';
const doors = ['decide', 'case', 'identity'] as const;
const settleBy: Readonly<Record<Door, string>> = { decide: 'settle', case: 'settle', identity: 'known' };

describe('a doubt that was answered by letter', () => {
  // Without the doubt it is 24 December. One month from 30 November; or four days after 24 December.
  it.each(
    doors.flatMap((door) => [
      [door, 'uk-gdpr', '2026-12-30'] as const,
      [door, 'eu-gdpr', '2026-12-28'] as const,
    ]),
  )(
    'on the page %s under %s ends on the day the letter came, not on the day it is settled',
    async (...of) => {
      const [door, regime, due] = of;
      const { world, browser, page, latest, load } = await opened(regime, 'doubt', door);
      const totp = await appCode(world);

      await browser.submit(page, { because, reached: '2026-11-30', totp }, settleBy[door]);

      expect(lastOf((await load()).log, 'identity-doubt-settled')?.data).toEqual({
        staffId: 'alma',
        reachedOn: '2026-11-30',
      });
      expect(await latest()).toBe(due);
    },
  );

  it.each(doors)('counts from today when the day is left empty, on the page %s', async (door) => {
    const { world, browser, page, latest, load } = await opened('uk-gdpr', 'doubt', door);

    await browser.submit(page, { because, reached: '', totp: await appCode(world) }, settleBy[door]);

    expect(lastOf((await load()).log, 'identity-doubt-settled')?.data).toEqual({ staffId: 'alma' });
    expect(await latest()).toBe('2027-01-14');
  });

  it.each(
    doors.flatMap((door) => [
      [door, '2026-12-15', 'That day has not come yet'] as const,
      [door, '2026-11-25', 'We asked on Thursday 26 November 2026'] as const,
      [door, '30 November', 'Choose a day of the calendar'] as const,
      [door, '2026-02-30', 'Choose a day of the calendar'] as const,
    ]),
  )('says on the page %s what is wrong with %s, and keeps what was typed', async (door, reached, problem) => {
    const { world, browser, page, load } = await opened('uk-gdpr', 'doubt', door);
    const act = settleBy[door];

    const answer = await browser.submit(page, { because, reached, totp: await appCode(world) }, act);

    expect(answer.status).toBe(400);
    expect(textOf(answer.html)).toContain(problem);
    expect(answer.html).toContain(`href="#${act}-reached"`);
    expect(answer.html).toContain(because);
    expect(answer.html).toContain(`aria-describedby="${act}-reached-hint ${act}-reached-error"`);
    expect(lastOf((await load()).log, 'identity-doubt-settled')).toBeUndefined();
  });

  it('never ends before it was recorded, and never later than the person’s own answer', async () => {
    const { world, browser, page, latest, id } = await opened('uk-gdpr', 'doubt');
    const answered = {
      type: 'question-answered',
      data: { questionId: 'doubt-1' },
      actor: { kind: 'requester' },
    };
    await world.register.append(id, 'answer-doubt-1', () => answered as never);

    await browser.submit(page, { because, reached: '2026-11-26', totp: await appCode(world) }, 'settle');

    expect(await latest()).toBe('2026-12-28');
  });
});

describe('a question that was answered by telephone', () => {
  // Five days after 24 December, without the first and the last day; or four.
  it.each(
    (['decide', 'case'] as const).flatMap((door) => [
      [door, 'uk-gdpr', '2026-12-29'] as const,
      [door, 'eu-gdpr', '2026-12-28'] as const,
    ]),
  )('is recorded on the page %s under %s, and the clock runs from the day of the call', async (...of) => {
    const [door, regime, due] = of;
    const { browser, link, page, latest, load, world, id } = await opened(regime, 'question', door);
    const fields = { answer: 'The one of my shop.', reached: '2026-11-30', code: link.code };

    const done = await browser.submit(page, fields, 'note-answer');
    const twice = await browser.submit(page, fields, 'note-answer');

    const [event, ...others] = allOf((await load()).log, 'question-answered');
    expect(others).toEqual([]);
    expect(event?.data).toEqual({ questionId: 'question-1', staffId: 'alma', reachedOn: '2026-11-30' });
    expect(event?.actor).toEqual({ kind: 'staff', id: 'alma' });
    expect(await world.vault.unseal(id, event?.sealed ?? '')).toBe('The one of my shop.');
    expect(await latest()).toBe(due);
    expect(textOf(done.html)).toContain('Noted: what they answered');
    expect(twice.html).toBe(done.html);
    const again = await browser.get(page.path);
    expect(textOf(again.html)).toContain('Written down by Alma: The one of my shop.');
    expect(actsOf(again.html)).not.toContain('note-answer');
  });

  it.each(['bruno', 'the person'])('returns the text to its writer when %s was faster', async (who) => {
    const { world, id, browser, link, page } = await opened('uk-gdpr', 'question');
    const data = { questionId: 'question-1', ...(who === 'bruno' ? { staffId: who } : {}) };
    const commandId = who === 'bruno' ? 'noted-answer-question-1' : 'answer-question-1';
    const answered = { type: 'question-answered', data, actor: { kind: 'requester' } } as const;
    await world.register.append(id, commandId, () => answered);

    const late = await browser.submit(
      page,
      { answer: 'The one of my shop.', code: link.code },
      'note-answer',
    );

    expect(textOf(late.html)).not.toContain('Noted: what they answered');
    expect(late.html).toContain('The one of my shop.');
  });

  it('names the fields that are wrong and keeps what was typed', async () => {
    const { browser, link, page } = await opened('uk-gdpr', 'question');

    const empty = await browser.submit(
      page,
      { answer: ' ', reached: '2027-01-01', code: link.code },
      'note-answer',
    );
    const noCode = await browser.submit(page, { answer: 'The old one.', code: '' }, 'note-answer');

    expect(empty.html).toContain('href="#note-answer-answer"');
    expect(empty.html).toContain('href="#note-answer-reached"');
    expect(noCode.html).toContain('href="#note-answer-code"');
    expect(noCode.html).toContain('The old one.');
  });

  it('may still be answered by the person, and nothing is lost', async () => {
    const { world, browser, link, page, load } = await opened('uk-gdpr', 'question');
    const mail = world.mailbox.to(mia.email).findLast(({ text }) => text.includes('/q/'));
    const app = webApp({
      deps: world,
      largestBody: 16 * 1024,
      logFailure: (_reference, error) => fail(error),
    });
    app.route('/', answerRoutes(world));
    const origin = new URL(world.desk.baseUrl).origin;
    const person = new Browser({ request: (url, init) => app.request(url, init) }, origin);
    await browser.submit(page, { answer: 'The shop.', code: link.code }, 'note-answer');
    await person.post(`${linkIn(mail, 'q')}/fresh`, {});
    const fresh = world.mailbox.to(mia.email).at(-1);

    const form = await person.submit(await person.get(linkIn(fresh, 'q')), { code: codeIn(fresh) });
    await person.submit(form, { answer: 'The private one too.' });

    expect(allOf((await load()).log, 'question-answered')).toHaveLength(2);
    const shown = textOf((await browser.get(page.path)).html);
    expect(shown).toContain('The shop.');
    expect(shown).toContain('The private one too.');
  });
});

function fail(error: Error): never {
  throw error;
}
