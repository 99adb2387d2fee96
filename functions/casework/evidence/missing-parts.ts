import type { UnreachedStore, UnreadGroup } from '../../documents/answer-facts';
import type { DataMap } from '../../domain/data-map';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import { allOf, lastOf } from '../../domain/log-entries';
import type { MissingBecause } from '../../domain/missing-because';
import { unreadSettled } from '../../domain/open-work';
import { storePhases, storesDown, storesGivenUp } from '../../domain/store-faults';
import { storesGone, storeTitle } from '../../domain/store-title';

/** A store from which something is missing in an answer, and why. */
export interface MissingPart {
  readonly storeId: string;
  readonly title: string;
  readonly because: MissingBecause;
}

/** Stores that were given up, are down, or were taken out of the settings. */
export function missingParts(map: DataMap, request: DataSubjectRequest): MissingPart[] {
  const down = storePhases.flatMap((phase) => storesDown(request, phase));
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
/**
 * Stores that the answer says nothing about, because they stayed out of reach, refused, or are no longer
 * connected; each with the reason and every attempt.
 */
export function unreachedStores(map: DataMap, request: DataSubjectRequest): UnreachedStore[] {
  const ids = new Set([...storesGivenUp(request), ...storesGone(map, request)]);
  return [...ids].map((storeId) => ({
    ...missingPart(map, request, storeId),
    triedAt: allOf(request.log, 'store-unavailable')
      .filter((e) => e.data.storeId === storeId)
      .map((e) => e.at),
    next: 'You can write to us about it at any time.',
  }));
}
/** Places that could not be read, by store and reason, each with what staff said of them. */
export function unreadGroups(map: DataMap, request: DataSubjectRequest): UnreadGroup[] {
  const settled = unreadSettled(request);
  return (lastOf(request.log, 'manifest-frozen')?.data.unread ?? []).map(({ storeId, reason, places }) => {
    const says = settled.find((s) => s.storeId === storeId && s.reason === reason)?.says;
    return { storeId, title: storeTitle(map, storeId, request), reason, places, ...defined({ says }) };
  });
}
