import type { DataMap } from '../domain/data-map';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import type { MissingBecause } from '../domain/missing-because';
import { phases, storesDown, storesGivenUp } from '../domain/store-faults';
import { storesGone, storeTitle } from '../domain/store-title';

/** A store of which something is missing in an answer, and the true reason. */
export interface MissingPart {
  readonly storeId: string;
  readonly title: string;
  readonly because: MissingBecause;
}

/** Stores that were given up, are down, or were taken out of the settings. */
export function missingParts(map: DataMap, request: DataSubjectRequest): MissingPart[] {
  const down = phases.flatMap((phase) => storesDown(request, phase));
  const ids = new Set([...storesGivenUp(request), ...down, ...storesGone(map, request)]);
  return [...ids].map((storeId) => missingPart(map, request, storeId));
}

export function missingPart(map: DataMap, request: DataSubjectRequest, storeId: string): MissingPart {
  return { storeId, title: storeTitle(map, storeId, request), because: reasonOf(map, request, storeId) };
}

function reasonOf(map: DataMap, { log }: DataSubjectRequest, storeId: string): MissingBecause {
  const store = map.stores.find((s) => s.storeId === storeId);
  if (!store) return 'gone';
  if (store.kind === 'manual') return 'not-looked';
  return (
    allOf(log, 'store-unavailable').findLast((e) => e.data.storeId === storeId)?.data.kind ?? 'no-answer'
  );
}
