import { minusDuration, plusDuration } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import { detailsWaitUntil } from './details-proof';
import type { EventType } from './events';
import { MIN_TIME_TO_ANSWER } from './identifier-timers';
import { allOf, type EventOf } from './log-entries';
import { openTasks } from './open-work';
import { answerEvents, refusingStores, silentStores } from './store-faults';
import type { Timer, TimerInput } from './timer';

/**
 * A store that did not answer is usually back within minutes: these waits come first, then the one from the
 * settings.
 */
const FIRST_RETRIES = ['PT2M', 'PT10M', 'PT30M'];

/** When stores that do not answer are tried again, and when they are given up. */
export function storeTimers(t: TimerInput): Timer[] {
  const [at] = silentStores(t.request)
    .map((failure) => retryAt(t, failure))
    .sort();
  if (!at) return giveUpTimer(t);
  const retries = allOf(t.request.log, 'stores-retried').length;
  return [{ kind: 'retry-stores', key: `retry-stores-${retries + 1}`, at }, ...giveUpTimer(t)];
}

/** After this many consecutive failures. Each call of an erasure whose end is known is a success. */
function retryAt({ request, desk, zone }: TimerInput, { at, data }: Failure): string {
  const tries = failures(request, data, 'erasure-acknowledged').length;
  const { retryStoreEvery: max } = desk.waits;
  const limit = plusDuration(at, max, zone);
  const soon = plusDuration(at, FIRST_RETRIES[tries - 1] ?? max, zone);
  return soon < limit ? soon : limit;
}

type Failure = EventOf<'store-unavailable'>;

/** Failures since the store last succeeded in a phase, or something else counted as a success. */
function failures(
  { log }: DataSubjectRequest,
  { storeId, phase }: Pick<Failure['data'], 'storeId' | 'phase'>,
  success?: EventType,
): Failure[] {
  const isOf = (data: object) => 'storeId' in data && data.storeId === storeId;
  const done = log.findLast(({ type, data }) => [answerEvents[phase], success].includes(type) && isOf(data));
  return allOf(log, 'store-unavailable').filter(
    ({ data, seq }) => isOf(data) && data.phase === phase && seq > (done?.seq ?? 0),
  );
}

/**
 * Gives up stores that are down, and open tasks, before the legal date, so that the requester gets what is
 * done.
 */
function giveUpTimer({ request, desk, ends, zone }: TimerInput): Timer[] {
  const failed = [...silentStores(request), ...refusingStores(request)];
  const down = failed.flatMap(({ data }) => failures(request, data)[0] ?? []);
  const open = openTasks(request);
  const tasks = open.filter(({ kind }) => kind !== 'proof').map((task) => task.taskId);
  if (down.length === 0 && open.length === 0) return [];
  const asked = allOf(request.log, 'task-asked').filter((e) => tasks.includes(e.data.taskId));
  const earliest = [
    ...asked.map(({ at }) => plusDuration(at, MIN_TIME_TO_ANSWER, zone)),
    ...down.map(({ at }) => plusDuration(at, desk.waits.retryStoreEvery, zone)),
  ];
  const isOnlyProof = down.length === 0 && tasks.length === 0;
  const wanted = isOnlyProof
    ? detailsWaitUntil(request, desk, ends)
    : minusDuration(ends.latestEndsAt, desk.waits.giveUpStoreBefore, zone);
  return [
    {
      kind: 'give-up-stores',
      key: `give-up-stores-${allOf(request.log, 'stores-given-up').length + 1}`,
      at: [wanted, ...earliest].sort().at(-1) ?? wanted,
    },
  ];
}
