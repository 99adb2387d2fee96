import { type DataSubjectRequest, wasMailed } from '../../domain/data-subject-request';
import type { Regime } from '../../domain/deadlines/law';
import { cite } from '../../domain/deadlines/refusal-grounds';
import { dueDates } from '../../domain/due-dates';
import type { EventData } from '../../domain/events';
import { asIfNotified, extensionKey, mootKey } from '../../domain/extension-notice';
import { type EventOf, lastOf } from '../../domain/log-entries';
import { runningDay } from '../../domain/running-day';
import type { CitedWords } from '../../emails/mail-frame-facts';
import { extensionNotice } from '../../emails/person-mails';
import { staffTrouble } from '../../emails/staff-mails';
import { lawTexts } from './law-texts';
import { mailRequester, mailStaff } from './mail-once';
import type { MailingDeps } from './mailing-deps';
import { approvers } from './staff-facts';

/**
 * Tells the person that the answer takes longer: the new date, the ground of the law, and the reason that
 * staff gave. Mailed once; does nothing when nothing was extended. A notice that moves no date, because it is
 * too late or another law holds it, would be untrue: then staff are told instead.
 */
export async function mailExtension(deps: MailingDeps, requestId: string): Promise<void> {
  const request = await deps.register.load(requestId);
  const event = lastOf(request.log, 'extended');
  if (!event || wasMailed(request, extensionKey(event))) return;
  if (answerBy(deps, request) === runningDay(dueDates(request, deps.book)).day)
    return mailMootExtension(deps, request, event);
  const letter = { key: extensionKey(event), mail: extensionNotice } as const;
  await mailRequester(deps, requestId, letter, async (request) => ({
    answerBy: answerBy(deps, request),
    firstDueOn: runningDay(dueDates(request, deps.book)).day,
    grounds: groundsOf(deps, event.data),
    reason: event.sealed ? String(await deps.vault.unseal(requestId, event.sealed)) : event.data.words,
    law: lawTexts(deps, request),
  }));
}

/** Plain date: the earliest of the clocks that run, once the person is told. */
function answerBy(deps: MailingDeps, request: DataSubjectRequest): string {
  const event = lastOf(request.log, 'extended');
  const told = event ? asIfNotified(request, event, deps.clock.now()) : request;
  return runningDay(dueDates(told, deps.book)).day;
}

/**
 * Each ground with its article, under every law whose date moves; the same words are given once. A law or
 * ground that is no longer in the data cannot be cited: where none is left, the words of that time are used
 * alone.
 */
function groundsOf({ book }: MailingDeps, extended: EventData['extended']): CitedWords[] {
  const named = Object.entries(extended.grounds ?? { [extended.regime]: extended.ground });
  const cited = named.flatMap(([regime, ground]) => citedGround(book.regimes[regime], ground) ?? []);
  if (cited.length === 0) return [{ words: extended.words, article: '' }];
  return [...new Set(cited.map(({ words }) => words))].map((words) => {
    const articles = cited.filter((one) => one.words === words).map(({ article }) => article);
    return { words, article: [...new Set(articles)].filter(Boolean).join('; ') };
  });
}

function citedGround(regime: Regime | undefined, id: string): CitedWords | undefined {
  const rules = Object.values(regime?.clocks ?? {}).flatMap((clock) => clock.extension?.grounds ?? []);
  const rule = rules.find((ground) => ground.id === id);
  if (!regime || !rule) return undefined;
  const { sentence, article } = cite(regime, rule);
  return { words: sentence, article };
}
/**
 * Tells the member of staff who extended, or all approvers if they have left, that the person hears nothing
 * because no date moves. Recorded afterwards, so that it is not tried again.
 */
export async function mailMootExtension(
  deps: MailingDeps,
  request: DataSubjectRequest,
  extended: EventOf<'extended'>,
): Promise<void> {
  const { requestId } = request;
  const key = mootKey(request, extended);
  const isHere = deps.desk.staff.some(({ id }) => id === extended.data.staffId);
  for (const staffId of isHere ? [extended.data.staffId] : approvers(deps)) {
    const letter = { key, mail: staffTrouble, staffId } as const;
    await mailStaff(deps, requestId, letter, async (now) => {
      const dueOn = dueDates(now, deps.book).latest;
      return { ...mootWords, dueOn };
    });
  }
  await deps.register.append(requestId, key, () => ({
    type: 'reminded',
    data: { what: 'extension' },
    actor: { kind: 'desk' },
  }));
}

const mootWords = {
  trouble:
    'The extension of this request moves no date: the person could be told of it only after the date, or another law keeps the date where it is. So they are not told',
  remedy: 'Answer by the date below. If it is over, answer now, and say in the answer why it took longer',
} as const;
