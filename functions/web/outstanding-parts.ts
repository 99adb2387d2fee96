import { missingParts } from '../casework/evidence/missing-parts';
import type { DataMap } from '../domain/data-map';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { storesWithOpenRest } from '../domain/open-work';
import { openSettlements } from '../domain/settlements';
import { storeTitle } from '../domain/store-title';
import { dateText } from '../words/date-text';
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
  const asked = openSettlements(request).map(({ storeId, askedOn, confirmBy }) => ({
    what: storeTitle(map, storeId, request),
    why: `it was asked for on ${dateText(askedOn)}, to be confirmed by ${dateText(confirmBy)}`,
  }));
  return [...missing, ...rest, ...asked];
}
