import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { hasBegunToErase, passedOver, waitEndsAt, waitsFor } from '../../domain/person-queue';
import type { DateContext } from '../../domain/redated-request';
import { linkedRequests } from './linked-requests';

/** The requests that an erasure has to wait for now, and until when at the latest (instant). */
export interface Queue {
  readonly behind: readonly string[];
  readonly until: string;
}

/**
 * `undefined` where it may begin: it has begun already, its date came near before, or no request of the same
 * data subject comes before it.
 */
export async function queueOf(
  deps: Pick<DeskDeps, 'register' | 'book'> & DateContext,
  erasure: DataSubjectRequest,
): Promise<Queue | undefined> {
  if (hasBegunToErase(erasure) || passedOver(erasure)) return undefined;
  const before = (await linkedRequests(deps, erasure)).filter((other) => waitsFor(erasure, other));
  if (before.length === 0) return undefined;
  return {
    behind: before.map(({ requestId }) => requestId),
    until: waitEndsAt(erasure, before, deps),
  };
}
