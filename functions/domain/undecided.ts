import type { DataMap } from './data-map';
import { isWholeTable, type RowRef } from './finding';
import { collectionOf } from './foreign-keys';
import type { Manifest, ManifestCollection, ManifestRow, RowTreatment } from './manifest';
import { KeySet } from './packed-map';
import { problemSentences } from './problem-sentences';
import { rowKey } from './row-key';
import { allRows, packRows, rowsAs } from './rows';
import type { FaultPlace, StoreExamination, StoreProblem } from './store-examination';
import { type ErasureBlock, type HeldRow, WaitingRows } from './waiting-rows';

/**
 * What the map leaves open, and what a store would do by itself, as far as it prevents an erasure in one
 * collection.
 */
export function erasureBlocks(
  map: DataMap,
  examinations: Readonly<Record<string, StoreExamination | undefined>>,
): ErasureBlock[] {
  const gaps = map.gaps.flatMap(({ storeId, collection, concerns, ...gap }): ErasureBlock[] => {
    if (!storeId || !collection || concerns === undefined || concerns === 'answer') return [];
    // A store with references has reported which of them would hold a row back.
    if (gap.whileKept && examinations[storeId]?.eraseGroups) return [];
    return [{ storeId, collection, ...blockOf(gap) }];
  });
  const problems = Object.entries(examinations).flatMap(([storeId, examination]) =>
    (examination?.problems ?? [])
      .filter(blocksErasure)
      .map((problem): ErasureBlock => ({ storeId, collection: problem.collection, ...blockOf(problem) })),
  );
  return [...gaps, ...problems];
}

type BlockReason = Pick<StoreProblem, 'problem' | 'remedy' | 'whileKept'>;

/** Where it is decided, and only kept rows prevent it, the dependents of the row need not wait. */
function blockOf({ problem, remedy, whileKept }: BlockReason): Omit<ErasureBlock, 'storeId' | 'collection'> {
  const reason = problemSentences({ problem, remedy });
  return whileKept ? { reason, withDependents: false, whileKept } : { reason, withDependents: true };
}

function blocksErasure({ blocks }: StoreProblem): boolean {
  return blocks !== 'nothing';
}

/**
 * Rows that lead to a table that could not be read: once they are erased, nothing finds what is in it. A view
 * holds no rows of its own.
 */
export function unreadBlocks(map: DataMap, { stores }: Pick<Manifest, 'stores'>): ErasureBlock[] {
  return stores.flatMap(({ storeId, unread = [] }) =>
    unread
      .filter(({ reason }) => isWholeTable(reason) && reason !== 'view')
      .flatMap(({ collection, place }) => {
        const reaches = collectionOf(map, storeId, collection)?.reachedBy ?? [];
        const reason = `It leads to ${place}, which could not be read. Mend that, then search again.`;
        return reaches.flatMap((reach): ErasureBlock[] => {
          if ('identity' in reach) return [];
          const { storeId: source, collection: from } = reach.from;
          return [{ storeId: source, collection: from, reason, withDependents: false }];
        });
      }),
  );
}

/**
 * The collection in which a store refused the rehearsal of an erasure; every collection of the store when it
 * did not say which.
 */
export function refusalBlocks(map: DataMap, storeId: string, place: FaultPlace | undefined): ErasureBlock[] {
  const collections = map.stores.find((store) => store.storeId === storeId)?.collections ?? [];
  const named = collections.filter(({ name }) => name === place?.collection);
  const reason = `the trial run of this erasure was refused (${faultPlaceText(place)})`;
  return (named.length > 0 ? named : collections).map(({ name }) => ({
    storeId,
    collection: name,
    reason,
    withDependents: false,
  }));
}

/** Table, constraint and code of a fault, as far as they are known. */
export function faultPlaceText({ table, field, index, constraint, code }: FaultPlace = {}): string {
  const parts = [
    table && `table ${table}`,
    field && `field ${field}`,
    index && `index ${index}`,
    constraint && `constraint ${constraint}`,
    code && `code ${code}`,
  ];
  return parts.filter(Boolean).join(', ') || 'it did not say where';
}

/**
 * The same manifest, in which every undecided row stays. With a blocked collection wait the rows that depend
 * on its rows, and every row to which one of them refers: it would be lost as the anchor, or erased with
 * them. What stays anyway keeps its reason.
 */
export function withUndecided(manifest: Manifest, map: DataMap, blocks: readonly ErasureBlock[]): Manifest {
  if (blocks.length === 0) return manifest;
  const waiting = new WaitingRows(manifest, map);
  for (const block of blocks) waiting.block(block);
  return whileWaiting(manifest, waiting);
}

export interface HeldOptions {
  readonly withDependents?: boolean;
  /** A row that is already erased can hold nothing back. */
  readonly isThere?: (storeId: string, row: RowRef) => boolean;
}

/**
 * The same manifest, in which these rows stay, with their dependents and the rows to which they refer.
 *
 * Dependents need not stay where it is certain that they are this person's.
 */
export function withRowsUndecided(
  manifest: Manifest,
  map: DataMap,
  held: readonly HeldRow[],
  { withDependents = true, isThere }: HeldOptions = {},
): Manifest {
  if (held.length === 0) return manifest;
  const waiting = new WaitingRows(manifest, map);
  waiting.hold(held, withDependents);
  return whileWaiting(manifest, waiting, isThere);
}

function whileWaiting(
  manifest: Manifest,
  waiting: WaitingRows,
  isThere: (storeId: string, row: RowRef) => boolean = () => true,
): Manifest {
  const treat = (storeId: string) => (row: ManifestRow) => {
    const reason = isThere(storeId, row) ? waiting.reasonFor(storeId, row) : undefined;
    return reason !== undefined && mayGo(row.treatment)
      ? { ...row, treatment: { action: 'undecided', reason } as const }
      : row;
  };
  return {
    ...manifest,
    stores: manifest.stores.map((store) => ({
      ...store,
      collections: store.collections.map((c) => ({
        ...c,
        rows: packRows(rowsAs(c.rows, treat(store.storeId))),
      })),
    })),
  };
}

/** A retention without a ground cannot be explained, so it does not count. */
function mayGo(treatment: RowTreatment): boolean {
  if (treatment.action === 'undecided') return treatment.tick !== undefined;
  if (treatment.action === 'retain') return !treatment.ground || !treatment.article;
  return treatment.action === 'erase' || treatment.action === 'anonymise';
}

/**
 * Rows found after the approval in a collection of which a part waits: they are undecided as well, whatever
 * the map says by now.
 */
export function lateRowsWaiting(
  found: readonly ManifestCollection[],
  approved: readonly ManifestCollection[],
): ManifestCollection[] {
  const waiting = new Set(
    approved.flatMap((c) => (c.rows.some((row) => waitsForDecision(row.treatment)) ? [c.collection] : [])),
  );
  if (waiting.size === 0) return [...found];
  const known = new KeySet(rowsAs(allRows(approved), rowKey));
  const treatment = { action: 'undecided', reason: 'it came after the approval' } as const;
  const late = (row: ManifestRow) =>
    waiting.has(row.collection) && !known.has(rowKey(row)) && mayGo(row.treatment)
      ? { ...row, treatment }
      : row;
  return found.map((c) => ({ ...c, rows: packRows(rowsAs(c.rows, late)) }));
}

/** Whether a row waits for a decision. */
export function waitsForDecision({ action }: RowTreatment): boolean {
  return action === 'undecided' || action === 'contested';
}
