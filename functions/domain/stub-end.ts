import { afterErasureTimers } from './after-erasure';
import { plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import type { Desk } from './desk';
import { allOf } from './log-entries';
import type { Timer, TimerInput } from './timer';

/**
 * How long the pseudonymous stub of a request is kept after its last entry: as long as a claim about the
 * answer can be brought (s 2 and 5 Limitation Act 1980: six years). It is not a setting: entries that the
 * anchors hold and the register does not are a loss, unless they are older than this.
 */
const STUB_KEPT = 'P6Y';

/**
 * A stub outlives every record that is still kept, so that a deleted record is never taken for a stub that
 * ended.
 */
const BEYOND_RECORDS = 'P31D';

/** For leap days, and clocks that differ. */
const MARGIN = 'P2D';

/** The instant at which a stub ends, from the instant of its last entry. */
export function stubEndsAt({ recordsKept, zone }: Pick<Desk, 'recordsKept' | 'zone'>, last: string): string {
  const usual = plusDuration(last, STUB_KEPT, zone);
  const outlived = plusDuration(plusDuration(last, recordsKept, zone), BEYOND_RECORDS, zone);
  return usual > outlived ? usual : outlived;
}

/** That period for texts about it (ISO 8601), to the month. */
export function stubKept({ recordsKept, zone }: Pick<Desk, 'recordsKept' | 'zone'>): string {
  const from = '2024-01-01T00:00:00.000Z';
  return plusDuration(from, recordsKept, zone) > plusDuration(from, STUB_KEPT, zone)
    ? recordsKept
    : STUB_KEPT;
}

/** The end of the stub, once the key is destroyed and everything that a law kept has ended. */
export function stubTimers(t: Pick<TimerInput, 'request' | 'desk' | 'zone'>): Timer[] {
  const { log } = t.request;
  const last = log.at(-1);
  if (!last || allOf(log, 'shredded').length === 0 || isStillNeeded(t)) return [];
  return [{ kind: 'end-stub', key: 'end-stub', at: stubEndsAt(t.desk, newestAt(t.request)) }];
}

/** Whether the log is still needed to compute the ends of retentions. */
function isStillNeeded(t: Pick<TimerInput, 'request' | 'desk' | 'zone'>): boolean {
  return afterErasureTimers(t).length > 0;
}

/** The newest date, not that of the last entry: a clock that was once ahead counts. */
function newestAt({ log }: DataSubjectRequest): string {
  return log.map(({ at }) => at).reduce((newest, at) => (at > newest ? at : newest), '');
}

/**
 * Whether an entry that was anchored in that hour may have been removed with its stub.
 *
 * @param hour - `2026-11-24T09`
 * @param now - instant
 */
export function mayHaveEnded(hour: string, now: string): boolean {
  return hour < plusDuration(plusDuration(now, `-${STUB_KEPT}`, 'UTC'), MARGIN, 'UTC');
}
