import { later } from './civil-time';
import { allOf, type DataSubjectRequest, type EventOf } from './data-subject-request';
import { isInFuture } from './is-in-future';
import type { Timer } from './timer';

/** What the watch had to do and could not, by a deed that threw. */
export type TimerFailure = EventOf<'timer-failed'>;

/**
 * Waits between tries: what passes by itself has passed within the first, and what a person mends goes by
 * itself within a day. Later tries cost an entry each.
 */
const FIRST_WAITS = ['PT1H', 'PT6H'] as const;
const DAILY_TRIES = 12;

/** How long to wait after so many tries (ISO 8601 duration). */
export function backOff(tries: number): string {
  return FIRST_WAITS[tries - 1] ?? (tries <= DAILY_TRIES ? 'P1D' : 'P7D');
}

/** A timer whose deed failed waits for its next try; every other timer of the request goes on. */
export function deferred(request: DataSubjectRequest, timer: Timer, now?: string): Timer {
  const last = failuresOf(request, timer.key).at(-1);
  if (!last || isInFuture(last.at, now)) return timer;
  const again = later(last.at, backOff(last.data.tries), 'UTC');
  return again > timer.at ? { ...timer, at: again } : timer;
}

/** Failures of a timer in a row, since it last went well. */
export function failuresOf(request: DataSubjectRequest, key: string): TimerFailure[] {
  const all = everyFailureOf(request, key);
  const ids = new Set(request.log.map((event) => event.commandId));
  return all.slice(all.findLastIndex((_, i) => ids.has(mendedId(key, i + 1))) + 1);
}

/** All of them, which number what is noted about the timer. */
export function everyFailureOf({ log }: DataSubjectRequest, key: string): TimerFailure[] {
  return allOf(log, 'timer-failed').filter((e) => e.data.key === key);
}

/**
 * Command id of the entry that a timer went well after so many failures, where its deed leaves no entry of
 * its own.
 */
export function mendedId(key: string, failures: number): string {
  return `mended-${key}-${failures}`;
}

/**
 * Staff hear of a failure this long after it was noted: the second and third try lie before, and it is well
 * within a day.
 */
const TELL_AFTER = 'PT8H';
/** And of what still stands. */
const TELL_AGAIN_AFTER = 'P7D';

const TOLD = 'tell-failed-';

/**
 * Tells staff what the watch could not do, once for all that stands, and again each week as long as anything
 * does.
 */
export function tellFailedTimers(request: DataSubjectRequest, pending: readonly Timer[]): Timer[] {
  const standing = standingFailures(request, pending);
  const told = timesTold(request);
  const last = told.at(-1);
  const at = [
    ...standing.filter((e) => e.seq > (last?.seq ?? 0)).map((e) => later(e.at, TELL_AFTER, 'UTC')),
    ...(last ? [later(last.at, TELL_AGAIN_AFTER, 'UTC')] : []),
  ].sort()[0];
  if (standing.length === 0 || at === undefined) return [];
  return [{ kind: 'tell-failed', key: `${TOLD}${told.length + 1}`, at }];
}

/**
 * The first failure of each timer that still waits to be done, and of each that was done in part, until staff
 * were told.
 */
export function standingFailures(
  request: DataSubjectRequest,
  pending: readonly Pick<Timer, 'key'>[],
): TimerFailure[] {
  const keys = new Set(pending.map(({ key }) => key));
  const toldAt = timesTold(request).at(-1)?.seq ?? 0;
  const failed = new Set(allOf(request.log, 'timer-failed').map(({ data }) => data.key));
  return [...failed].flatMap((key) => {
    const [first, ...others] = failuresOf(request, key);
    const isStanding =
      keys.has(key) || [first, ...others].some((e) => e?.data.partly === true && e.seq > toldAt);
    return first && !key.startsWith(TOLD) && isStanding ? [first] : [];
  });
}

function timesTold({ log }: DataSubjectRequest) {
  return log.filter((e) => e.type === 'reminded' && e.commandId.startsWith(TOLD));
}
