import { type DataSubjectRequest, hasHappened, seqOf } from './data-subject-request';
import type { KeptCount, TaskKind, UnreadCount } from './event-facts';
import type { EventData } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';
import { isProvenForDetails, proofTaskId } from './proof-of-details';
import { refusalTaskId, refusingStores, storesGivenUp } from './store-faults';

/**
 * Whether stores in which the desk erased are to be read again and the day for it has not come. What people
 * erased by hand is not read.
 */
export function awaitsSecondReading(request: DataSubjectRequest): boolean {
  return hasHappened(request, 'store-erased') && !hasHappened(request, 'second-reading-due');
}

/** Tasks that nobody has answered. */
export function openTasks(request: DataSubjectRequest): EventData['task-asked'][] {
  const refusals = refusingStores(request).map(refusalTaskId);
  const over = new Set([
    ...allOf(request.log, 'task-answered').map((e) => e.data.taskId),
    ...allOf(request.log, 'stores-given-up').flatMap((e) => e.data.tasks ?? []),
  ]);
  const givenUp = storesGivenUp(request);
  return allOf(request.log, 'task-asked')
    .map((e) => e.data)
    .filter(({ taskId, kind, storeId }) => {
      if (kind === 'store-refused') return refusals.includes(taskId);
      if (kind === 'proof' && (isProvenForDetails(request) || taskId !== proofTaskId(request))) return false;
      return !over.has(taskId) && (isAboutRows(kind) || !givenUp.includes(storeId));
    });
}

/**
 * Whether a task is about rows that were found, and not about a store that must be searched or reached first.
 */
export function isAboutRows(kind: TaskKind): boolean {
  return kind === 'rest' || kind === 'contested' || kind === 'proof';
}

/**
 * Id of the task about what an erasure left in a store; the next manifest has its own, and so has what is
 * left out later.
 */
export function restTaskId(request: DataSubjectRequest, storeId: string): string {
  const id = `rest-${storeId}-${lastOf(request.log, 'manifest-frozen')?.data.version ?? 0}`;
  const times = leftOut(request).filter((left) => left.some((one) => one.storeId === storeId)).length;
  return times === 0 ? id : `${id}-${times}`;
}

/** What staff left out of the erasure each time it had stopped. */
function leftOut(request: DataSubjectRequest): (readonly KeptCount[])[] {
  const since = seqOf(request, 'search-renewed');
  return allOf(request.log, 'drift-accepted').flatMap(({ seq, data }) =>
    seq > since && data.left ? [data.left] : [],
  );
}

/** The answer to the task about what an erasure left in a store, for the manifest in force. */
export function restAnswer(
  request: DataSubjectRequest,
  storeId: string,
): EventOf<'task-answered'> | undefined {
  const taskId = restTaskId(request, storeId);
  return allOf(request.log, 'task-answered').find((e) => e.data.taskId === taskId);
}

/** Stores in which an approved erasure leaves something for staff. */
export function storesWithRest(request: DataSubjectRequest): string[] {
  if (request.right !== 'erasure') return [];
  const frozen = lastOf(request.log, 'manifest-frozen')?.data;
  const waiting = (frozen?.stores ?? []).filter((c) => (c.undecided ?? 0) + (c.contested ?? 0) > 0);
  const unread = unreadSettled(request).filter(({ says }) => says === 'to-do');
  return [...new Set([...waiting, ...unread, ...leftOut(request).flat()].map(({ storeId }) => storeId))];
}

/** Of these, the ones whose task is not answered. */
export function storesWithOpenRest(request: DataSubjectRequest): string[] {
  const answered = new Set(allOf(request.log, 'task-answered').map((e) => e.data.taskId));
  return storesWithRest(request).filter((storeId) => !answered.has(restTaskId(request, storeId)));
}

/**
 * What staff said about the places that could not be read in the last search; the last answer for each
 * counts. A tick or a plan freezes the same findings again, and what was said of them stays said.
 */
export function unreadSettled(request: DataSubjectRequest): EventData['unread-settled'][] {
  const frozen = allOf(request.log, 'manifest-frozen');
  const same = frozen.filter(({ data }) => data.object === frozen.at(-1)?.data.object);
  const versions = new Set(same.map(({ data }) => data.version));
  const said = allOf(request.log, 'unread-settled').filter((e) => versions.has(e.data.manifestVersion));
  return [...new Map(said.map(({ data }) => [`${data.storeId}/${data.reason}`, data])).values()];
}

/** Places about which staff have not said yet what is in them. */
export function unreadOpen(request: DataSubjectRequest): UnreadCount[] {
  const settled = unreadSettled(request);
  return (lastOf(request.log, 'manifest-frozen')?.data.unread ?? []).filter(
    (u) => !settled.some((s) => s.storeId === u.storeId && s.reason === u.reason),
  );
}

/** Whether a task about what was left in a store must still be opened. */
export function mustAskAboutRest(request: DataSubjectRequest): boolean {
  const asked = new Set(allOf(request.log, 'task-asked').map((e) => e.data.taskId));
  return storesWithRest(request).some((storeId) => !asked.has(restTaskId(request, storeId)));
}

/**
 * Id of the task to look into a manual store: a new one for each round, since people are asked again when the
 * requester named something new to look for.
 */
export function manualTaskId(
  request: DataSubjectRequest,
  kind: EventData['task-asked']['kind'],
  storeId: string,
): string {
  const turn = 1 + allOf(request.log, 'identifiers-given').filter((e) => e.data.count > 0).length;
  return turn === 1 ? `${kind}-${storeId}` : `${kind}-${storeId}-${turn}`;
}
