import type { DataSubjectRequest } from './data-subject-request';
import { lastOf } from './log-entries';
import { restrictionOf } from './restriction';

/** Open requests, ended ones, and ended ones whose data stays restricted until staff decide otherwise. */
export type RequestList = 'open' | 'ended' | 'restricted';

/** Where a request is listed, and its place there. */
export interface ListPlace {
  readonly inList: RequestList;
  /** Instant: of its receipt, or of its end. */
  readonly inListSince: string;
}

/** Every request is in one list at a time. */
export function listPlaceOf(request: DataSubjectRequest): ListPlace {
  const { receivedAt } = request.received;
  if (request.status !== 'closed') return { inList: 'open', inListSince: receivedAt };
  const inListSince = lastOf(request.log, 'closed')?.at ?? receivedAt;
  return { inList: restrictionOf(request) ? 'restricted' : 'ended', inListSince };
}
