import { allOf, type DataSubjectRequest, type EventOf } from './data-subject-request';
import { detailsWaitUntil } from './details-proof';
import { earlier, later } from './due-dates';
import { PERSON_HAS } from './identifier-timers';
import { answered, openTasks, phases, silentStores, storesDown } from './open-work';
import type { Timer, TimerInput } from './timers';

/** A store that did not answer is mostly back within minutes: these waits come first, then that of the settings. */
const SOON = ['PT2M', 'PT10M', 'PT30M'];

/** When stores that do not answer are tried again, and when they are given up. */
export function storeTimers(t: TimerInput): Timer[] {
  const { request, desk, zone } = t;
  const silent = silentStores(request);
  if (silent.length === 0) return [...giveUpTimer(t)];
  const dues = silent.map((failure) => {
    const wait = SOON[triesOf(request, failure) - 1] ?? desk.waits.retryStoreEvery;
    const limit = later(failure.at, desk.waits.retryStoreEvery, zone);
    return [later(failure.at, wait, zone), limit].sort()[0] ?? limit;
  });
  const retries = allOf(request.log, 'stores-retried').length;
  const at = dues.sort()[0] ?? '';
  return [{ kind: 'retry-stores', key: `retry-stores-${retries + 1}`, at }, ...giveUpTimer(t)];
}

/** How often in a row a store has not answered, the last time included. Each call of an erasure whose end is known is a success. */
function triesOf({ log }: DataSubjectRequest, { data }: EventOf<'store-unavailable'>): number {
  const called = data.phase === 'erase' ? allOf(log, 'erasure-acknowledged') : [];
  const answers = [...allOf(log, answered[data.phase]), ...called];
  return failedSince(log, data, answers).length;
}

/** When each store that is down went down: what it failed in before it last did its part is over. */
function downSince(request: DataSubjectRequest): string[] {
  const { log } = request;
  const down = phases.flatMap((phase) =>
    storesDown(request, phase).map((storeId) =>
      failedSince(log, { storeId, phase }, allOf(log, answered[phase])),
    ),
  );
  return down.flatMap((failures) => failures.slice(0, 1).map(({ at }) => at));
}

type Store = Pick<EventOf<'store-unavailable'>['data'], 'storeId' | 'phase'>;
type Answer = { readonly seq: number; readonly data: { readonly storeId: string } };

function failedSince(log: DataSubjectRequest['log'], { storeId, phase }: Store, answers: readonly Answer[]) {
  const last = Math.max(0, ...answers.filter((e) => e.data.storeId === storeId).map((e) => e.seq));
  return allOf(log, 'store-unavailable').filter(
    (e) => e.data.storeId === storeId && e.data.phase === phase && e.seq > last,
  );
}

/** Stores that are down, and people who have not looked: before the legal date the person gets what is done. */
function giveUpTimer({ request, desk, ends, zone }: TimerInput): Timer[] {
  const down = downSince(request);
  const open = openTasks(request);
  const tasks = open.filter(({ kind }) => kind !== 'proof').map((task) => task.taskId);
  if (down.length === 0 && open.length === 0) return [];
  const asked = allOf(request.log, 'task-asked').findLast((e) => tasks.includes(e.data.taskId));
  const earliest = [
    ...(asked ? [later(asked.at, PERSON_HAS, zone)] : []),
    ...down.map((since) => later(since, desk.waits.retryStoreEvery, zone)),
  ];
  const isOnlyProof = down.length === 0 && tasks.length === 0;
  const wanted = isOnlyProof
    ? detailsWaitUntil(request, desk, ends)
    : earlier(ends.latestEndsAt, desk.waits.giveUpStoreBefore, zone);
  return [
    {
      kind: 'give-up-stores',
      key: `give-up-stores-${allOf(request.log, 'stores-given-up').length + 1}`,
      at: [wanted, ...earliest].sort().at(-1) ?? wanted,
    },
  ];
}
