import type { CollectionErasure } from '../../documents/completion-input';
import { blankingOf } from '../../domain/blanking';
import type { CollectionMap } from '../../domain/data-map';
import type { DeskDeps } from '../../domain/desk-deps';
import type { RowRef } from '../../domain/finding';
import type { Manifest, ManifestRow } from '../../domain/manifest';
import { actionCounts } from '../../domain/manifest-rows';
import { KeySet } from '../../domain/packed-map';
import { rowKey } from '../../domain/row-key';
import { packRows, rowsAs, rowsWhere } from '../../domain/rows';
import { endingParts } from './ended-along';
import type { ErasureRecord } from './erasure-records';
import { submittedIn } from './second-reading';
import { type UnfinishedErasure, unfinishedCounts } from './unfinished-erasure';

type Deps = Pick<DeskDeps, 'map'>;

interface StoreErasures {
  readonly store: { readonly id: string };
  /** The one in force. */
  readonly manifest: Manifest;
  /** Of all rounds, also those before a new search. */
  readonly records: readonly ErasureRecord[];
  readonly cut: UnfinishedErasure | undefined;
  /** The last round before the manifest in force. */
  readonly since: number;
  /** Whether the store has erased all that it took the order for. */
  readonly isSettled: boolean;
}

/**
 * What became of the rows of each collection of a store. Everything that was ever erased is told; what is
 * compared with the manifest in force is what was done since it was frozen.
 */
export function collectionErasures(
  deps: Deps,
  { store, manifest, records, cut, since, isSettled }: StoreErasures,
): CountedErasure[] {
  const held = manifest.stores.find((s) => s.storeId === store.id);
  const frozen = held?.collections ?? [];
  const gone = new KeySet(rowsAs<RowRef, string>(records.at(-1)?.keptGone ?? [], rowKey));
  const names = [
    ...new Set([...frozen, ...records.flatMap((r) => r.receipt.collections)].map((c) => c.collection)),
  ];
  return namedCollections(deps, store.id, names)
    .map((collection) => {
      const countsIn = (some: readonly Pick<ErasureRecord, 'receipt'>[]) =>
        [...some, ...(cut ? [cut] : [])].flatMap(({ receipt }) =>
          receipt.collections.filter((c) => c.collection === collection.name),
        );
      const receipts = countsIn(records);
      const current = countsIn(records.filter(({ round }) => round > since));
      const sum = (of: 'erased' | 'anonymised' | 'alreadyAbsent' | 'keptShared' | 'submitted') =>
        receipts.reduce((total, r) => total + (r[of] ?? 0), 0);
      const submitted = isSettled ? 0 : submittedIn(records, collection.name);
      const all = frozen.find((c) => c.collection === collection.name)?.rows ?? [];
      const rows = gone.size === 0 ? all : packRows(rowsWhere(all, (row) => !gone.has(rowKey(row))));
      const of = actionCounts(rows);
      const toErase = of.erase + of.anonymise;
      const later = Math.max(0, Math.min(sum('submitted'), toErase - went(current)) - submitted);
      const blankedLater = of.erase === 0 ? later : 0;
      const left = cut ? unfinishedCounts(cut, collection.name, toErase - went(current)) : {};
      const erased = sum('erased') + later - blankedLater;
      const erasedNow = current.reduce((total, r) => total + r.erased, later - blankedLater);
      return {
        collection: collection.name,
        title: collection.title,
        erased,
        submitted,
        anonymised: sum('anonymised') + blankedLater,
        ...(sum('anonymised') + blankedLater > 0 && 'fields' in collection
          ? { blanking: blankingOf(collection) }
          : {}),
        alreadyAbsent: sum('alreadyAbsent'),
        keptShared: sparedRows(toErase, current) + of['keep-shared'],
        retained: retainedGroups(rows),
        keptGone: all.length - rows.length,
        undecided: of.undecided,
        contested: of.contested,
        ...endingParts(held, rows, { erased: erasedNow, submitted, ...left }),
        ...left,
      };
    })
    .filter(
      (c) =>
        c.erased +
          c.anonymised +
          c.alreadyAbsent +
          c.keptShared +
          c.keptGone +
          c.undecided +
          c.contested +
          c.submitted >
          0 ||
        c.retained.length > 0 ||
        (c.unknown ?? 0) + (c.notDone ?? 0) > 0,
    );
}

type MayLack = 'blanking' | 'unknown' | 'notDone' | 'ended' | 'wouldEnd';
type CountedErasure = Required<Omit<CollectionErasure, MayLack>> & Pick<CollectionErasure, MayLack>;

/** Collections of the map; for a store that has left the map, the names in its records. */
function namedCollections(
  deps: Deps,
  storeId: string,
  names: readonly string[],
): readonly (CollectionMap | Pick<CollectionMap, 'name' | 'title'>)[] {
  if (deps.map.stores.some((s) => s.storeId === storeId)) return collectionsOf(deps, storeId);
  return names.map((name) => ({ name, title: 'Records' }));
}

type Counts = ErasureRecord['receipt']['collections'][number];

/**
 * Rows that were kept because others share them and that no later round erased: a receipt of one round does
 * not know of the next.
 *
 * @param toErase - how many rows were to be erased or blanked
 */
export function sparedRows(toErase: number, receipts: readonly Omit<Counts, 'collection'>[]): number {
  const spared = receipts.reduce((sum, r) => sum + r.keptShared, 0);
  return Math.max(0, Math.min(spared, toErase - went(receipts)));
}

function went(receipts: readonly Omit<Counts, 'collection'>[]): number {
  return receipts.reduce((sum, r) => sum + r.erased + r.anonymised + r.alreadyAbsent, 0);
}

function collectionsOf(deps: Deps, storeId: string): readonly CollectionMap[] {
  return deps.map.stores.find((s) => s.storeId === storeId)?.collections ?? [];
}

/** Rows that stay by law, grouped by ground and end. */
export function retainedGroups(rows: Iterable<ManifestRow>): CollectionErasure['retained'] {
  const groups = new Map<string, { ground: string; article: string; until: string; records: number }>();
  for (const { treatment } of rows) {
    if (treatment.action !== 'retain') continue;
    const { ground, article, until } = treatment;
    const key = JSON.stringify([ground, article, until]);
    const group = groups.get(key) ?? { ground, article, until, records: 0 };
    group.records += 1;
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => (a.until < b.until ? -1 : 1));
}
