import * as z from 'zod/mini';
import type { LocatedRow, RowRef, Search, UnreadPlace } from '../../domain/finding';
import { blankedFields } from '../../domain/still-filled';
import { type LocatedPage, StoreShapeError } from '../connector';
import { locatedFacts } from '../located-facts';
import { type CollectionSearch, mappedCollection, searchesByCollection } from '../mapped-collection';
import { readCursor, writeCursor } from '../page-cursor';
import { unreadReason } from '../unread-reason';
import { addressesInBytes } from './addresses-in-bytes';
import { type BoundSql, boundSql, type Cell, cellBound } from './cell';
import { assertWholeKeys } from './key-parts';
import { looselyEqualRows, referenceFormsReader, referringColumns } from './loose-references';
import { isReadBack } from './read-back';
import type { Table } from './relation';
import {
  distinct,
  type FoundRow,
  finderOf,
  isNamed,
  keyOf,
  orderColumns,
  type Reading,
  readRows,
  textIn,
} from './row-search';
import { columnOf, quoted } from './sqlite-catalogue';
import { isBusy, sqliteStoreError } from './sqlite-errors';
import { tableName } from './sqlite-place';
import { unclearRows } from './twin-values';

const PAGE_ROWS = 500;
/** Values looked up in one statement, which may bind 32,766. */
const SLICE_VALUES = 2_000;

const cellShape = z.tuple([z.enum(['integer', 'real', 'text', 'garbled', 'blob']), z.string()]);
const placeShape = z.strictObject({
  collection: z.string(),
  slice: z.number(),
  after: z.nullable(z.array(cellShape)),
});
type Place = z.output<typeof placeShape>;

/** One page of one slice of the values asked for in one collection. */
export function locatePage(reading: Reading, searches: readonly Search[], cursor?: string): LocatedPage {
  const slices = searchesByCollection(reading.store, searches).flatMap(slicesOf);
  const place = cursor === undefined ? undefined : readCursor(cursor, placeShape);
  const at = place === undefined ? 0 : slices.findIndex((one) => isAt(one, place));
  const slice = slices[at];
  if (slice === undefined) {
    if (slices.length === 0 && place === undefined) return { rows: [], unmapped: [] };
    throw new StoreShapeError('the cursor is not one of this connector');
  }
  const { last, ...page } = orUnread(slice, () => readSlice(reading, searches, slice, place?.after ?? null));
  const next = slices[at + 1];
  if (last) return { ...page, cursor: cursorAt(slice, last) };
  return next ? { ...page, cursor: cursorAt(next, null) } : page;
}

interface Slice extends CollectionSearch {
  readonly number: number;
}

function slicesOf({ collection, conditions }: CollectionSearch): Slice[] {
  const single = conditions.flatMap(({ field, values }) => values.map((value) => ({ field, value })));
  const slices: Slice[] = [];
  for (let at = 0; at < single.length; at += SLICE_VALUES) {
    const here = byField(single.slice(at, at + SLICE_VALUES));
    slices.push({ collection, conditions: here, number: slices.length });
  }
  return slices;
}

function byField(single: readonly { field: string; value: string }[]): CollectionSearch['conditions'] {
  const fields = [...new Set(single.map(({ field }) => field))];
  return fields.map((field) => ({
    field,
    values: single.filter((one) => one.field === field).map(({ value }) => value),
  }));
}

function isAt({ collection, number }: Slice, place: Place): boolean {
  return collection.name === place.collection && number === place.slice;
}

function cursorAt({ collection, number }: Slice, after: Place['after']): string {
  return writeCursor({ collection: collection.name, slice: number, after } satisfies Place);
}

interface ReadPage extends Omit<LocatedPage, 'cursor'> {
  /** The key of the last row, when there may be more. */
  readonly last?: NonNullable<Place['after']>;
}

/**
 * A table that cannot be used stands for itself; without people's own records nobody can tell whose the rest
 * is.
 */
function orUnread({ collection }: Slice, read: () => ReadPage): ReadPage {
  try {
    return read();
  } catch (error) {
    if (isBusy(error)) throw error;
    const reason = unreadReason(sqliteStoreError(error));
    if (!reason || collection.ownRecord) throw error;
    return {
      rows: [],
      unmapped: [],
      unread: [{ collection: collection.name, place: tableName(collection), reason }],
    };
  }
}

