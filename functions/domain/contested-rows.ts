import type { DataSubjectRequest } from './data-subject-request';
import type { ContestedCount } from './event-facts';
import type { EventData } from './events';
import { allOf, lastOf } from './log-entries';
import { rights } from './rights';

/** Collections of a copy with rows that name somebody else as well, counted in the manifest in force. */
export function contestedOf(request: DataSubjectRequest): ContestedCount[] {
  if (rights[request.right].carriedOut !== 'export') return [];
  return (lastOf(request.log, 'manifest-frozen')?.data.stores ?? []).flatMap(
    ({ storeId, collection, contested = 0 }) =>
      contested > 0 ? [{ storeId, collection, rows: contested }] : [],
  );
}

/**
 * What staff said about the contested rows of a collection of the manifest in force; the last answer counts.
 */
export function contestedSays(
  request: DataSubjectRequest,
  of: Pick<ContestedCount, 'storeId' | 'collection'>,
): EventData['contested-settled']['says'] | undefined {
  const version = lastOf(request.log, 'manifest-frozen')?.data.version;
  return allOf(request.log, 'contested-settled').findLast(
    ({ data }) =>
      data.manifestVersion === version && data.storeId === of.storeId && data.collection === of.collection,
  )?.data.says;
}

/** Collections of whose rows staff said that it is not clear yet whose they are. */
export function contestedUnclear(request: DataSubjectRequest): ContestedCount[] {
  return contestedOf(request).filter((one) => contestedSays(request, one) === 'unclear');
}

/** Id of the task to find out whose the contested rows of a store are. Each manifest has its own. */
export function contestedTaskId(request: DataSubjectRequest, storeId: string): string {
  return `contested-${storeId}-${lastOf(request.log, 'manifest-frozen')?.data.version ?? 0}`;
}

/** Contested collections about which staff have not said yet whose the rows are. */
export function contestedOpen(request: DataSubjectRequest): ContestedCount[] {
  return contestedOf(request).filter((one) => contestedSays(request, one) === undefined);
}
