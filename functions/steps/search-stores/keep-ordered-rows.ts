import { openOrders } from '../../casework/evidence/ordered-rows';
import { frozenManifest } from '../../casework/evidence/stored-findings';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Manifest, ManifestRow, ManifestStore } from '../../domain/manifest';
import { approvedRows } from '../../domain/manifest-rows';
import type { KeyedRows, Keys } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { packRows, rowsAs } from '../../domain/rows';

type Deps = Pick<DeskDeps, 'objects'>;

/**
 * A manifest in which rows do not wait for a tick again that a store took the order for before staff let the
 * desk search again: what ends with them ends, whatever is decided now. They stand as they were approved.
 */
export async function keepOrderedRows(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
): Promise<Manifest> {
  if (!hasHappened(request, 'erasure-acknowledged')) return manifest;
  const before = await frozenManifest(deps, request);
  const stores: ManifestStore[] = [];
  for (const store of manifest.stores) {
    const ordered = (await openOrders(deps, request, store.storeId))?.rows;
    stores.push(ordered ? withOrdered(store, ordered, approvedRows(before, store.storeId)) : store);
  }
  return { ...manifest, stores };
}

function withOrdered(store: ManifestStore, ordered: Keys, approved: KeyedRows<ManifestRow>): ManifestStore {
  const kept = (row: ManifestRow): ManifestRow => {
    const { treatment } = row;
    const key = rowKey(row);
    if (treatment.action !== 'undecided' || treatment.tick === undefined || !ordered.has(key)) return row;
    const as = approved.get(key)?.treatment;
    return as?.action === 'erase' ? { ...row, treatment: as } : row;
  };
  return {
    ...store,
    collections: store.collections.map((one) => ({ ...one, rows: packRows(rowsAs(one.rows, kept)) })),
  };
}
