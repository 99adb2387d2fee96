import { endOfDay, plusDuration } from './civil-time';
import type { CollectionMap, DataMap } from './data-map';
import type { Desk } from './desk';
import type { RowRef } from './finding';
import { collectionOf } from './foreign-keys';
import type { Manifest, ManifestStore } from './manifest';
import type { Tombstone } from './ports';
import { rowKey } from './row-key';
import { allRows } from './rows';

/**
 * What the stores were asked by that names the person: an address, a customer number. Numbers that only lead
 * from one row to another, such as those of orders, name nobody; their rows have tombstones of their own.
 */
export function identityTombstones(map: DataMap, { stores }: Manifest): Tombstone[] {
  return stores.flatMap(({ storeId, searches }) =>
    searches
      .filter((search) => asksByIdentity(collectionOf(map, storeId, search.collection), search.field))
      .flatMap(({ collection, field, values }) =>
        values.map((value) => ({ storeId, collection, field, value })),
      ),
  );
}

function asksByIdentity(collection: CollectionMap | undefined, field: string): boolean {
  return collection?.reachedBy.some((reach) => reach.field === field && 'identity' in reach) ?? false;
}

/** A row by its key; with a print, only that row and no other under the same key. */
export function rowTombstone(storeId: string, row: RowRef, print?: string): Tombstone {
  return {
    storeId,
    collection: row.collection,
    field: '',
    value: rowKey(row),
    ...(print ? { print } : {}),
  };
}

/**
 * Instant from which nothing can bring back what was erased: the last backup of any store has expired, the
 * last reading is over, and what was retained may be erased as well.
 */
export function tombstonesUntil(desk: Desk, manifest: Manifest, now: string): string {
  const kept = manifest.stores.flatMap(retentionEnds);
  const waits = [
    ...desk.stores.map((store) => store.backupsKept),
    ...desk.waits.laterReadings,
    ...(kept.includes('unknown') ? [desk.recordsKept] : []),
  ];
  return (
    [
      ...waits.map((wait) => plusDuration(now, wait, desk.zone)),
      ...kept.filter((until) => until !== 'unknown').map((until) => endOfDay(until, desk.zone)),
    ]
      .sort()
      .at(-1) ?? now
  );
}

const knownEnds = new WeakMap<ManifestStore, readonly string[]>();

/** Computed once for each store, since a manifest never changes. */
function retentionEnds(store: ManifestStore): readonly string[] {
  const known = knownEnds.get(store);
  if (known) return known;
  const ends = new Set<string>();
  for (const { treatment } of allRows(store.collections))
    if (treatment.action === 'retain') ends.add(treatment.until);
  knownEnds.set(store, [...ends]);
  return [...ends];
}
