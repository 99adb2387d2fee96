import type { DataSubjectRequest } from '../domain/data-subject-request';
import { isBeforeOrIn, type MailClass, mailClassOf, mailOrder } from '../domain/mail-order';
import type { DueRequest } from '../domain/ports';
import { timersOf } from '../domain/timers';
import type { QuotaMailbox } from './quota-mailbox';
import { mailAboutWaitingMails } from './quota-used-up';
import { sideBySide } from './side-by-side';
import type { SweepRun } from './sweep-run';
import { SHARES, type TimeBudget } from './time-budget';
import type { WatchDeps } from './timer-done';

interface Order {
  /** When the mail service last took no more mails (instant). */
  readonly since: string;
  readonly mailbox: QuotaMailbox;
  readonly budget: TimeBudget;
}

/**
 * Does what is due in turns, the most important mails first, as long as the mail service takes mails. Alarms,
 * and what needs no mail, are always tried; once the quota is used up, nothing else is begun.
 *
 * @returns what there was no time for
 */
export async function mailInOrder(
  deps: WatchDeps,
  run: SweepRun,
  due: readonly DueRequest[],
  { since, mailbox, budget }: Order,
): Promise<readonly DueRequest[]> {
  await mailAboutWaitingMails(deps, since).catch((error: unknown) => deps.logFailure('desk', error));
  const turns = await turnsOf(deps, run, due);
  for (const mails of mailOrder) {
    const inTurn = turns[mails];
    const share = SHARES[isBeforeOrIn(mails, 'dated') ? 'law' : 'rest'];
    const isOver = () => mailbox.isFull && mails !== 'alarm';
    const left = await sideBySide(
      inTurn,
      () => !isOver() && budget.has(share),
      (one) => run.checkInTurn(one, (timer, request) => isBeforeOrIn(mailClassOf(request, timer), mails)),
    );
    if (left.length > 0 && !isOver()) return left;
  }
  return [];
}

/**
 * Each request once in every turn in which something of it is due. One that cannot be read, or has nothing
 * due, comes in the first.
 */
async function turnsOf(
  deps: WatchDeps,
  run: SweepRun,
  due: readonly DueRequest[],
): Promise<Record<MailClass, DueRequest[]>> {
  const turns: Record<MailClass, DueRequest[]> = {
    ...{ alarm: [], dated: [], proven: [] },
    ...{ staff: [], unproven: [], recipients: [] },
  };
  const classes = new Map<DueRequest, Iterable<MailClass>>();
  await sideBySide(
    due,
    () => true,
    async (one) => {
      const request = await deps.register.load(one.requestId).catch(() => undefined);
      classes.set(one, request ? classesDue(deps, request, run.now) : ['alarm']);
    },
  );
  for (const one of due) for (const mails of classes.get(one) ?? []) turns[mails].push(one);
  return turns;
}

function classesDue(deps: WatchDeps, request: DataSubjectRequest, now: string): Iterable<MailClass> {
  const due = timersOf(request, deps).filter(({ at }) => at <= now);
  return new Set(due.length > 0 ? due.map((timer) => mailClassOf(request, timer)) : ['alarm']);
}
