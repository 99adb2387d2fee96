import { StoreError } from '../../connectors/connector';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Manifest, ManifestRow } from '../../domain/manifest';
import { restAnswer } from '../../domain/open-work';
import { KeySet } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { allRows, packRows, rowsAs, rowsWhere } from '../../domain/rows';
import { waitsForDecision } from '../../domain/undecided';
import { approvedManifest } from './approved-manifest';
import { inAccountsOf } from './known-account';
import { rowsThere } from './rows-there';

/** Rows that were left to a person and that a store still holds. */
export type RowsStillThere = ReadonlyMap<string, readonly ManifestRow[]>;

/**
 * Rows that were left to a person and are still there, by store, once somebody says that they erased them
 * or that none is the person's. Somebody's word is told as no more than that, so the store is read. One
 * that cannot be read now is left out.
 */
export async function rowsStillThere(
  deps: Pick<DeskDeps, 'objects' | 'stores' | 'vault' | 'map'>,
  request: DataSubjectRequest,
): Promise<RowsStillThere> {
  const { requestId } = request;
  const left = new Map<string, readonly ManifestRow[]>();
  const manifest = await approvedManifest(deps, request);
  for (const { storeId, collections } of manifest.stores) {
    const said = restAnswer(request, storeId);
    if (!said || said.data.answer === 'kept') continue;
    const rows = packRows(rowsWhere(allRows(collections), (row) => waitsForDecision(row.treatment)));
    try {
      const there = await rowsThere(inAccountsOf(deps, manifest), { requestId, storeId }, rows);
      left.set(
        storeId,
        rows.filter((row) => there.has(rowKey(row))),
      );
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
    }
  }
  return left;
}

/** The manifest, in which what a person says they erased, and is gone, may no more go by an order. */
export function withoutGone(manifest: Manifest, left: RowsStillThere): Manifest {
  const stores = manifest.stores.map((store) => {
    const there = left.get(store.storeId);
    if (!there) return store;
    const keys = new KeySet(rowsAs(there, rowKey));
    const seen = ({ unsure, ...row }: ManifestRow): ManifestRow =>
      unsure !== undefined && keys.has(rowKey(row)) ? { ...row, unsure } : row;
    const collections = store.collections.map((one) => ({ ...one, rows: packRows(rowsAs(one.rows, seen)) }));
    return { ...store, collections };
  });
  return { ...manifest, stores };
}
