import type { LocatedRow } from '../../domain/finding';
import { StoreShapeError } from '../connector';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import { assumedUnique } from '../relational/key-parts';
import type { LocateContext } from '../relational/locate-context';
import { searchCondition } from './mysql-condition';
import type { Relation, Table } from './relation';
import { BoundValues, columnSql } from './sql-text';

/**
 * Looks up once more the rows to which others refer by a column that the map only assumes to be unique.
 * Throws {@link StoreShapeError} where a second row holds the same value, since nothing says which of the two
 * is meant.
 */
export async function assertReferredValuesUnique(
  { run, catalogue }: LocateContext<Relation>,
  table: Table,
  rows: readonly LocatedRow[],
): Promise<void> {
  for (const field of assumedUnique(catalogue, table)) {
    const held = rows.flatMap(({ key, facts }) => key[field] ?? facts[field] ?? []);
    if (held.length === 0) continue;
    const bound = new BoundValues();
    const conditions = [{ field, values: [...new Set(held)] }];
    const found = searchCondition(table, { collection: table.collection, conditions }, bound);
    const column = columnSql(columnOf(table, field));
    const sql = `SELECT 1 FROM ${table.name} t WHERE ${found} GROUP BY ${column} HAVING COUNT(*) > 1 LIMIT 1`;
    if ((await run(sql, bound.values)).rows.length === 0) continue;
    const words = `holds several rows of one ${field}, by which others refer to it: let them refer to all of its key`;
    throw new StoreShapeError(`${table.collection.name} ${words}`, {
      ...faultPlace(table.collection),
      field,
      code: 'part-of-key',
    });
  }
}
