import type { StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import type { OptOutReceipt } from '../connector';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import { optOutValues } from '../opt-out-values';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { assertSearchableColumns } from '../relational/searched-columns';
import { anonymiseRows } from './anonymise-rows';
import { Catalogue } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import type { Table } from './relation';
import type { RowPlace } from './row-key';

/** Sets the fields that the map flags for a right in all rows that the searches find. */
export async function optOutRows(
  run: RunSql,
  store: StoreMap,
  { searches, right }: { readonly searches: readonly Search[]; readonly right: string },
): Promise<OptOutReceipt> {
  const catalogue = await Catalogue.read(run, store);
  const receipt = { found: 0, changed: 0 };
  for (const search of searchesByCollection(store, searches)) {
    const values = optOutValues(search.collection, right);
    if (values === undefined) continue;
    await withFaultPlace(faultPlace(search.collection), async () => {
      const table = catalogue.table(search.collection);
      assertSearchableColumns(catalogue, table);
      const places = await foundPlaces(run, table, search);
      receipt.found += places.length;
      receipt.changed += await anonymiseRows(run, { table, blank: values }, places);
    });
  }
  return receipt;
}

async function foundPlaces(run: RunSql, table: Table, search: CollectionSearch): Promise<RowPlace[]> {
  const bound = new BoundValues();
  const found = searchCondition(table, search, bound);
  const lock = table.columns.some((column) => column.writable) ? ' FOR UPDATE OF t' : '';
  const sql = `SELECT t.tableoid, t.ctid FROM ${table.name} t WHERE ${found}${lock}`;
  const { rows } = await run(sql, bound.values);
  return rows.map(([oid, ctid], key) => ({ key, oid: oid ?? '', ctid: ctid ?? '' }));
}
