import { defined } from './defined';
import { isDelivered } from './delivered-mail';
import type { LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';

interface Logged {
  readonly log: readonly LoggedEvent[];
}

type Ending = EventOf<'restriction-ending'>;

/**
 * A restriction in force: since when, until which day it needs no look, and how it is to end, if that was
 * said.
 */
export interface Restriction {
  readonly set: EventOf<'restriction-set'>;
  /** Plain date. */
  readonly lookAgainOn: string;
  /** The entry that says when to look again. */
  readonly saidIn: number;
  readonly ending?: Ending;
}

/** The restriction that a request led to, while it is in force. It ends only on the day after its notice. */
export function restrictionOf({ log }: Logged): Restriction | undefined {
  const set = recordedIn(log);
  if (!set || (lastOf(log, 'restriction-ended')?.seq ?? 0) > set.seq) return undefined;
  const kept = allOf(log, 'restriction-kept').findLast(({ seq }) => seq > set.seq);
  const said = kept ?? set;
  const ending = allOf(log, 'restriction-ending').findLast(({ seq }) => seq > said.seq);
  return { set, lookAgainOn: said.data.lookAgainOn, saidIn: said.seq, ...defined({ ending }) };
}

/**
 * The restriction that the recorded outcome names, since two members of staff may write at the same time and
 * one of them refuse. Outcomes from before they named it meant the last one.
 */
function recordedIn(log: Logged['log']): EventOf<'restriction-set'> | undefined {
  const end = lastOf(log, 'staff-finished')?.data;
  if (end?.restriction !== undefined)
    return allOf(log, 'restriction-set').find(({ seq }) => seq === end.restriction);
  return !end || /fulfilled$/.test(end.outcome) ? lastOf(log, 'restriction-set') : undefined;
}

/** Key of the notice (Art. 18(3) GDPR). */
export function endingNoticeKey({ seq }: Ending): string {
  return `restriction-ending-${seq}`;
}

/** The entry that notified the requester, as far as is known: the mail, if it did not bounce, or a letter. */
export function endingDelivery({ log }: Logged, ending: Ending): EventOf<'mailed'> | undefined {
  const key = endingNoticeKey(ending);
  return allOf(log, 'mailed').find((mail) => mail.data.key === key && isDelivered(log, mail));
}

/**
 * Whether a restriction may end now: staff said so, and the requester was notified. The watch keeps the day.
 */
export function mayEndRestriction(request: Logged): boolean {
  const ending = restrictionOf(request)?.ending;
  return ending !== undefined && endingDelivery(request, ending) !== undefined;
}

/** Whether data was restricted and may be used again. */
export function isLifted(request: Logged): boolean {
  return lastOf(request.log, 'restriction-ended') !== undefined && restrictionOf(request) === undefined;
}
