import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { nicknameOf } from '../../domain/nickname';
import { referenceOf } from '../../domain/reference';
import { openSettlements } from '../../domain/settlements';
import { storeTitle } from '../../domain/store-title';
import { requestPath } from './request.routes';
import type { SettlingRow } from './settling-list';
import type { StaffDeps } from './staff-deps';

/**
 * Erasures of answered requests that somebody else was asked for and that nobody has confirmed.
 *
 * @param today - plain date
 */
export function settlingRows(
  { map }: Pick<StaffDeps, 'map'>,
  requests: readonly DataSubjectRequest[],
  today: string,
): SettlingRow[] {
  return requests
    .flatMap((request) =>
      openSettlements(request).map(({ storeId, askedOn, confirmBy }) => ({
        reference: referenceOf(request.requestId),
        nickname: nicknameOf(request),
        url: requestPath(request.requestId),
        store: storeTitle(map, storeId, request),
        askedOn,
        confirmBy,
        isLate: confirmBy < today,
      })),
    )
    .sort((a, b) => (a.confirmBy < b.confirmBy ? -1 : 1));
}
