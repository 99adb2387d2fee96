import { type RowsAsked, rowsAsked, standingIn } from '../../casework/evidence/asked-rows';
import { frozenManifest } from '../../casework/evidence/stored-findings';
import { type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Manifest, ManifestCollection, ManifestRow, ManifestStore } from '../../domain/manifest';
import { approvedRows } from '../../domain/manifest-rows';
import type { KeyedRows } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { allRows, packRows, rowsWhere } from '../../domain/rows';

type Deps = Pick<DeskDeps, 'objects'>;

/**
 * A manifest in which every row for which a store took the order, before staff let the desk search again,
 * stands as it was approved: it goes with all that ends with it, whatever is found or decided now. So does
 * one that the search does not find any more.
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
    const { ordered } = await rowsAsked(deps, request, store.storeId);
    const approved = approvedRows(before, store.storeId);
    const none: RowsAsked['unsure'] = new Map();
    const whole = withUnfound(store, approvedRows(manifest, store.storeId), { ordered, approved });
    stores.push(ordered.size === 0 ? store : standingIn(whole, { ordered, unsure: none }, approved));
  }
  return { ...manifest, stores };
}

interface OrderedBefore extends Pick<RowsAsked, 'ordered'> {
  readonly approved: KeyedRows<ManifestRow>;
}

function withUnfound(
  store: ManifestStore,
  found: KeyedRows<ManifestRow>,
  { ordered, approved }: OrderedBefore,
): ManifestStore {
  const isForgotten = (row: ManifestRow) => ordered.has(rowKey(row)) && !found.has(rowKey(row));
  const forgotten = [...rowsWhere(approved.values(), isForgotten)].map(unfound);
  if (forgotten.length === 0) return store;
  const names = new Set([...store.collections, ...forgotten].map(({ collection }) => collection));
  const collections = [...names].map((name): ManifestCollection => {
    const known = store.collections.find(({ collection }) => collection === name);
    const rows = forgotten.filter(({ collection }) => collection === name);
    const joined = packRows(allRows([{ rows: known?.rows ?? [] }, { rows }]));
    return { collection: name, unmapped: known?.unmapped ?? [], rows: joined };
  });
  return { ...store, collections };
}

function unfound({ treatment, ...row }: ManifestRow): ManifestRow {
  const ends = treatment.action === 'erase' ? treatment.ends : undefined;
  return { ...row, treatment: { action: 'erase', ...defined({ ends }), ordered: 'unfound' } };
}
