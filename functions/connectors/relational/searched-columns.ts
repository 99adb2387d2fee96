import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { StoreProblem } from '../../domain/store-examination';
import { StoreShapeError } from '../connector';
import type { RelationalCatalogue } from './catalogue';
import { faultPlace } from './fault-place';
import { keyPartProblems } from './key-parts';
import { type Column, keysInOrder, type Table } from './relation';
import { storeProblemOf } from './store-problem';

/** Fields by which rows are found, or by which they lead to rows elsewhere in this store. */
function searchedFields(store: StoreMap, collection: CollectionMap): Set<string> {
  return new Set([
    ...identityFields(collection),
    ...collection.reachedBy.map(({ field }) => field),
    ...leadingFields(store, collection),
  ]);
}

function identityFields({ fields }: CollectionMap): string[] {
  return fields.filter(({ identity }) => identity !== undefined).map(({ name }) => name);
}

/** Fields whose values are looked for in other collections. */
function leadingFields(store: StoreMap, { name }: CollectionMap): Set<string> {
  const reaches = store.collections.flatMap(({ reachedBy }) => reachedBy);
  return new Set(
    reaches.flatMap((reach) =>
      'from' in reach && reach.from.storeId === store.storeId && reach.from.collection === name
        ? [reach.from.field]
        : [],
    ),
  );
}

/**
 * Searches of this table that would find nothing whatever it holds, and keys that lead nowhere. No row is
 * read.
 */
export function searchProblems(catalogue: RelationalCatalogue, table: Table): StoreProblem[] {
  const { store } = catalogue;
  const searched = searchedFields(store, table.collection);
  const identities = identityFields(table.collection);
  const columns = table.columns.filter(
    (column) =>
      searched.has(column.name) &&
      (!catalogue.isSearchable(column) || (catalogue.isBytes(column) && identities.includes(column.name))),
  );
  return [
    ...columns.map((column) => unsearchableProblem(table, column)),
    ...sharedKeyProblems(store, table),
    ...keyPartProblems(catalogue, table),
  ];
}

function unsearchableProblem({ collection }: Table, { name, type }: Column): StoreProblem {
  return storeProblemOf(collection, {
    code: 'unsearchable',
    field: name,
    problem: `People's rows are to be found by ${name}, but a column of type ${type} cannot be searched for one value.`,
    remedy: `Keep what ${name} holds one value a row, in a plain column or a table of its own, and map that instead. Until then somebody has to look by hand.`,
    blocks: 'everything',
  });
}

/** Rows that share a mapped key are known by their content, and that leads to nobody's rows. */
function sharedKeyProblems(store: StoreMap, table: Table): StoreProblem[] {
  const mapped = store.collections.find(({ name }) => name === table.collection.name)?.primaryKey ?? [];
  if (table.keyed !== 'none' || mapped.length === 0) return [];
  const [real] = keysInOrder(table);
  const leads = [...leadingFields(store, table.collection)].some((field) => mapped.includes(field));
  if (real === undefined && !leads) return [];
  const then = 'so it does not say which row is meant, and what hangs on the row would not be found';
  return [
    storeProblemOf(table.collection, {
      code: 'key-not-unique',
      problem: `The map names ${mapped.join(', ')} as the key, which the database does not keep unique, ${then}.`,
      remedy: real
        ? `Mark ${real.columns.join(', ')} as primary_key in the map: the database keeps ${real.columns.length > 1 ? 'them together' : 'it'} unique.`
        : `Have the database keep it unique: ALTER TABLE ${table.name} ADD UNIQUE (${mapped.join(', ')}).`,
      blocks: 'everything',
    }),
  ];
}

/**
 * Throws {@link StoreShapeError} for a table in which a search would find nothing though there may be
 * something.
 */
export function assertSearchableColumns(catalogue: RelationalCatalogue, table: Table): void {
  const [first] = searchProblems(catalogue, table);
  if (first === undefined) return;
  throw new StoreShapeError(`${table.collection.name}: ${first.problem} ${first.remedy}`, {
    ...faultPlace(table.collection),
    ...(first.field ? { field: first.field } : {}),
    ...(first.constraint ? { constraint: first.constraint } : {}),
    code: first.code,
  });
}

/**
 * Tables into which the shop's triggers write by the map, and that no collection describes: what they write
 * about a person would stay.
 */
export function triggerProblems(
  { store }: RelationalCatalogue,
  { collection }: Table,
  written: readonly string[],
): StoreProblem[] {
  const described = store.collections.map((one) => faultPlace(one).table);
  return written
    .filter((name) => !described.includes(name))
    .map((name) =>
      storeProblemOf(collection, {
        code: 'writes-unmapped',
        table: name,
        problem: `An erasure here sets off a trigger that writes to ${name}, which no collection of the map describes: what it writes about the person would stay.`,
        remedy: `Describe ${name} in the map, with what becomes of its rows, or have the trigger write nothing when the desk erases, and take it out of physical.triggers_write.`,
        blocks: 'erasure',
      }),
    );
}
