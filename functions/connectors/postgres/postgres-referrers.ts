import type { LocatedRow, RowRef } from '../../domain/finding';
import { looseForm, ownForms } from '../../domain/found-rows';
import { groupBy } from '../group-by';
import { mappedCollection } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { type PointerGroup, pointerGroups } from '../relational/pointer-groups';
import { ifUsable } from '../relational/read-or-report-unread';
import type { RawResult } from '../relational/run-sql';
import { assertSearchableColumns } from '../relational/searched-columns';
import type { LocateContext } from './locate-context';
import { quoteIdentifier } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import { keyColumnText } from './postgres-value';
import type { Table } from './relation';

/** A row to which more rows than these point is shared beyond doubt; the rest need not be listed. */
const MAX_REFERRERS = 1_000;

/** Rows that several people may share, each with the rows that point at it. */
export async function withReferrers(
  context: LocateContext,
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
  { run, store, catalogue }: LocateContext,
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
  const key = table.collection.primaryKey.map((column) => `t.${quoteIdentifier(column)}`);
  const fields = pairs.map((pair) => `t.${quoteIdentifier(columnOf(table, pair.field).name)}`);
  const sql = `SELECT * FROM (SELECT ${[...key, ...fields.map((one) => `${one}::text`)].join(', ')},
    row_number() OVER (PARTITION BY ${fields.join(', ')} ORDER BY ${key.join(', ')}) AS nth
    FROM ${table.name} t WHERE ${found}) numbered WHERE nth <= ${MAX_REFERRERS}`;
  const pointing = byPointer(table, pairs.length, await run(sql, bound.values));
  return rows.map((row) => [row, referrersOf({ row, pairs }, pointing)]);
}

interface Pointing {
  /** What it holds in the fields of the pairs. */
  readonly forms: readonly string[];
  readonly ref: RowRef;
}

/** By the first of the fields, so that each row is compared with those only that may point at it. */
function byPointer(table: Table, pairs: number, { rows, columns }: RawResult) {
  const { primaryKey, name } = table.collection;
  const pointing = rows.map((row): Pointing => {
    const key = primaryKey.map((field, at) => [field, keyColumnText(row[at], columns[at]?.type)]);
    const held = row.slice(primaryKey.length, primaryKey.length + pairs);
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
