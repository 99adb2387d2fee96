import type { DataSubjectRequest } from './data-subject-request';
import { totalsOf } from './erasure-ledger';
import type { StoreReadingResult } from './erasure-reading';
import { roundBeforeSearch } from './erasure-rounds';
import type { ErasedCount } from './event-facts';
import { allOf } from './log-entries';
import type { Manifest, ManifestCollection, ManifestRow } from './manifest';
import { countRows, isToErase, rowCounts } from './manifest-rows';
import { KeySet, type Keys } from './packed-map';
import { rowKey } from './row-key';
import { allRows, keptRows, packRows, type Rows, rowsAs, rowsWhere } from './rows';
import { settlementIn } from './settlements';

/**
 * What a store took the order for, and the last day (plain date) by which it said that it would be erased.
 */
export interface SubmittedOrders {
  /** Rows by collection. */
  readonly counts: ReadonlyMap<string, number>;
  readonly settlesBy: string;
  /** Sealed objects that name these rows, one for each call. Absent where a call does not name its own. */
  readonly named?: readonly string[];
}

/** The same, opened. */
export interface OpenOrders extends SubmittedOrders {
  /** By {@link rowKey}. Absent where not all are named. */
  readonly rows?: Keys;
}

/**
 * Orders of the manifest in force, and those of an earlier one that name their rows and have not ended: a new
 * search does not take an order back. Undefined where the store erased all of it at once.
 */
export function submittedOrders(request: DataSubjectRequest, storeId: string): SubmittedOrders | undefined {
  const after = roundBeforeSearch(request);
  const ended = settlementIn(request, storeId)?.ended?.seq ?? 0;
  const answers = allOf(request.log, 'erasure-acknowledged').filter(({ data }) => data.storeId === storeId);
  const calls = answers.filter(
    ({ data, seq }) =>
      data.collections.some(isOrder) && (data.round > after || (data.ordered !== undefined && seq > ended)),
  );
  const totals = totalsOf(calls.flatMap(({ data }) => data.collections));
  const counts = new Map(
    [...totals].flatMap(([name, { submitted = 0 }]) => (submitted > 0 ? [[name, submitted]] : [])),
  );
  const settlesBy = answers
    .flatMap(({ data }) => data.settlesBy ?? [])
    .sort()
    .at(-1);
  if (settlesBy === undefined || counts.size === 0) return undefined;
  const named = calls.flatMap(({ data: { ordered } }) => ordered ?? []);
  return { counts, settlesBy, ...(named.length === calls.length ? { named } : {}) };
}

function isOrder({ submitted = 0 }: ErasedCount): boolean {
  return submitted > 0;
}

/**
 * Approved rows for which a store took an order, to be read by their keys: those that are named, or else all
 * of the collections concerned.
 */
export function orderedRows(
  { stores }: Manifest,
  storeId: string,
  { counts, rows: named }: OpenOrders,
): ManifestCollection[] {
  const collections = stores.find((s) => s.storeId === storeId)?.collections ?? [];
  const isOrdered = (row: ManifestRow) => isToErase(row) && (named?.has(rowKey(row)) ?? true);
  return collections
    .filter(({ collection }) => counts.has(collection))
    .map((one) => ({ ...one, rows: keptRows(one.rows, isOrdered) }));
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
 * Where they are not named and more of a collection is there than was ordered, all of it counts as left.
 */
export function withoutSubmitted(
  reading: StoreReadingResult,
  orders: OpenOrders,
  still: readonly ManifestCollection[],
  today: string,
): StoreReadingResult {
  const { counts, settlesBy, rows: named } = orders;
  const isKnown = ({ collection, rows }: ManifestCollection) =>
    named !== undefined || rows.length <= (counts.get(collection) ?? 0);
  const submitted = today > settlesBy ? [] : still.filter(isKnown);
  if (submitted.length === 0) return reading;
  const keys = new KeySet(rowsAs(allRows(submitted), rowKey), countRows(submitted));
  const left = reading.left
    .map((one) => ({ ...one, rows: keptRows(one.rows, (row) => !keys.has(rowKey(row))) }))
    .filter(({ rows }) => rows.length > 0);
  const lefts = (all: readonly ManifestCollection[], name: string) =>
    countRows(all.filter(({ collection }) => collection === name));
  return {
    ...withoutOrderedDrift(reading, keys),
    left,
    leftCount: countRows(left),
    submitted,
    found: reading.found.map((one) => ({
      ...one,
      unexplained: one.unexplained - lefts(reading.left, one.collection) + lefts(left, one.collection),
    })),
  };
}

/**
 * What was ordered cannot be held back any more, whatever has begun to run since; every other row still can.
 */
function withoutOrderedDrift(reading: StoreReadingResult, ordered: Keys): StoreReadingResult {
  const { drift, driftRows, driftRefs = [], ...rest } = reading;
  if (drift !== 'ends-more') return reading;
  const held = packRows(rowsWhere(driftRefs, (row) => !ordered.has(rowKey(row))));
  return held.length === 0 ? rest : { ...rest, drift, driftRows: rowCounts(held), driftRefs: held };
}

/** Those that are to be erased and not merely blanked, since a blanked row stays under its key. */
export function toErase(ordered: readonly ManifestCollection[]): Rows<ManifestRow> {
  return packRows(rowsWhere(allRows(ordered), ({ treatment }) => treatment.action === 'erase'));
}
