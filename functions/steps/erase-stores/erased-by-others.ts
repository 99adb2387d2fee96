import { linkedRequests } from '../../casework/queue/linked-requests';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { sinceSearch } from '../../domain/erasure-rounds';
import type { CollectionCount } from '../../domain/event-facts';
import type { ManifestRow } from '../../domain/manifest';
import { isToErase, rowCounts } from '../../domain/manifest-rows';
import type { KeyedRows, Keys } from '../../domain/packed-map';
import { hasBegunToErase } from '../../domain/person-queue';
import { rowTombstone } from '../../domain/tombstones';

type Deps = Pick<DeskDeps, 'register' | 'tombstones' | 'clock'>;

export interface ErasedByOthers {
  /** By `rowKey`. */
  readonly keys: ReadonlySet<string>;
  /** Those of them that no receipt counts yet. */
  readonly untold: readonly CollectionCount[];
}

interface Looked {
  readonly approved: KeyedRows<ManifestRow>;
  /** Rows that the store still has, by their keys. */
  readonly there: Keys;
  /** Rows that a search still finds unchanged. */
  readonly left: Keys;
}

/**
 * Approved rows that another erasure of the same data subject has erased or anonymised since, as its
 * tombstones show. Staff need not look into these, and this erasure does not count them as its own.
 */
export async function rowsErasedByOthers(
  deps: Deps,
  request: DataSubjectRequest,
  storeId: string,
  looked: Looked,
): Promise<ErasedByOthers> {
  const erasures = (await linkedRequests(deps, request)).filter(hasBegunToErase);
  const ids = new Set(erasures.map(({ requestId }) => requestId));
  const keys = new Set<string>();
  if (ids.size === 0) return { keys, untold: [] };
  for (const [key, row] of looked.approved) {
    if (!mayBeDone(key, row, looked)) continue;
    const found = await deps.tombstones.find(rowTombstone(storeId, row), deps.clock.now());
    if (found && ids.has(found.requestId)) keys.add(key);
  }
  const isTold = sinceSearch(request, 'store-erased').some((e) => e.data.storeId === storeId);
  const rows = [...keys].flatMap((key) => looked.approved.get(key) ?? []);
  return { keys, untold: isTold ? [] : rowCounts(rows) };
}

function mayBeDone(key: string, row: ManifestRow, { there, left }: Looked): boolean {
  if (!isToErase(row)) return false;
  return !there.has(key) || (row.treatment.action === 'anonymise' && !left.has(key));
}
