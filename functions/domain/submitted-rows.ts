import type { DataSubjectRequest } from './data-subject-request';
import { erasureLedger } from './erasure-ledger';
import type { StoreReadingResult } from './erasure-reading';
import { roundBeforeSearch } from './erasure-rounds';
import { allOf } from './log-entries';
import type { Manifest, ManifestCollection, ManifestRow } from './manifest';
import { countRows, isToErase } from './manifest-rows';
import { KeySet, type Keys } from './packed-map';
import { rowKey } from './row-key';
import { allRows, keptRows, packRows, type Rows, rowsAs, rowsWhere } from './rows';

/**
 * What a store took the order for, and the last day (plain date) by which it said that it would be erased.
 */
export interface SubmittedOrders {
  /** Rows by collection. */
  readonly counts: ReadonlyMap<string, number>;
  readonly settlesBy: string;
}

/** Undefined where the store erased all of it at once. */
export function submittedOrders(request: DataSubjectRequest, storeId: string): SubmittedOrders | undefined {
  const { done } = erasureLedger(request, storeId, { after: roundBeforeSearch(request) });
  const counts = new Map(
    [...done].flatMap(([name, { submitted = 0 }]) => (submitted > 0 ? [[name, submitted]] : [])),
  );
  const days = allOf(request.log, 'erasure-acknowledged').flatMap(({ data }) =>
    data.storeId === storeId && data.settlesBy ? [data.settlesBy] : [],
  );
  const settlesBy = days.sort().at(-1);
  return settlesBy === undefined || counts.size === 0 ? undefined : { counts, settlesBy };
}

/** Approved rows of the collections for which a store took an order, to be read by their keys. */
export function orderedRows(
  { stores }: Manifest,
  storeId: string,
  { counts }: SubmittedOrders,
): ManifestCollection[] {
  const collections = stores.find((s) => s.storeId === storeId)?.collections ?? [];
  return collections
    .filter(({ collection }) => counts.has(collection))
    .map((one) => ({ ...one, rows: keptRows(one.rows, isToErase) }));
}

/** Of these, the ones that are not erased: found by the search, or there by their key. */
export function stillThere(
  ordered: readonly ManifestCollection[],
  { left }: Pick<StoreReadingResult, 'left'>,
  there: Keys,
): ManifestCollection[] {
  const found = new KeySet(rowsAs(allRows(left), rowKey), countRows(left));
  const isThere = (row: ManifestRow) =>
    found.has(rowKey(row)) || (row.treatment.action === 'erase' && there.has(rowKey(row)));
  return ordered
    .map((one) => ({ ...one, rows: keptRows(one.rows, isThere) }))
    .filter(({ rows }) => rows.length > 0);
}

/**
 * A reading in which rows do not count as left that the store took the order for, until its day is over.
 * Where more of a collection is there than was ordered, all of it counts as left: which of it was ordered is
 * unknown.
 */
export function withoutSubmitted(
  reading: StoreReadingResult,
  { counts, settlesBy }: SubmittedOrders,
  still: readonly ManifestCollection[],
  today: string,
): StoreReadingResult {
  const submitted =
    today > settlesBy
      ? []
      : still.filter(({ collection, rows }) => rows.length <= (counts.get(collection) ?? 0));
  if (submitted.length === 0) return reading;
  const names = new Set(submitted.map(({ collection }) => collection));
  const left = reading.left.filter(({ collection }) => !names.has(collection));
  const { drift, driftRows, driftRefs, ...rest } = reading;
  const isOrdered =
    drift === 'ends-more' && ![...(driftRefs ?? [])].some((one) => !names.has(one.collection));
  const lefts = new Map(reading.left.map(({ collection, rows }) => [collection, rows.length]));
  return {
    // What was ordered cannot be held back any more, whatever has begun to run since.
    ...(isOrdered ? rest : reading),
    left,
    leftCount: countRows(left),
    submitted,
    found: reading.found.map((one) =>
      names.has(one.collection)
        ? { ...one, unexplained: one.unexplained - (lefts.get(one.collection) ?? 0) }
        : one,
    ),
  };
}

/** Those that are to be erased and not merely blanked, since a blanked row stays under its key. */
export function toErase(ordered: readonly ManifestCollection[]): Rows<ManifestRow> {
  return packRows(rowsWhere(allRows(ordered), ({ treatment }) => treatment.action === 'erase'));
}
