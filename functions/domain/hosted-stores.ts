import { correctionResults, frozenCorrection } from './corrections';
import type { DataMap, StoreMap } from './data-map';
import { type DataSubjectRequest, staffFinish } from './data-subject-request';
import type { EventData, LoggedEvent } from './events';
import { allOf, lastOf } from './log-entries';
import { isSetBy } from './opt-out-searches';
import { rights } from './rights';
import { openSettlements } from './settlements';
import { storesGivenUp } from './store-faults';
import type { Recipient } from './system-map';

/**
 * Whether a recipient only hosts stores in which the desk itself did all that was asked. Such a host has
 * nothing left to do and is not informed (Art. 5(1)(c) GDPR). False when one of its stores was out of reach,
 * given up or not confirmed, and for every recipient without `hosts`.
 */
export function isExemptHost(map: DataMap, request: DataSubjectRequest, { hosts = [] }: Recipient): boolean {
  return hosts.length > 0 && hosts.every((storeId) => isDoneIn(map, request, storeId));
}

function isDoneIn(map: DataMap, request: DataSubjectRequest, storeId: string): boolean {
  const store = map.stores.find((one) => one.storeId === storeId);
  if (!store || storesGivenUp(request).includes(storeId)) return false;
  const { carriedOut } = rights[request.right];
  // Where staff say that it is done in full, they did it in the stores themselves.
  const finish = staffFinish(request);
  if (carriedOut === 'by-staff' || (carriedOut === 'correction' && finish))
    return finish?.data.outcome === 'fulfilled';
  if (carriedOut === 'opt-out') return isSetIn(store, request);
  if (carriedOut === 'correction') return isCorrectedIn(request, storeId);
  if (carriedOut !== 'erasure') return false;
  return store.kind === 'manual' ? isAnsweredFor(request, storeId) : isErasedIn(request, storeId);
}

/** Whether all that was approved is written there, and nothing is left to be done by hand. */
function isCorrectedIn(request: DataSubjectRequest, storeId: string): boolean {
  const planned = frozenCorrection(request);
  if (!planned || (planned.points['by-hand'] ?? 0) > 0) return false;
  if (!planned.fields.some((field) => field.storeId === storeId)) return true;
  return correctionResults(request).some((one) => one.storeId === storeId && one.left.length === 0);
}

/**
 * Whether it was erased in the last round and read again with nothing left, and no later entry puts that in
 * doubt.
 */
function isErasedIn(request: DataSubjectRequest, storeId: string): boolean {
  const round = lastOf(request.log, 'erasure-planned')?.data.round;
  const erased = allOf(request.log, 'store-erased').findLast(
    ({ data }) => data.storeId === storeId && data.round === round,
  );
  if (!erased || erased.data.remaining > 0 || isOpenIn(request, storeId)) return false;
  return !request.log.some((event) => event.seq > erased.seq && castsDoubt(event, storeId));
}

function castsDoubt({ type, data }: LoggedEvent, storeId: string): boolean {
  if (!('storeId' in data) || data.storeId !== storeId) return false;
  if (type === 'store-read-again') return data.remaining > 0 || data.drift !== undefined;
  return type === 'store-unavailable' || type === 'erasure-drifted';
}

/** Whether the owner of a manual store answered every task to erase, and nobody else still has to do it. */
function isAnsweredFor(request: DataSubjectRequest, storeId: string): boolean {
  const answers = manualErasures(request).filter((task) => task.storeId === storeId);
  return (
    answers.length > 0 && answers.every(({ answer }) => answer !== undefined) && !isOpenIn(request, storeId)
  );
}

function isOpenIn(request: DataSubjectRequest, storeId: string): boolean {
  return openSettlements(request).some((one) => one.storeId === storeId);
}

/** The tasks to erase in manual stores, and their answers. */
export function manualErasures({ log }: DataSubjectRequest) {
  const answers = new Map<string, EventData['task-answered']['answer']>(
    allOf(log, 'task-answered').map(({ data }) => [data.taskId, data.answer]),
  );
  return allOf(log, 'task-asked')
    .filter(({ data }) => data.kind === 'manual-erasure')
    .map(({ data }) => ({ storeId: data.storeId, answer: answers.get(data.taskId) }));
}

/**
 * Whether the opt-out is set in the store, or there is nothing to set: hosting is neither selling, sharing
 * nor marketing. What a person must set is not confirmed.
 */
function isSetIn(store: StoreMap, { log, right }: DataSubjectRequest): boolean {
  if (!store.collections.some((collection) => isSetBy(collection, right))) return true;
  return (
    store.kind !== 'manual' && allOf(log, 'opted-out').some(({ data }) => data.storeId === store.storeId)
  );
}
