import type { LocatedRow, RowRef } from '../../domain/finding';
import { looseForm, ownForms } from '../../domain/found-rows';
import { groupBy } from '../group-by';
import { mappedCollection } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import type { LocateContext } from '../relational/locate-context';
import { type PointerGroup, pointerGroups } from '../relational/pointer-groups';
import { ifUsable } from '../relational/read-or-report-unread';
import type { RawResult } from '../relational/run-sql';
import { assertSearchableColumns } from '../relational/searched-columns';
import { searchCondition } from './mysql-condition';
import { factText } from './mysql-value';
import type { Relation, Table } from './relation';
import { BoundValues, columnSql } from './sql-text';

/** A row to which more rows than these point is shared beyond doubt; the rest need not be listed. */
const MAX_REFERRERS = 1_000;

/** Rows that several people may share, each with the rows that point at it. */
export async function withReferrers(
  context: LocateContext<Relation>,
  table: Table,
  rows: readonly LocatedRow[],
): Promise<readonly LocatedRow[]> {
  if (table.collection.owner !== 'shared' || rows.length === 0) return rows;
  const { referencedBy, primaryKey } = table.collection;
  const keyOf = (name: string) => context.catalogue.keyOf(mappedCollection(context.store, name));
  const referrers = new Map<LocatedRow, RowRef[]>(rows.map((row) => [row, []]));
  for (const group of pointerGroups(referencedBy, primaryKey, keyOf)) {
    for (const [row, found] of await referrersThrough(context, group, rows)) {
      referrers.get(row)?.push(...found);
    }
  }
  return rows.map((row) => ({ ...row, referrers: referrers.get(row) ?? [] }));
}

async function referrersThrough(
  { run, store, catalogue }: LocateContext<Relation>,
  { collection, pairs }: PointerGroup,
  rows: readonly LocatedRow[],
): Promise<[LocatedRow, RowRef[]][]> {
  const table = ifUsable(() => {
    const pointing = catalogue.table(mappedCollection(store, collection));
    assertSearchableColumns(catalogue, pointing);
    return pointing;
  });
  // The rows there cannot be read: one reference without a key represents them all, so that the row is kept.
  if (!table) return rows.map((row) => [row, [{ collection, key: {} }]]);
  const [{ field, ownField }] = pairs;
  const values = [...new Set(rows.flatMap((row) => ownForms(row, ownField)))];
  const bound = new BoundValues();
  const found = searchCondition(
    table,
    { collection: table.collection, conditions: [{ field, values: values.filter((value) => value !== '') }] },
    bound,
  );
  const key = table.collection.primaryKey.map((name) => columnSql(columnOf(table, name)));
  const fields = pairs.map((pair) => columnSql(columnOf(table, pair.field)));
  const names = [...key, ...fields].map((_, at) => `c${at}`);
  const shown = [...key, ...fields].map((one, at) => `${one} AS ${names[at]}`);
  const sql = `SELECT ${names.join(', ')} FROM (SELECT ${shown.join(', ')},
    ROW_NUMBER() OVER (PARTITION BY ${fields.join(', ')} ORDER BY ${key.join(', ')}) AS nth
    FROM ${table.name} t WHERE ${found}) numbered WHERE nth <= ${MAX_REFERRERS}`;
  const pointing = byPointer(table, pairs, await run(sql, bound.values));
  return rows.map((row) => [row, referrersOf({ row, pairs }, pointing)]);
}

interface Pointing {
  /** What it holds in the fields of the pairs. */
  readonly forms: readonly string[];
  readonly ref: RowRef;
}

/** By the first of the fields, so that each row is compared with those only that may point at it. */
function byPointer(table: Table, pairs: PointerGroup['pairs'], { rows }: RawResult) {
  const { primaryKey, name } = table.collection;
  const columns = pairs.map(({ field }) => columnOf(table, field));
  const pointing = rows.map((row): Pointing => {
    const key = primaryKey.map((field, at) => [field, row[at] ?? '']);
    const held = columns.map((column, at) => factText(row[primaryKey.length + at], column));
    return {
      forms: held.map((value) => looseForm(value ?? '')),
      ref: { collection: name, key: Object.fromEntries(key) },
    };
  });
  return groupBy(pointing, ({ forms: [first = ''] }) => first);
}

/**
 * Errs on the side of too many: one too many keeps a row that could be erased, one too few would erase
 * another person's row.
 */
function referrersOf(
  { row, pairs }: Pick<PointerGroup, 'pairs'> & { readonly row: LocatedRow },
  pointing: ReadonlyMap<string, readonly Pointing[]>,
): RowRef[] {
  const [first = [], ...rest] = pairs.map(({ ownField }) => ownForms(row, ownField).map(looseForm));
  return [...new Set(first)]
    .flatMap((form) => pointing.get(form) ?? [])
    .filter(({ forms: [, ...held] }) => rest.every((wanted, at) => wanted.includes(held[at] ?? '')))
    .map(({ ref }) => ref);
}
