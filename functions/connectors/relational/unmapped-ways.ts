import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { UnreadPlace } from '../../domain/finding';
import type { RelationalCatalogue } from './catalogue';
import { qualifiedTableName } from './fault-place';
import type { LocateContext } from './locate-context';
import type { Table, TableReference } from './relation';

/** Columns that refer to a table outside the map, from which foreign keys lead on to rows of people. */
export interface UnmappedWay {
  readonly constraint: string;
  readonly columns: readonly string[];
  readonly table: string;
}

/**
 * References of the table to others outside the map. None where each row names its person itself, since what
 * else it refers to does not make it anybody else's, or where rows are found by the columns themselves.
 */
export function openReferences(
  { store, catalogue }: Pick<LocateContext, 'store' | 'catalogue'>,
  table: Table,
): TableReference[] {
  const { collection } = table;
  if (collection.ownRecord || collection.owner === 'shared' || namesItsPerson(store, catalogue, table))
    return [];
  const mapped = store.collections.flatMap((one) => {
    const relation = catalogue.relationOf(one);
    return relation ? catalogue.relationsWithin(relation).map(({ oid }) => oid) : [];
  });
  return referencesWithin(catalogue, table).filter(
    (one) => !mapped.includes(one.to) && !isWayIn(collection, one),
  );
}

export function wayOf(
  { constraint, columns }: TableReference,
  { schema, table }: { readonly schema: string; readonly table: string },
): UnmappedWay {
  return { constraint, columns: columns.map(({ own }) => own), table: qualifiedTableName(schema, table) };
}

/** Each once. */
export function waysInOrder(ways: readonly UnmappedWay[]): UnmappedWay[] {
  return [...new Map(ways.map((way) => [wordsOf(way), way])).values()].sort((a, b) =>
    wordsOf(a) < wordsOf(b) ? -1 : 1,
  );
}

/** Those of the table itself, its partitions and all that inherit from it. */
function referencesWithin(catalogue: RelationalCatalogue, table: Table): TableReference[] {
  return catalogue.relationsWithin(table).flatMap(({ references }) => references);
}

/** Whether the database holds each row to a person's own record, by a column that the map follows. */
function namesItsPerson(store: StoreMap, catalogue: RelationalCatalogue, table: Table): boolean {
  const own = new Set(oidsOf(catalogue, ({ ownRecord }) => ownRecord === true));
  const isFilled = (name: string) => table.columns.some((column) => column.name === name && column.notNull);
  const fromOwn = table.collection.reachedBy.flatMap((reach) =>
    'from' in reach && reach.leads === 'down' && reach.from.storeId === store.storeId ? [reach.field] : [],
  );
  return table.references.some(
    ({ to, columns }) =>
      own.has(to) &&
      columns.every((column) => isFilled(column.own)) &&
      columns.some((column) => fromOwn.includes(column.own)),
  );
}

/** Whether the rows are found by the columns themselves, whatever these refer to. */
function isWayIn({ reachedBy }: CollectionMap, { columns }: TableReference): boolean {
  return columns.every(({ own }) =>
    reachedBy.some((reach) => reach.field === own && ('identity' in reach || reach.leads === 'down')),
  );
}

/** The tables of such collections, with their partitions and heirs. */
export function oidsOf(
  catalogue: RelationalCatalogue,
  isMeant: (collection: CollectionMap) => boolean,
): string[] {
  return catalogue.store.collections.filter(isMeant).flatMap((collection) => {
    const relation = catalogue.relationOf(collection);
    return relation ? catalogue.relationsWithin(relation).map(({ oid }) => oid) : [];
  });
}

/** The same as one place that was not searched. */
export function unsearchedWays(
  { collection: { name, title } }: Table,
  ways: readonly UnmappedWay[],
): UnreadPlace[] {
  if (ways.length === 0) return [];
  const words = name === title ? name : `${title} (${name})`;
  const place = `${words} (rows found only ${ways.map(wordsOf).join(', or ')})`;
  return [{ collection: name, place, reason: 'unsearched' }];
}

function wordsOf({ columns, table }: UnmappedWay): string {
  return `by ${columns.join(' and ')} through ${table}`;
}
