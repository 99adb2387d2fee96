import { correctedNow, frozenCorrection } from './corrections';
import type { DataMap, Recipient, StoreMap } from './data-map';
import { allOf, type DataSubjectRequest, lastOf, staffFinish } from './data-subject-request';
import type { EventData, LoggedEvent } from './events';
import { storesGivenUp } from './open-work';
import { sets } from './opt-out-searches';
import { rights } from './rights';

/**
 * Whether a recipient only keeps stores for us in which the desk itself did all that was asked. Such a one
 * has nothing left to do, and is not told whom it was about
 * (Art. 5(1)(c) GDPR). False when one of its stores was out of reach, given up, or not confirmed, and for
 * every recipient without `hosts`.
 */
export function isSparedHost(map: DataMap, request: DataSubjectRequest, { hosts = [] }: Recipient): boolean {
  return hosts.length > 0 && hosts.every((storeId) => isDoneIn(map, request, storeId));
}

function isDoneIn(map: DataMap, request: DataSubjectRequest, storeId: string): boolean {
  const store = map.stores.find((one) => one.storeId === storeId);
  if (!store || storesGivenUp(request).includes(storeId)) return false;
  const { carriedOut } = rights[request.right];
  // What staff say is done in full, they have done in the stores themselves.
  const finish = staffFinish(request);
  if (carriedOut === 'by-staff' || (carriedOut === 'correction' && finish))
    return finish?.data.outcome === 'fulfilled';
  if (carriedOut === 'opt-out') return isSetIn(store, request);
  if (carriedOut === 'correction') return isCorrectedIn(request, storeId);
  if (carriedOut !== 'erasure') return false;
  return store.kind === 'manual' ? isAnsweredFor(request, storeId) : isErasedIn(request, storeId);
}

/** All that was approved is written there, and nothing is left to somebody by hand. */
function isCorrectedIn(request: DataSubjectRequest, storeId: string): boolean {
  const planned = frozenCorrection(request);
  if (!planned || (planned.points['by-hand'] ?? 0) > 0) return false;
  if (!planned.fields.some((field) => field.storeId === storeId)) return true;
  return correctedNow(request).some((one) => one.storeId === storeId && one.left.length === 0);
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

function putsInDoubt({ type, data }: LoggedEvent, storeId: string): boolean {
  if (!('storeId' in data) || data.storeId !== storeId) return false;
  if (type === 'store-read-again') return data.remaining > 0 || data.drift !== undefined;
  return type === 'store-unavailable' || type === 'erasure-drifted';
}

/** The owner of a manual store was asked to erase and said what became of it, each time. */
function isAnsweredFor(request: DataSubjectRequest, storeId: string): boolean {
  const answers = manualErasures(request).filter((task) => task.storeId === storeId);
  return answers.length > 0 && answers.every(({ answer }) => answer !== undefined);
}

/** What people were asked to erase in their stores, and what they answered. */
export function manualErasures({ log }: DataSubjectRequest) {
  const answers = new Map<string, EventData['task-answered']['answer']>(
    allOf(log, 'task-answered').map(({ data }) => [data.taskId, data.answer]),
  );
  return allOf(log, 'task-asked')
    .filter(({ data }) => data.kind === 'manual-erasure')
    .map(({ data }) => ({ storeId: data.storeId, answer: answers.get(data.taskId) }));
}

/**
 * Set in the store, or nothing in it to set: keeping a store is neither selling, sharing nor marketing. What
 * a person must set nobody has confirmed.
 */
function isSetIn(store: StoreMap, { log, right }: DataSubjectRequest): boolean {
  if (!store.collections.some((collection) => sets(collection, right))) return true;
  return (
    store.kind !== 'manual' && allOf(log, 'opted-out').some(({ data }) => data.storeId === store.storeId)
  );
}
