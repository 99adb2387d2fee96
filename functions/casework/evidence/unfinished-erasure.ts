import type { EraseReceipt } from '../../connectors/connector';
import type { CollectionErasure } from '../../documents/completion-input';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { erasureLedger, lastReportedRound } from '../../domain/erasure-ledger';
import type { CollectionCount } from '../../domain/event-facts';
import { allOf } from '../../domain/log-entries';
import { lostAsks } from '../../domain/lost-asks';

/**
 * What an unfinished erasure did: one whose last call was never answered, or whose store could not be read
 * again.
 */
export interface UnfinishedErasure {
  /** Instant of the last call. */
  readonly at: string;
  /** What its answered calls did. */
  readonly receipt: EraseReceipt;
  /** What calls without an answer were about, and what the store took the order for. */
  readonly unanswered: readonly CollectionCount[];
}

/** Undefined where the receipts cover everything that was done in a store. */
export function unfinishedErasure(
  request: DataSubjectRequest,
  storeId: string,
): UnfinishedErasure | undefined {
  const after = lastReportedRound(request, storeId);
  const { done, unanswered } = erasureLedger(request, storeId, { after });
  const last = [...allOf(request.log, 'erasure-begun'), ...allOf(request.log, 'erasure-acknowledged')]
    .filter((e) => e.data.storeId === storeId && e.data.round > after)
    .sort((a, b) => a.seq - b.seq)
    .at(-1);
  const didAnything = [...done.values()].some((c) => c.erased + c.anonymised + c.alreadyAbsent > 0);
  const ordered = [...done.values()].map(({ collection, submitted: rows = 0 }) => ({ collection, rows }));
  const asked = [...lostAsks(request, storeId).flatMap(({ collections }) => collections), ...ordered];
  const isTold = unanswered.length > 0 || asked.some(({ rows }) => rows > 0);
  if (!last || !(didAnything || isTold)) return undefined;
  return {
    at: last.at,
    receipt: { collections: [...done.values()] },
    unanswered: [...unanswered.flatMap(({ collections = [] }) => collections), ...asked],
  };
}

/** @param left - rows of the collection that were to go and of which no answer tells */
export function unfinishedCounts(
  { unanswered }: UnfinishedErasure,
  collection: string,
  left: number,
): Pick<CollectionErasure, 'unknown' | 'notDone'> {
  const asked = unanswered
    .filter((one) => one.collection === collection)
    .reduce((sum, one) => sum + one.rows, 0);
  const unknown = Math.min(asked, Math.max(0, left));
  const notDone = Math.max(0, left - unknown);
  return { ...(unknown > 0 ? { unknown } : {}), ...(notDone > 0 ? { notDone } : {}) };
}
