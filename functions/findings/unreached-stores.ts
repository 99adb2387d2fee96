import type { UnreachedStore } from '../answer/answer-facts';
import { allOf, type DataSubjectRequest } from '../domain/data-subject-request';
import { storesGivenUp } from '../domain/open-work';

/** Stores that stayed out of reach until the answer had to go out, with every attempt. */
export function unreachedStores(request: DataSubjectRequest): UnreachedStore[] {
  return storesGivenUp(request).map((storeId) => ({
    storeId,
    triedAt: allOf(request.log, 'store-unavailable')
      .filter((e) => e.data.storeId === storeId)
      .map((e) => e.at),
    next: 'One of us has been told to look into it. Write to us, and we look there again.',
  }));
}
