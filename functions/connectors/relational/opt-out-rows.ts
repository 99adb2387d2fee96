import type { Search } from '../../domain/finding';
import { type OptOutReceipt, StoreRefusedError } from '../connector';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import { optOutValues } from '../opt-out-values';
import type { RelationalCatalogue } from './catalogue';
import { faultPlace } from './fault-place';
import type { Relation, Table } from './relation';
import { assertSearchableColumns } from './searched-columns';

type Values = NonNullable<ReturnType<typeof optOutValues>>;

/** What an opt-out does in a kind of SQL database, for all rows of a table that a search finds. */
export interface OptOutWays<R extends Relation> {
  /** Locks the rows, and counts them. */
  lock(table: Table<R>, search: CollectionSearch): Promise<number>;
  /** Writes where something else stands. Returns how many rows that were. */
  set(table: Table<R>, values: Values, search: CollectionSearch): Promise<number>;
  /** Whether one of the rows holds something else. */
  differs(table: Table<R>, values: Values, search: CollectionSearch): Promise<boolean>;
  /** Names the collection in faults of the database. */
  at<T>(search: CollectionSearch, work: () => Promise<T>): Promise<T>;
}

/**
 * Sets the fields that the map flags for a right in all rows that the searches find, and reads them back: a
 * trigger or rule of the database may have put the old values back.
 *
 * @throws StoreRefusedError when a row does not hold what was written
 */
export async function optOutRows<R extends Relation>(
  ways: OptOutWays<R>,
  catalogue: RelationalCatalogue<R>,
  { searches, right }: { readonly searches: readonly Search[]; readonly right: string },
): Promise<OptOutReceipt> {
  const receipt = { found: 0, changed: 0 };
  for (const search of searchesByCollection(catalogue.store, searches)) {
    const values = optOutValues(search.collection, right);
    if (values === undefined) continue;
    await ways.at(search, async () => {
      const table = catalogue.table(search.collection);
      assertSearchableColumns(catalogue, table);
      receipt.found += await ways.lock(table, search);
      receipt.changed += await ways.set(table, values, search);
      if (await ways.differs(table, values, search)) throw undone(search);
    });
  }
  return receipt;
}

function undone({ collection }: CollectionSearch): StoreRefusedError {
  const words = 'what was written did not stay: a trigger or rule of the database undid it';
  return new StoreRefusedError(`${collection.name}: ${words}`, {
    ...faultPlace(collection),
    code: 'value-undone',
  });
}
