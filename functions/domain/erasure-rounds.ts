import { type DataSubjectRequest, seqOf } from './data-subject-request';
import type { EventType } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';
import { storesGivenUp } from './store-faults';

/** Number of the last planned round; 0 before the first. */
export function roundPlanned(request: DataSubjectRequest): number {
  return lastOf(request.log, 'erasure-planned')?.data.round ?? 0;
}

/** Stores in which a round was carried out. */
export function erasedIn(request: DataSubjectRequest, round: number): string[] {
  return allOf(request.log, 'store-erased')
    .filter((e) => e.data.round === round)
    .map((e) => e.data.storeId);
}

/** Whether every store of the last planned round is done. A store that was given up keeps no round open. */
export function isRoundDone(request: DataSubjectRequest): boolean {
  const planned = lastOf(request.log, 'erasure-planned')?.data;
  if (!planned) return false;
  const over = [...erasedIn(request, planned.round), ...storesGivenUp(request)];
  return planned.storeIds.every((id) => over.includes(id));
}

/**
 * Entries since staff let the desk search again: what was done by an earlier manifest says nothing about rows
 * found since.
 */
export function sinceSearch<T extends EventType>(request: DataSubjectRequest, type: T): EventOf<T>[] {
  const since = seqOf(request, 'search-renewed');
  return allOf(request.log, type).filter((e) => e.seq > since);
}

/**
 * The request as it was before staff let the desk search again after this entry: what was ordered by an
 * earlier manifest is looked for by that manifest.
 */
export function beforeSearchAgain(
  request: DataSubjectRequest,
  { seq }: { readonly seq: number },
): DataSubjectRequest {
  const renewed = allOf(request.log, 'search-renewed').find((e) => e.seq > seq);
  return renewed ? { ...request, log: request.log.filter((e) => e.seq < renewed.seq) } : request;
}

/** The last round of an earlier manifest; 0 where there is none. */
export function roundBeforeSearch(request: DataSubjectRequest): number {
  const renewed = seqOf(request, 'search-renewed');
  return allOf(request.log, 'erasure-planned').findLast((e) => e.seq < renewed)?.data.round ?? 0;
}

/** A store's receipts for erasures of the manifest in force. */
export function receiptsOf(request: DataSubjectRequest, storeId: string): EventOf<'store-erased'>[] {
  return sinceSearch(request, 'store-erased').filter((e) => e.data.storeId === storeId);
}

/**
 * Whether this store was told to erase, so that missing rows may be the desk's work. In logs from before
 * there were intents, its receipts show it.
 */
export function wasErasureBegun(request: DataSubjectRequest, storeId: string): boolean {
  return (
    sinceSearch(request, 'erasure-begun').some((e) => e.data.storeId === storeId) ||
    receiptsOf(request, storeId).some(({ data }) => data.erased + data.anonymised + data.alreadyAbsent > 0)
  );
}

/** Second readings since the last round of erasing. */
export function secondReadings(request: DataSubjectRequest): EventOf<'store-read-again'>[] {
  const since = seqOf(request, 'erasure-planned');
  return allOf(request.log, 'store-read-again').filter((e) => e.seq > since);
}

/**
 * Whether a second reading found rows to erase, or something that staff must decide on. The next round erases
 * the former and hands over the latter.
 */
export function hasReturnedRows(request: DataSubjectRequest): boolean {
  return secondReadings(request).some((e) => e.data.remaining > 0 || e.data.drift !== undefined);
}

/** Whether another round is needed: the last one is not done, or a later entry asks for one. */
export function needsRound(request: DataSubjectRequest): boolean {
  return !isRoundDone(request) || hasReturnedRows(request) || isOutdated(request);
}

/** Number of the round to carry out now: the one that was begun, or the next. */
export function roundToCarryOut(request: DataSubjectRequest): number {
  const goesOn = !isRoundDone(request) && !isOutdated(request);
  return goesOn ? Math.max(roundPlanned(request), 1) : roundPlanned(request) + 1;
}

/** A decision came after it was planned, such as one about a drift. */
function isOutdated(request: DataSubjectRequest): boolean {
  return (
    seqOf(request, 'erasure-planned') < Math.max(seqOf(request, 'decided'), seqOf(request, 'erasure-drifted'))
  );
}
