import { type DataSubjectRequest, seqOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import type { Manifest, ManifestCollection, ManifestStore } from '../domain/manifest';
import { rowKey } from '../domain/row-key';
import { type ErasureRecord, erasureRecords } from './erasure-records';
import { frozenManifest } from './stored-findings';

type Deps = Pick<DeskDeps, 'objects'>;

/** What was approved: the frozen manifest, and the rows that came since and that somebody let go with the rest. */
export async function approvedManifest(deps: Deps, request: DataSubjectRequest): Promise<Manifest> {
  const manifest = await frozenManifest(deps, request);
  const accepted = seqOf(request, 'drift-accepted');
  if (accepted === 0) return manifest;
  const asked = await erasureRecords(deps, request, accepted);
  return { ...manifest, stores: manifest.stores.map((store) => withAccepted(store, asked)) };
}

function withAccepted(store: ManifestStore, asked: readonly ErasureRecord[]): ManifestStore {
  const added = asked.filter((r) => r.storeId === store.storeId).flatMap((r) => r.added ?? []);
  return { ...store, collections: added.reduce(joined, store.collections) };
}

/** Two rounds may have found the same row before anybody was asked. */
function joined(all: readonly ManifestCollection[], added: ManifestCollection): ManifestCollection[] {
  const same = all.find((c) => c.collection === added.collection);
  if (!same) return [...all, added];
  const known = new Set(same.rows.map(rowKey));
  const rows = [...same.rows, ...added.rows.filter((row) => !known.has(rowKey(row)))];
  return all.map((c) => (c === same ? { ...c, rows } : c));
}
