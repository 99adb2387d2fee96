import { endOfDay, plusDuration } from './civil-time';
import type { Desk } from './desk';
import type { RowRef } from './finding';
import type { Manifest, ManifestStore } from './manifest';
import type { Tombstone } from './ports';
import { rowKey } from './row-key';
import { allRows } from './rows';

/** Every question that the stores were asked about the person. */
export function identityTombstones(manifest: Manifest): Tombstone[] {
  return manifest.stores.flatMap((store) =>
    store.searches.flatMap(({ collection, field, values }) =>
      values.map((value) => ({ storeId: store.storeId, collection, field, value })),
    ),
  );
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
