import type { DataMap, Recipient } from './data-map';
import { allOf, type DataSubjectRequest, lastOf } from './data-subject-request';
import type { LoggedEvent } from './events';
import { openTasks, storesGivenUp } from './open-work';
import { optOutStores } from './opt-out-searches';
import { rights } from './rights';

/**
 * Whether a recipient only keeps stores for us in which the desk itself did all that was asked. Such a one has nothing left to do, and is not told whom it was about
 * (Art. 5(1)(c) GDPR). False when one of its stores was out of reach, given up, or not confirmed, and for every recipient without `hosts`.
 */
export function isSparedHost(map: DataMap, request: DataSubjectRequest, { hosts = [] }: Recipient): boolean {
  return hosts.length > 0 && hosts.every((storeId) => isDoneIn(map, request, storeId));
}

function isDoneIn(map: DataMap, request: DataSubjectRequest, storeId: string): boolean {
  const store = map.stores.find((one) => one.storeId === storeId);
  if (!store || storesGivenUp(request).includes(storeId)) return false;
  const { carriedOut } = rights[request.right];
  if (carriedOut === 'opt-out') return isSetIn(map, request, storeId);
  if (carriedOut !== 'erasure') return false;
  return store.kind === 'manual' ? isAnsweredFor(request, storeId) : isErasedIn(request, storeId);
}

/** Erased in the last round, read again with nothing left, and nothing since that puts it in doubt. */
function isErasedIn(request: DataSubjectRequest, storeId: string): boolean {
  const round = lastOf(request.log, 'erasure-planned')?.data.round;
  const erased = allOf(request.log, 'store-erased').findLast(
    ({ data }) => data.storeId === storeId && data.round === round,
  );
  if (!erased || erased.data.remaining > 0) return false;
  return !request.log.some((event) => event.seq > erased.seq && putsInDoubt(event, storeId));
}

function putsInDoubt(event: LoggedEvent, storeId: string): boolean {
  if (event.type === 'store-unavailable' || event.type === 'erasure-drifted')
    return event.data.storeId === storeId;
  if (event.type !== 'store-read-again' || event.data.storeId !== storeId) return false;
  return event.data.remaining > 0 || event.data.drift !== undefined;
}

/** The owner of a manual store was asked to erase and said what became of it. */
function isAnsweredFor(request: DataSubjectRequest, storeId: string): boolean {
  const asked = allOf(request.log, 'task-asked').some(
    ({ data }) => data.storeId === storeId && data.kind === 'manual-erasure',
  );
  return asked && !openTasks(request).some((task) => task.storeId === storeId);
}

/** Set in the store, or nothing in it to set: keeping a store is neither selling, sharing nor marketing. What a person must set nobody has confirmed. */
function isSetIn(map: DataMap, request: DataSubjectRequest, storeId: string): boolean {
  const { automatic, manual } = optOutStores(map, request.right);
  if (manual.includes(storeId)) return false;
  return (
    !automatic.includes(storeId) ||
    allOf(request.log, 'opted-out').some(({ data }) => data.storeId === storeId)
  );
}
