import { type DataSubjectRequest, seqOf } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { sinceSearch } from '../../domain/erasure-rounds';
import type { CollectionCount } from '../../domain/event-facts';
import { allOf } from '../../domain/log-entries';
import { rowKey } from '../../domain/row-key';
import { erasureRecords } from './erasure-records';

export interface AcceptedGone {
  /** By {@link rowKey}. */
  readonly keys: ReadonlySet<string>;
  /** How many of them no receipt counts yet. */
  readonly untold: readonly CollectionCount[];
}

/** Approved rows of a store that were gone when the desk came, and that staff confirmed as gone. */
export async function acceptedGone(
  deps: Pick<DeskDeps, 'objects'>,
  request: DataSubjectRequest,
  storeId: string,
): Promise<AcceptedGone> {
  const accepted = acceptedAt(request);
  if (accepted === 0) return { keys: new Set(), untold: [] };
  const records = (
    await erasureRecords(deps, request, { after: seqOf(request, 'search-renewed'), before: accepted })
  ).filter((r) => r.storeId === storeId);
  const isTold = allOf(request.log, 'store-erased').some(
    (e) => e.data.storeId === storeId && e.seq > accepted,
  );
  const last = records.at(-1);
  return {
    keys: new Set(records.flatMap((r) => (r.vanished ?? []).map(rowKey))),
    untold: !isTold && last?.drift === 'vanished' ? (last.driftRows ?? []) : [],
  };
}

/**
 * Entry in which staff last confirmed it for the manifest in force; 0 when nobody has. Leaving rows out, or
 * saying that they are the person's, confirms nothing about rows that are gone.
 */
function acceptedAt(request: DataSubjectRequest): number {
  return sinceSearch(request, 'drift-accepted').findLast((e) => e.data.as === undefined)?.seq ?? 0;
}
