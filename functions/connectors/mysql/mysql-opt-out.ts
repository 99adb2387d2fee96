import type { StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import { type OptOutReceipt, StoreRefusedError } from '../connector';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import { optOutValues } from '../opt-out-values';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { assertSearchableColumns } from '../relational/searched-columns';
import type { RowBlanking } from './anonymise-rows';
import { fieldWrites } from './mysql-blank';
import { Catalogue } from './mysql-catalogue';
import { searchCondition } from './mysql-condition';
import { withFaultPlace } from './mysql-errors';
import { BoundValues, columnSql } from './sql-text';

/** Sets the fields that the map flags for a right in all rows that the searches find. */
export async function optOutRows(
  run: RunSql,
  store: StoreMap,
  { searches, right }: { readonly searches: readonly Search[]; readonly right: string },
): Promise<OptOutReceipt> {
  const catalogue = await Catalogue.read(run, store);
  const receipt = { found: 0, changed: 0 };
  for (const search of searchesByCollection(store, searches)) {
    const blank = optOutValues(search.collection, right);
    if (blank === undefined) continue;
    await withFaultPlace(faultPlace(search.collection), async () => {
      const table = catalogue.table(search.collection);
      assertSearchableColumns(catalogue, table);
      receipt.found += await lockFound(run, { table, blank }, search);
      receipt.changed += await setFound(run, { table, blank }, search);
    });
  }
  return receipt;
}

async function lockFound(run: RunSql, { table }: RowBlanking, search: CollectionSearch): Promise<number> {
  const bound = new BoundValues();
  const sql = `SELECT 1 FROM ${table.name} t WHERE ${searchCondition(table, search, bound)} FOR UPDATE`;
  return (await run(sql, bound.values)).rows.length;
}

async function setFound(
  run: RunSql,
  { table, blank }: RowBlanking,
  search: CollectionSearch,
): Promise<number> {
  const bound = new BoundValues();
  const writes = fieldWrites(table, blank);
  const set = writes.map(({ column, value }) => `${columnSql(column)} = ${value(bound, 'NULL')}`);
  const found = searchCondition(table, search, bound);
  const differs = writes.map((write) => write.differs(bound));
  const sql = `UPDATE ${table.name} t SET ${set.join(', ')} WHERE ${found} AND (${differs.join(' OR ')})`;
  const { rowCount } = await run(sql, bound.values);
  await assertSet(run, { table, blank }, search);
  return rowCount;
}

/** A trigger may have put the old value back: then nothing was changed, whatever the server counts. */
async function assertSet(
  run: RunSql,
  { table, blank }: RowBlanking,
  search: CollectionSearch,
): Promise<void> {
  const bound = new BoundValues();
  const found = searchCondition(table, search, bound);
  const differs = fieldWrites(table, blank).map((write) => write.differs(bound));
  const sql = `SELECT 1 FROM ${table.name} t WHERE ${found} AND (${differs.join(' OR ')}) LIMIT 1`;
  if ((await run(sql, bound.values)).rows.length === 0) return;
  throw new StoreRefusedError(`${table.collection.name} still holds what it held before`, {
    ...faultPlace(table.collection),
    code: 'value-undone',
  });
}
