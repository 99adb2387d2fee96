import type { DataMap } from './data-map';
import type { DataSubjectRequest } from './data-subject-request';
import { allOf } from './log-entries';

/**
 * Titles for staff and mails, from the log when the store is in no map any more; ids stay in the register.
 */
export function storeTitle(map: DataMap, storeId: string, request?: DataSubjectRequest): string {
  const known = map.stores.find((s) => s.storeId === storeId)?.title;
  return known ?? rememberedTitle(request, storeId) ?? 'a place that is no longer connected';
}

function rememberedTitle(request: DataSubjectRequest | undefined, storeId: string): string | undefined {
  const named = [
    ...allOf(request?.log ?? [], 'store-searched'),
    ...allOf(request?.log ?? [], 'store-unavailable'),
  ];
  return named.find((e) => e.data.storeId === storeId && e.data.title)?.data.title;
}

/**
 * Stores of the request that were taken out of the settings, unless everything had been done in them before.
 */
export function storesGone(map: DataMap, request: DataSubjectRequest): string[] {
  const met = [...allOf(request.log, 'store-searched'), ...allOf(request.log, 'store-unavailable')];
  const done = [...allOf(request.log, 'store-erased').filter((e) => e.data.remaining === 0)];
  const wasDone = (id: string) => done.some((e) => e.data.storeId === id);
  return [...new Set(met.map((e) => e.data.storeId))].filter(
    (id) => !map.stores.some((s) => s.storeId === id) && !wasDone(id),
  );
}
