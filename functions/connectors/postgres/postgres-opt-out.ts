import type { CollectionSearch } from '../mapped-collection';
import { faultPlace } from '../relational/fault-place';
import type { OptOutWays } from '../relational/opt-out-rows';
import type { RunSql } from '../relational/run-sql';
import { rowsNotBlankYet } from './anonymise-rows';
import { changeRowsOnly } from './assert-changes-no-more';
import { BoundValues, searchCondition } from './postgres-condition';
import { withFaultPlace } from './postgres-errors';
import type { Relation, Table } from './relation';
import type { RowPlace } from './row-key';

/** An opt-out in the transaction of the caller. */
export function optOutWays(run: RunSql): OptOutWays<Relation> {
  return {
    at: ({ collection }, work) => withFaultPlace(faultPlace(collection), work),
    lock: async (table, search) => (await foundPlaces(run, table, search)).length,
    set: async (table, blank, search) =>
      changeRowsOnly(run, { table, blank }, await foundPlaces(run, table, search)),
    // A row that was written is at another place.
    differs: async (table, blank, search) => {
      const places = await foundPlaces(run, table, search);
      return places.length > 0 && (await rowsNotBlankYet(run, { table, blank }, places)).length > 0;
    },
  };
}

async function foundPlaces(run: RunSql, table: Table, search: CollectionSearch): Promise<RowPlace[]> {
  const bound = new BoundValues();
  const found = searchCondition(table, search, bound);
  const lock = table.columns.some((column) => column.writable) ? ' FOR UPDATE OF t' : '';
  const sql = `SELECT t.tableoid, t.ctid FROM ${table.name} t WHERE ${found}${lock}`;
  const { rows } = await run(sql, bound.values);
  return rows.map(([oid, ctid], key) => ({ key, oid: oid ?? '', ctid: ctid ?? '' }));
}
