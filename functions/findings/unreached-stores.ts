import type { UnreachedStore } from '../answer/answer-facts';
import type { DataMap } from '../domain/data-map';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import { storesGivenUp } from '../domain/store-faults';
import { storesGone } from '../domain/store-title';
import { missingPart } from './missing-parts';

/**
 * Stores of which the answer says nothing, since they stayed out of reach, refused, or are connected no more;
 * each with its true reason and every attempt.
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
