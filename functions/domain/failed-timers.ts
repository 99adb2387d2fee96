import { plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import { isInFuture } from './is-in-future';
import { allOf, type EventOf } from './log-entries';
import type { Timer } from './timer';

/** A timer that the watch could not carry out because its action threw. */
export type TimerFailure = EventOf<'timer-failed'>;

/**
 * Waits between tries: a transient fault passes within the first, and what a person mends is done within a
 * day. Each later try costs an entry.
 */
const FIRST_WAITS = ['PT1H', 'PT6H'] as const;
const DAILY_TRIES = 12;

/** How long to wait after this many tries (ISO 8601 duration). */
export function backOff(tries: number): string {
  return FIRST_WAITS[tries - 1] ?? (tries <= DAILY_TRIES ? 'P1D' : 'P7D');
}

/** A timer whose action failed waits for its next try; every other timer of the request goes on. */
export function withRetryWait(request: DataSubjectRequest, timer: Timer, now?: string): Timer {
  const last = failuresOf(request, timer.key).at(-1);
  if (!last || isInFuture(last.at, now)) return timer;
  const again = plusDuration(last.at, backOff(last.data.tries), 'UTC');
  return again > timer.at ? { ...timer, at: again } : timer;
}

/** Consecutive failures of a timer since it last succeeded. */
export function failuresOf(request: DataSubjectRequest, key: string): TimerFailure[] {
  const all = allFailuresOf(request, key);
  const ids = new Set(request.log.map((event) => event.commandId));
  return all.slice(all.findLastIndex((_, i) => ids.has(recoveredId(key, i + 1))) + 1);
}

/** All failures of a timer; their count numbers the entries about it. */
export function allFailuresOf({ log }: DataSubjectRequest, key: string): TimerFailure[] {
  return allOf(log, 'timer-failed').filter((e) => e.data.key === key);
}

/**
 * Command id of the entry that a timer succeeded after so many failures, where its action leaves no entry of
 * its own.
 */
export function recoveredId(key: string, failures: number): string {
  return `mended-${key}-${failures}`;
}

/** How long after a failure staff are notified: after the second and third try, and well within a day. */
const REPORT_AFTER = 'PT8H';
/** How often they are reminded while it lasts. */
const REPORT_AGAIN_AFTER = 'P7D';

const REPORTED = 'tell-failed-';

/**
 * Notifies staff of what the watch could not do, once for all open failures, and again each week while there
 * are any.
 */
export function failureReportTimers(request: DataSubjectRequest, pending: readonly Timer[]): Timer[] {
  const standing = openFailures(request, pending);
  const told = timesReported(request);
  const last = told.at(-1);
  const at = [
    ...standing.filter((e) => e.seq > (last?.seq ?? 0)).map((e) => plusDuration(e.at, REPORT_AFTER, 'UTC')),
    ...(last ? [plusDuration(last.at, REPORT_AGAIN_AFTER, 'UTC')] : []),
  ].sort()[0];
  if (standing.length === 0 || at === undefined) return [];
  return [{ kind: 'tell-failed', key: `${REPORTED}${told.length + 1}`, at }];
}

/**
 * The first failure of each timer that still waits, and of each that was done in part, until staff were
 * notified.
 */
export function openFailures(
  request: DataSubjectRequest,
  pending: readonly Pick<Timer, 'key'>[],
): TimerFailure[] {
  const keys = new Set(pending.map(({ key }) => key));
  const toldAt = timesReported(request).at(-1)?.seq ?? 0;
  const failed = new Set(allOf(request.log, 'timer-failed').map(({ data }) => data.key));
  return [...failed].flatMap((key) => {
    const [first, ...others] = failuresOf(request, key);
    const isStanding =
      keys.has(key) || [first, ...others].some((e) => e?.data.partly === true && e.seq > toldAt);
    return first && !key.startsWith(REPORTED) && isStanding ? [first] : [];
  });
}

function timesReported({ log }: DataSubjectRequest) {
  return log.filter((e) => e.type === 'reminded' && e.commandId.startsWith(REPORTED));
}
