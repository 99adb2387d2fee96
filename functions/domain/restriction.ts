import type { LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';
import { isStanding } from './standing-mail';

interface Logged {
  readonly log: readonly LoggedEvent[];
}

type Ending = EventOf<'restriction-ending'>;

/**
 * A restriction that holds: since when, until which day nobody looks again, and how it is to end, if that was
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

/** The restriction that a request led to, while it holds. Nothing ends it but the day after its notice. */
export function restrictionOf({ log }: Logged): Restriction | undefined {
  const set = recordedIn(log);
  if (!set || (lastOf(log, 'restriction-ended')?.seq ?? 0) > set.seq) return undefined;
  const kept = allOf(log, 'restriction-kept').findLast(({ seq }) => seq > set.seq);
  const said = kept ?? set;
  const ending = allOf(log, 'restriction-ending').findLast(({ seq }) => seq > said.seq);
  return { set, lookAgainOn: said.data.lookAgainOn, saidIn: said.seq, ...(ending ? { ending } : {}) };
}

/**
 * What the recorded outcome names: two of the staff may write at once, and one of them refuse. Outcomes
 * written before they named it meant the last one.
 */
function recordedIn(log: Logged['log']): EventOf<'restriction-set'> | undefined {
  const end = lastOf(log, 'staff-finished')?.data;
  if (end?.restriction !== undefined)
    return allOf(log, 'restriction-set').find(({ seq }) => seq === end.restriction);
  return !end || /fulfilled$/.test(end.outcome) ? lastOf(log, 'restriction-set') : undefined;
}

/** Key of the notice (Art. 18(3) GDPR). */
export function endingKey({ seq }: Ending): string {
  return `restriction-ending-${seq}`;
}

/** What told the person, as far as anybody knows: the mail, as long as it did not come back, or a letter. */
export function tellingOf({ log }: Logged, ending: Ending): EventOf<'mailed'> | undefined {
  const key = endingKey(ending);
  return allOf(log, 'mailed').find((mail) => mail.data.key === key && isStanding(log, mail));
}

/**
 * Whether a restriction may end now: it was said that it shall, and the person was told. The day is the
 * watch's to keep.
 */
export function mayEndRestriction(request: Logged): boolean {
  const ending = restrictionOf(request)?.ending;
  return ending !== undefined && tellingOf(request, ending) !== undefined;
}

/** Whether data was kept out of use and may be used again. */
export function isLifted(request: Logged): boolean {
  return lastOf(request.log, 'restriction-ended') !== undefined && restrictionOf(request) === undefined;
}