function readSlice(
  reading: Reading,
  searches: readonly Search[],
  slice: Slice,
  after: Place['after'],
): ReadPage {
  const table = reading.catalogue.table(slice.collection);
  assertWholeKeys(reading.catalogue, table);
  const finder = finderOf(table, slice.conditions);
  const facts = [...table.collection.facts, ...blankedFields(table.collection).map(([field]) => field)];
  const columns = distinct([
    ...table.key,
    ...finder.columns,
    ...facts.map((field) => columnOf(table, field)),
    ...sharedColumns(table),
    ...referringColumns(reading, table),
  ]);
  const unmapped = unmappedColumns(table);
  const keys = table.key.map(({ name }) => `t.${quoted(name)}`);
  const order = orderColumns(table).join(', ');
  const bound = (after ?? []).map(boundKey);
  const behind = after === null ? '' : ` AND (${order}) > (${bound.map(({ sql }) => sql).join(', ')})`;
  const query = {
    columns,
    expressions: unmapped.map((name, at) => `coalesce(t.${quoted(name)} <> '', 0) AS u${at}`),
    where: `${finder.where} AND ${keys.map((key) => `${key} IS NOT NULL`).join(' AND ')}${behind}`,
    values: [...finder.values, ...bound.flatMap(({ values }) => values)],
    order: true,
    limit: PAGE_ROWS,
  };
  const all = [...readRows(reading, table, query)];
  const matching = all.filter((row) => finder.finds(row));
  const unclear = unclearRows(reading, table, slice.conditions, matching);
  const formsOf = referenceFormsReader(reading, table);
  const forms = new Map(matching.map((row) => [row, formsOf(row)]));
  const found = matching.filter((row) => !unclear.has(row) && !forms.get(row)?.unclear);
  const named = found.filter((row) => isNamed(table, row));
  const lost = named.filter((row) => !isReadBack(reading, table, row));
  const nameless = [
    ...found.filter((row) => !isNamed(table, row)),
    ...(after === null ? rowsWithoutKey(reading, table, finder) : []),
  ];
  const unread = [
    ...(nameless.length > 0 ? [namelessPlace(table)] : []),
    ...(lost.length > 0 ? [lostPlace(table)] : []),
    ...unclear.values(),
    ...[...forms].flatMap(([row, one]) => (one.unclear && !unclear.has(row) ? [one.unclear] : [])),
    ...(after === null ? addressesInBytes(reading, table, slice) : []),
    ...(after === null ? looselyEqualRows(reading, table, regularOf(searches, slice)) : []),
  ];
  const filled = unmapped.filter((_, at) => found.some(({ row }) => row[`u${at}`] === 1n));
  const last = all.length === PAGE_ROWS ? all.at(-1) : undefined;
  return {
    rows: named
      .filter((row) => !lost.includes(row))
      .map((row) => withForms(locatedRow(reading, table, row), forms.get(row)?.forms ?? {})),
    unmapped: filled.map((field) => ({ collection: table.collection.name, field })),
    ...(unread.length > 0 ? { unread } : {}),
    ...(last ? { last: table.order.map(({ column }) => writeCell(last.cells.get(column.name))) } : {}),
  };
}

/** A primary key may be empty in SQLite, unless it is one whole number. */
function rowsWithoutKey(reading: Reading, table: Table, finder: ReturnType<typeof finderOf>): FoundRow[] {
  const empty = table.key.map(({ name }) => `t.${quoted(name)} IS NULL`).join(' OR ');
  const query = {
    columns: finder.columns,
    where: `${finder.where} AND (${empty})`,
    values: finder.values,
  };
  for (const row of readRows(reading, table, query)) if (finder.finds(row)) return [row];
  return [];
}

function namelessPlace({ collection, name }: Table): UnreadPlace {
  return { collection: collection.name, place: `${name}: a row whose key is empty`, reason: 'unclear' };
}

function lostPlace({ collection, name }: Table): UnreadPlace {
  const place = `${name}: a row that its key does not find again`;
  return { collection: collection.name, place, reason: 'unclear' };
}

/** What is asked for by other searches than those that only ask who else is named. */
function regularOf(
  searches: readonly Search[],
  { collection, conditions }: Slice,
): CollectionSearch['conditions'] {
  const regular = searches.filter((search) => search.collection === collection.name && !search.check);
  return conditions.flatMap(({ field, values }) => {
    const asked = new Set(regular.flatMap((search) => (search.field === field ? search.values : [])));
    const here = values.filter((value) => asked.has(value));
    return here.length > 0 ? [{ field, values: here }] : [];
  });
}

function withForms(row: LocatedRow, forms: NonNullable<LocatedRow['forms']>): LocatedRow {
  return Object.keys(forms).length > 0 ? { ...row, forms } : row;
}

/** Columns of the table that the map does not know. */
export function unmappedColumns({ collection, columns }: Table): string[] {
  const mapped = [...collection.fields.map(({ name }) => name), ...collection.primaryKey];
  return columns.map(({ name }) => name).filter((name) => !mapped.includes(name));
}

function sharedColumns(table: Table) {
  if (table.collection.owner !== 'shared') return [];
  return table.collection.referencedBy.map(({ ownField }) => columnOf(table, ownField));
}

function locatedRow(reading: Reading, table: Table, row: FoundRow): LocatedRow {
  const text = (field: string) => textIn(row.cells, columnOf(table, field));
  const { collection } = table;
  const located = { collection: collection.name, key: keyOf(table, row), ...locatedFacts(collection, text) };
  return collection.owner === 'shared'
    ? { ...located, referrers: referrersOf(reading, table, row, collection.referencedBy) }
    : located;
}

/** The rows that refer to this one. */
export function referrersOf(
  reading: Reading,
  table: Table,
  row: FoundRow,
  pointers: Table['collection']['referencedBy'],
): RowRef[] {
  return pointers.flatMap(({ collection, field, ownField }) => {
    const value = textIn(row.cells, columnOf(table, ownField));
    if (value === undefined) return [];
    const other = reading.catalogue.table(mappedCollection(reading.store, collection));
    const finder = finderOf(other, [{ field, values: [value] }]);
    const columns = distinct([...other.key, ...finder.columns]);
    const rows = [...readRows(reading, other, { columns, where: finder.where, values: finder.values })];
    return rows.filter((one) => finder.finds(one)).map((one) => ({ collection, key: keyOf(other, one) }));
  });
}

type WrittenCell = z.output<typeof cellShape>;

function writeCell(cell: Cell = { type: 'null' }): WrittenCell {
  if (cell.type === 'null') throw new StoreShapeError('a key is empty');
  const isBytes = cell.type === 'blob' || cell.type === 'garbled';
  return [cell.type, isBytes ? Buffer.from(cell.value).toString('base64') : String(cell.value)];
}

function boundKey([type, text]: WrittenCell): BoundSql {
  if (type === 'integer') return boundSql(BigInt(text));
  if (type === 'real') return boundSql(Number(text));
  if (type === 'text') return boundSql(text);
  return cellBound({ type, value: new Uint8Array(Buffer.from(text, 'base64')) });
}
