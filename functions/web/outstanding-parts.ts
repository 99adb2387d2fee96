import { missingParts } from '../casework/evidence/missing-parts';
import type { DataMap } from '../domain/data-map';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { storesWithOpenRest } from '../domain/open-work';
import { storeTitle } from '../domain/store-title';
import { missingReasons } from '../words/missing-reasons';

/** What is not done yet of a request, for its status page: places and reasons, no personal data. */
export function outstandingParts(
  map: DataMap,
  request: DataSubjectRequest,
): { readonly what: string; readonly why: string }[] {
  const missing = missingParts(map, request).map(({ title, because }) => ({
    what: title,
    why: missingReasons[because],
  }));
  const rest = storesWithOpenRest(request).map((storeId) => ({
    what: storeTitle(map, storeId, request),
    why: 'one of us still has to look at a part of it and decide',
  }));
  return [...missing, ...rest];
}
