import type { DataSubjectRequest } from './data-subject-request';
import { lastOf } from './log-entries';
import { restrictionOf } from './restriction';
import { isSettling } from './settlements';

/**
 * Open requests, ended ones, and ended ones that staff still have to look after: whose data stays restricted,
 * or which left an erasure that somebody else was asked for.
 */
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
  const isLookedAfter = restrictionOf(request) || isSettling(request);
  return { inList: isLookedAfter ? 'restricted' : 'ended', inListSince };
}
