import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { FaultPlace } from '../../domain/store-examination';
import { StoreShapeError } from '../connector';
import { faultPlace } from './fault-place';
import { type Column, keysInOrder, type Relation, type Table } from './relation';

/**
 * What the database says it holds, read afresh with each call: a column added since the last deploy must be
 * seen.
 */
export abstract class RelationalCatalogue<R extends Relation = Relation> {
  constructor(
    readonly store: StoreMap,
    readonly relations: readonly R[],
  ) {}

  /** Whether a collection lies in this very table. */
  protected abstract isIn(collection: CollectionMap, relation: Pick<R, 'schema' | 'table'>): boolean;

  /** A relation for SQL, quoted, with its schema. */
  protected abstract quoted(relation: R): string;

  /** Throws {@link StoreForbiddenError} when the desk's user may not read all of it. */
  protected abstract assertReadable(relation: R, name: string, place: FaultPlace): void;

  /** Whether a column holds one value that is written one way. */
  abstract isSearchable(column: R['columns'][number]): boolean;

  /** No address or number is written in bytes; keys are. */
  abstract isBytes(column: R['columns'][number]): boolean;

  relationOf(collection: CollectionMap): R | undefined {
    return this.relations.find((one) => this.isIn(collection, one));
  }

  /** Collections that lie in this very table. */
  collectionsIn(relation: Pick<R, 'schema' | 'table'>): readonly CollectionMap[] {
    return this.store.collections.filter((collection) => this.isIn(collection, relation));
  }

  /**
   * The table of a collection. Throws {@link StoreShapeError} when it, or a column of its key, is not
   * there, or when it is a view, and {@link StoreForbiddenError} when it may not be read; both name the
   * table.
   */
  table(mapped: CollectionMap): Table<R> {
    const relation = this.relationOf(mapped);
    const place = faultPlace(mapped);
    if (relation === undefined)
      throw new StoreShapeError(`the database has no table for ${mapped.name}`, {
        ...place,
        code: 'no-table',
      });
    assertTable(relation, mapped.name, place);
    this.assertReadable(relation, mapped.name, place);
    const collection = withKey(mapped, relation);
    const table = {
      ...relation,
      collection,
      name: this.quoted(relation),
      addresses: addressFields(this.store, collection),
      keyed: keyedness(relation, collection),
      heirs: this.heirsOf(relation),
    };
    for (const field of collection.primaryKey) columnOf(table, field);
    return table;
  }

  /** The fields of its key: those of the map, else those of the database. */
  keyOf(mapped: CollectionMap): readonly string[] {
    const relation = this.relationOf(mapped);
    return relation ? withKey(mapped, relation).primaryKey : mapped.primaryKey;
  }

  /** A table with its partitions and all that inherit from it. */
  relationsWithin({ oid }: Pick<Relation, 'oid'>): R[] {
    const below = this.relations.filter(({ parents }) => parents.includes(oid));
    const all = [
      ...this.relations.filter((one) => one.oid === oid),
      ...below.flatMap((one) => this.relationsWithin(one)),
    ];
    return [...new Map(all.map((one) => [one.oid, one])).values()];
  }

  private heirsOf(relation: R): R[] {
    const children = this.relations.filter(
      (one) => one.parents.includes(relation.oid) && !one.isPartition && relation.kind === 'r',
    );
    const all = children.flatMap((child) => [child, ...this.heirsOf(child)]);
    return [...new Map(all.map((one) => [one.oid, one])).values()];
  }
}

function assertTable({ kind }: Relation, name: string, place: FaultPlace): void {
  const [words, remedy] = UNUSABLE_RELATIONS[kind] ?? [];
  if (words === undefined) return;
  throw new StoreShapeError(`${name} is ${words}: ${remedy}`, { ...place, code: 'view' });
}

const VIEW_REMEDY = 'map the tables behind it, and list the view under skip_processing';
const UNUSABLE_RELATIONS: Readonly<Record<string, readonly [words: string, remedy: string]>> = {
  v: ['a view', VIEW_REMEDY],
  m: ['a materialized view', VIEW_REMEDY],
  f: ['a foreign table', 'map it in a store of its own, the database where its rows lie'],
};

/**
 * Where the map names no key, the one that the database has; without any, a first column to carry the mark of
 * a row's content.
 */
function withKey(collection: CollectionMap, relation: Relation): CollectionMap {
  if (collection.primaryKey.length > 0) return collection;
  const [key] = keysInOrder(relation);
  const [first] = relation.columns;
  return { ...collection, primaryKey: key?.columns ?? (first ? [first.name] : []) };
}

/**
 * An order's `email` that leads to an account's is an address as well, whether or not the map says so twice.
 */
function addressFields(store: StoreMap, collection: CollectionMap): string[] {
  const own = (one: CollectionMap) =>
    one.fields.filter(({ identity }) => identity === 'email').map(({ name }) => name);
  const linked = collection.reachedBy.flatMap((reach) => {
    if (!('from' in reach) || reach.from.storeId !== store.storeId) return [];
    const source = store.collections.find(({ name }) => name === reach.from.collection);
    return source && own(source).includes(reach.from.field) ? [reach.field] : [];
  });
  return [...own(collection), ...linked];
}

/**
 * A row is named by its key where the database keeps it unique; a row with an empty key, or without one, by
 * its content.
 */
function keyedness(relation: Relation, { primaryKey }: CollectionMap): Table['keyed'] {
  const keys = relation.uniqueKeys.filter((key) =>
    key.columns.every((column) => primaryKey.includes(column)),
  );
  if (keys.length === 0) return 'none';
  const filled = (name: string) => relation.columns.some((column) => column.name === name && column.notNull);
  return primaryKey.every(filled) ? 'all' : 'some';
}

export function columnOf<C extends Column>(
  table: { readonly collection: CollectionMap; readonly columns: readonly C[] },
  field: string,
): C {
  const column = table.columns.find((candidate) => candidate.name === field);
  if (column === undefined)
    throw new StoreShapeError(
      `the table of ${table.collection.name} lacks the column ${field} that the map names`,
      {
        ...faultPlace(table.collection),
        field,
        code: 'no-column',
      },
    );
  return column;
}
