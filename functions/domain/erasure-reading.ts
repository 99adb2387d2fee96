import { isConstant } from './blank';
import type { CollectionMap, DataMap } from './data-map';
import { blanks } from './erase-instructions';
import type { Drift } from './events';
import type { LocatedRow } from './finding';
import { freezeManifest, rowKey } from './freeze-manifest';
import { collectionOf } from './locate-plan';
import type { Manifest, ManifestCollection, ManifestRow } from './manifest';

export interface Reading {
  readonly map: DataMap;
  readonly manifest: Manifest;
  readonly storeId: string;
  /** What the frozen searches find now. */
  readonly rows: readonly LocatedRow[];
  readonly today: string;
  /** Of the establishment; see `freezeManifest`. */
  readonly zone?: string;
}

export interface ReadingResult {
  /** Rows that should be gone (or blanked) and are not, with those of the same person that came since: erased in the next round. */
  readonly left: readonly ManifestCollection[];
  readonly leftCount: number;
  /** Rows that stay, with ground or because they are shared. */
  readonly kept: number;
  /** What the searches still find, by collection, and how much of it nothing explains. */
  readonly found: readonly {
    readonly collection: string;
    readonly records: number;
    readonly unexplained: number;
  }[];
  /** Present when a person must decide again. */
  readonly drift?: Drift;
}

/** More new rows than a tenth of what was approved (at least this many) is beyond the bound of the approval. */
const BOUND_SHARE = 0.1;
const BOUND_LEAST = 10;

/**
 * Compares what a store shows after an erasure with what was approved. Vanished rows are absent. Further rows of the same person in approved collections are left
 * over; a new owner, a new ground, an unapproved collection or too many rows are drift, and drift goes to a person.
 */
export function readErasure(reading: Reading): ReadingResult {
  const fresh = freezeReading(reading);
  const approved = approvedRows(reading);
  const left = fresh.map((c) => ({ ...c, rows: c.rows.filter((row) => isLeft(reading, row, approved)) }));
  const leftCount = count(left);
  const drift = driftOf(fresh, reading, approved);
  return {
    left: left.filter((c) => c.rows.length > 0),
    leftCount,
    kept: count(fresh) - leftCount - blanked(fresh, reading, approved),
    found: fresh.map((c, i) => ({
      collection: c.collection,
      records: c.rows.length,
      unexplained: left[i]?.rows.length ?? 0,
    })),
    ...(drift ? { drift } : {}),
  };
}

function freezeReading({
  map,
  manifest,
  storeId,
  rows,
  today,
  zone,
}: Reading): readonly ManifestCollection[] {
  const searches = manifest.stores.find((s) => s.storeId === storeId)?.searches ?? [];
  const findings = [{ storeId, searches, rows, unmapped: [] }];
  const frozen = freezeManifest({
    map,
    right: manifest.right,
    version: manifest.version,
    findings,
    before: manifest,
    ...(manifest.identities ? { identities: manifest.identities } : {}),
    unavailable: [],
    today,
    ...(zone ? { zone } : {}),
  });
  return frozen.stores.find((s) => s.storeId === storeId)?.collections ?? [];
}

type Approved = ReadonlyMap<string, ManifestRow>;

function approvedRows({ manifest, storeId }: Reading): Approved {
  const rows = manifest.stores
    .filter((s) => s.storeId === storeId)
    .flatMap((s) => s.collections.flatMap((c) => c.rows));
  return new Map(rows.map((row) => [rowKey(row), row]));
}

function isLeft(reading: Reading, row: ManifestRow, approved: Approved): boolean {
  const action = (approved.get(rowKey(row)) ?? row).treatment.action;
  if (action === 'erase') return row.treatment.action !== 'keep-shared';
  return action === 'anonymise' && !isBlank(collectionOf(reading.map, reading.storeId, row.collection), row);
}

function isBlank(collection: CollectionMap | undefined, row: ManifestRow): boolean {
  if (!collection) return false;
  return Object.entries(blanks(collection)).every(([field, value]) => {
    const now = row.facts[field];
    return now === undefined || !isConstant(value) || (value !== null && now === String(value));
  });
}

function driftOf(
  fresh: readonly ManifestCollection[],
  reading: Reading,
  approved: Approved,
): Drift | undefined {
  const added = fresh.flatMap((c) => c.rows).filter((row) => !approved.has(rowKey(row)));
  const changed = fresh.flatMap((c) => c.rows).filter((row) => approved.has(rowKey(row)));
  if (changed.some((row) => isShared(row) && !isShared(approved.get(rowKey(row))))) return 'new-owner';
  if (added.some((row) => row.treatment.action === 'contested')) return 'new-owner';
  if (added.some((row) => row.treatment.action === 'retain')) return 'new-ground';
  const collections = new Set([...approved.values()].map((row) => row.collection));
  const toGo = added.filter((row) => isLeft(reading, row, approved));
  if (toGo.some((row) => !collections.has(row.collection))) return 'unapproved-collection';
  return toGo.length > Math.max(BOUND_LEAST, approved.size * BOUND_SHARE) ? 'beyond-bound' : undefined;
}

function isShared(row: ManifestRow | undefined): boolean {
  return row?.treatment.action === 'keep-shared';
}

function blanked(fresh: readonly ManifestCollection[], reading: Reading, approved: Approved): number {
  const rows = fresh.flatMap((c) => c.rows);
  return rows.filter(
    (row) =>
      (approved.get(rowKey(row)) ?? row).treatment.action === 'anonymise' && !isLeft(reading, row, approved),
  ).length;
}

function count(collections: readonly ManifestCollection[]): number {
  return collections.reduce((sum, c) => sum + c.rows.length, 0);
}
