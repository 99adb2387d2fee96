import { type Ending, type EndingCount, endingCounts } from './ending';
import type { EraseInstruction } from './erase-instruction';
import type { Manifest, ManifestCollection, ManifestRow } from './manifest';
import { PackedMap } from './packed-map';
import { rowKey } from './row-key';
import { allRows, packRows, rowsAs, rowsWhere } from './rows';

/** What the erasure of rows of a collection would also end: names of the map, words of a vendor, counts. */
export interface CollectionEndings {
  readonly storeId: string;
  readonly collection: string;
  /** Rows whose erasure would end something. */
  readonly rows: number;
  readonly ends: readonly EndingCount[];
  /** The member of staff who said that it may end. Absent: nobody, so these rows stay. */
  readonly tickedBy?: string;
}

/** What waits for a tick in a manifest on which nothing was ticked. */
export function endingsIn({ stores }: Pick<Manifest, 'stores'>): CollectionEndings[] {
  return stores.flatMap(({ storeId, collections }) =>
    collections.flatMap(({ collection, rows }): CollectionEndings[] => {
      const ends = [...rowsAs(rows, endingsHeld)].filter((one) => one.length > 0);
      return ends.length === 0
        ? []
        : [{ storeId, collection, rows: ends.length, ends: endingCounts(ends.flat()) }];
    }),
  );
}

/** What a row that waits for a tick would end. */
export function endingsHeld({ treatment }: Pick<ManifestRow, 'treatment'>): readonly Ending[] {
  return treatment.action === 'undecided' && treatment.tick !== undefined ? (treatment.ends ?? []) : [];
}

/**
 * The same manifest, in which the rows of the ticked collections are erased, with all that goes with them.
 * What waits for another reason goes on waiting.
 */
export function withTicks(manifest: Manifest, endings: readonly CollectionEndings[] = []): Manifest {
  const ticked = endings.filter(({ tickedBy }) => tickedBy !== undefined);
  if (ticked.length === 0) return manifest;
  const isTicked = (storeId: string, tick: string | undefined) =>
    ticked.some((one) => one.storeId === storeId && one.collection === tick);
  return {
    ...manifest,
    stores: manifest.stores.map((store) => ({
      ...store,
      collections: store.collections.map((one) => ({
        ...one,
        rows: packRows(rowsAs(one.rows, (row) => tickedRow(row, (tick) => isTicked(store.storeId, tick)))),
      })),
    })),
  };
}

function tickedRow(row: ManifestRow, isTicked: (tick: string | undefined) => boolean): ManifestRow {
  const { treatment } = row;
  if (treatment.action !== 'undecided' || !isTicked(treatment.tick)) return row;
  const { ends } = treatment;
  return { ...row, treatment: { action: 'erase', ...(ends === undefined ? {} : { ends }) } };
}

/** What staff said may end with the rows of a collection. */
export function endingsOfRows(rows: Iterable<Pick<ManifestRow, 'treatment'>>): Ending[] {
  const ended: Ending[] = [];
  for (const { treatment } of rows) if (treatment.action === 'erase') ended.push(...(treatment.ends ?? []));
  return ended;
}

/**
 * The instructions with what may end, row by row, as it was ticked in the approved manifest. Only an erasure
 * that staff decided on adds it: without it a store refuses to end anything.
 */
export function withApprovedEndings(
  instructions: readonly EraseInstruction[],
  approved: readonly ManifestCollection[],
): EraseInstruction[] {
  const rows = rowsWhere(allRows(approved), ({ treatment }) => endingsOfRows([{ treatment }]).length > 0);
  const ending = new PackedMap(rowKey, rows, 0);
  if (ending.size === 0) return [...instructions];
  return instructions.map((one) => {
    if (one.action !== 'erase') return one;
    const mayEnd = one.keys.flatMap((key) => {
      const row = ending.get(rowKey({ collection: one.collection, key }));
      return row ? [{ key, ids: endingsOfRows([row]).map(({ id }) => id) }] : [];
    });
    return mayEnd.length > 0 ? { ...one, mayEnd } : one;
  });
}
