import type { LocatedRow, RowRef } from '../../domain/finding';
import { mappedCollection } from '../mapped-collection';
import { whereUsable } from './or-unread';
import { columnOf, quoted } from './postgres-catalogue';
import { BoundValues, foldsCase, searchCondition, wholeNumber } from './postgres-condition';
import { keyText, type LocateContext } from './postgres-locate';
import type { RawResult } from './postgres-session';
import type { Column, Table } from './relation';
import { assertSearchable } from './searched-columns';

/** A row that more rows than this point at is shared beyond doubt; the rest need not be listed. */
const mostReferrers = 1_000;

/** Rows that several people may share, each with the rows that point at it. */
export async function withReferrers(
  context: LocateContext,
  table: Table,
  rows: readonly LocatedRow[],
): Promise<readonly LocatedRow[]> {
  const pointers = table.collection.referencedBy;
  if (table.collection.owner !== 'shared' || rows.length === 0) {
    return rows;
  }
  const referrers = new Map<LocatedRow, RowRef[]>(rows.map((row) => [row, []]));
  for (const pointer of pointers) {
    for (const [row, found] of await referrersThrough(context, pointer, rows)) {
      referrers.get(row)?.push(...found);
    }
  }
  return rows.map((row) => ({ ...row, referrers: referrers.get(row) ?? [] }));
}

async function referrersThrough(
  { run, store, catalogue }: LocateContext,
  pointer: Table['collection']['referencedBy'][number],
  rows: readonly LocatedRow[],
): Promise<[LocatedRow, RowRef[]][]> {
  const table = whereUsable(() => {
    const pointing = catalogue.table(mappedCollection(store, pointer.collection));
    assertSearchable(catalogue, pointing);
    return pointing;
  });
  // Nobody can say who points from there: a row that no search finds stands for all of them.
  if (!table) return rows.map((row) => [row, [{ collection: pointer.collection, key: {} }]]);
  const owned = (row: LocatedRow) => row.facts[pointer.ownField] ?? row.key[pointer.ownField] ?? '';
  const values = [...new Set(rows.map(owned))].filter((value) => value !== '');
  const bound = new BoundValues();
  const conditions = [{ field: pointer.field, values }];
  const found = searchCondition(table, { collection: table.collection, conditions }, bound);
  const key = table.collection.primaryKey.map((column) => `t.${quoted(column)}`);
  const column = columnOf(table, pointer.field);
  const field = `t.${quoted(column.name)}`;
  const sql = `SELECT * FROM (SELECT ${[...key, `${field}::text`].join(', ')},
    row_number() OVER (PARTITION BY ${field} ORDER BY ${key.join(', ')}) AS nth
    FROM ${table.name} t WHERE ${found}) numbered WHERE nth <= ${mostReferrers}`;
  const result = await run(sql, bound.values);
  return rows.map((row) => [row, referrersOf(table, { column, value: owned(row) }, result)]);
}

function referrersOf(
  table: Table,
  { column, value }: { readonly column: Column; readonly value: string },
  result: RawResult,
): RowRef[] {
  const { primaryKey, name } = table.collection;
  const folds = column.base === 'citext' || foldsCase(table, column);
  const same = (text: string) => (folds ? text.toLowerCase() : wholeNumber(text));
  return result.rows
    .filter((row) => same(row[primaryKey.length] ?? '') === same(value))
    .map((row) => ({
      collection: name,
      key: Object.fromEntries(
        primaryKey.map((field, index) => [field, keyText(row[index], result.columns[index]?.type)]),
      ),
    }));
}
