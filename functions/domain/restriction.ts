import type { LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';

interface Logged {
  readonly log: readonly LoggedEvent[];
}

type Ending = EventOf<'restriction-ending'>;

/** A restriction that holds: since when, until which day nobody looks again, and how it is to end, if that was said. */
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
  const set = lastOf(log, 'restriction-set');
  if (!set || (lastOf(log, 'restriction-ended')?.seq ?? 0) > set.seq) return undefined;
  const kept = allOf(log, 'restriction-kept').findLast(({ seq }) => seq > set.seq);
  const said = kept ?? set;
  const ending = allOf(log, 'restriction-ending').findLast(({ seq }) => seq > said.seq);
  return { set, lookAgainOn: said.data.lookAgainOn, saidIn: said.seq, ...(ending ? { ending } : {}) };
}

/** Key of the notice (Art. 18(3) GDPR). */
export function endingKey({ seq }: Ending): string {
  return `restriction-ending-${seq}`;
}

/** When the notice reached the person, as far as anybody knows: one that came back did not. Instant, or the day it was posted. */
export function toldAt({ log }: Logged, ending: Ending): string | undefined {
  const key = endingKey(ending);
  const told = allOf(log, 'mailed').findLast(({ data }) => data.key === key);
  const isBack = allOf(log, 'mail-bounced').some(
    ({ seq, data }) => data.key === key && data.lasting && seq > (told?.seq ?? 0),
  );
  return isBack ? undefined : told?.at;
}

/** Whether a restriction may end now: it was said that it shall, and the person was told. The day is the watch's to keep. */
export function mayEndRestriction(request: Logged): boolean {
  const ending = restrictionOf(request)?.ending;
  return ending !== undefined && toldAt(request, ending) !== undefined;
}

/** Whether data was kept out of use and may be used again. */
export function isLifted(request: Logged): boolean {
  return lastOf(request.log, 'restriction-ended') !== undefined && restrictionOf(request) === undefined;
}
