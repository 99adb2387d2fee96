import type { Search } from '../../domain/finding';
import { StoreError } from '../connector';
import { searchesByCollection } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import type { LocateContext } from './locate-context';
import { columnSql, schemaAndTable } from './postgres-catalogue';
import { type BoundValues, searchCondition } from './postgres-condition';
import type { Table } from './relation';
import type { VectorColumn } from './vector-columns';

/** How to tell whose a row `t` is, by one collection that describes its table. */
export interface RowOwner {
  readonly collection: string;
  /** Gives `theirs`, `others` or `nobody` for a row. */
  sql(bound: BoundValues): string;
  /** What names the row, as SQL; empty where only its content does. */
  readonly keys: readonly string[];
  readonly keyFields: readonly string[];
  /** Where the first of `keys` is among those of all owners. */
  readonly keyAt: number;
}

/** One for each collection of the map in the table; none where no collection describes it. */
export function rowOwners(
  { store, catalogue }: LocateContext,
  { schema, table: name }: VectorColumn,
  searches: readonly Search[],
): RowOwner[] {
  const here = store.collections.filter((one) => {
    const at = schemaAndTable(one);
    return at.schema === schema && at.table === name;
  });
  const owners: RowOwner[] = [];
  for (const collection of here) {
    const table = usable(() => catalogue.table(collection));
    if (!table) continue;
    const keyFields = table.keyed === 'all' ? table.collection.primaryKey : [];
    owners.push({
      collection: collection.name,
      sql: (bound) => whoseSql(table, mine(store, searches, collection.name), bound),
      keys: keyFields.map((field) => columnSql('t', columnOf(table, field))),
      keyFields,
      keyAt: owners.reduce((sum, { keys }) => sum + keys.length, 0),
    });
  }
  return owners;
}

function usable(read: () => Table): Table | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof StoreError) return undefined;
    throw error;
  }
}

function mine(store: LocateContext['store'], searches: readonly Search[], name: string) {
  return searchesByCollection(
    store,
    searches.filter((search) => search.collection === name && !search.check),
  );
}

/** A row whose ways to people are all empty names nobody. */
function whoseSql(table: Table, searches: ReturnType<typeof mine>, bound: BoundValues): string {
  const theirs = searches.map((search) => searchCondition(table, search, bound));
  const ways = [...new Set(table.collection.reachedBy.map(({ field }) => field))];
  const filled = ways.map((field) => `coalesce(${columnSql('t', columnOf(table, field))}::text, '') <> ''`);
  return `CASE WHEN ${theirs.join(' OR ') || 'false'} THEN 'theirs'
    WHEN ${filled.join(' OR ') || 'false'} THEN 'others' ELSE 'nobody' END`;
}
