import type { CollectionMap, StoreMap } from '../../domain/data-map';
import type { FaultPlace } from '../../domain/store-examination';
import { StoreForbiddenError, StoreShapeError } from '../connector';
import { ALL_RELATIONS_SQL, NAMED_RELATIONS_SQL } from './catalogue-sql';
import { innerColumns } from './inner-columns';
import { qualifiedTableName } from './postgres-errors';
import { postgresPlace } from './postgres-place';
import type { RunSql } from './postgres-session';
import { type Column, keysInOrder, type Relation, readRelation, type Table } from './relation';

/**
 * What the database says it holds, read afresh with each call: a column added since the last deploy must be
 * seen.
 */
export class Catalogue {
  private constructor(
    readonly store: StoreMap,
    readonly relations: readonly Relation[],
  ) {}

  /** The tables of the map, with those that inherit from them. */
  static async read(run: RunSql, store: StoreMap): Promise<Catalogue> {
    const places = store.collections.map(schemaAndTable);
    const { rows } = await run(NAMED_RELATIONS_SQL, [
      places.map(({ schema }) => schema),
      places.map(({ table }) => table),
    ]);
    return new Catalogue(store, relationsOf(rows));
  }

  /** All tables and views of all schemas. */
  static async readAll(run: RunSql, store: StoreMap): Promise<Catalogue> {
    return new Catalogue(store, relationsOf((await run(ALL_RELATIONS_SQL)).rows));
  }

  relationOf(collection: CollectionMap): Relation | undefined {
    const { schema, table } = schemaAndTable(collection);
    return this.relations.find((one) => one.schema === schema && one.table === table);
  }

  /** Collections that lie in this very table. */
  collectionsIn(relation: Pick<Relation, 'schema' | 'table'>): readonly CollectionMap[] {
    return this.store.collections.filter((collection) => {
      const { schema, table } = schemaAndTable(collection);
      return relation.schema === schema && relation.table === table;
    });
  }

  /**
   * The table of a collection. Throws {@link StoreShapeError} when it, or a column of its key, is not
   * there, or when it is a view, and {@link StoreForbiddenError} when it may not be read; both name the
   * table.
   */
  table(mapped: CollectionMap): Table {
    const relation = this.relationOf(mapped);
    const place = faultPlace(mapped);
    if (relation === undefined)
      throw new StoreShapeError(`the database has no table for ${mapped.name}`, {
        ...place,
        code: 'no-table',
      });
    assertTable(relation, mapped.name, place);
    assertReadable(relation, mapped.name, place);
    const collection = withKey(mapped, relation);
    const table = {
      ...relation,
      collection,
      name: qualifiedName(relation),
      addresses: addressFields(this.store, collection),
      keyed: keyedness(relation, collection),
      inner: innerColumns(collection, relation),
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
  relationsWithin({ oid }: Pick<Relation, 'oid'>): Relation[] {
    const below = this.relations.filter(({ parents }) => parents.includes(oid));
    const all = [
      ...this.relations.filter((one) => one.oid === oid),
      ...below.flatMap((one) => this.relationsWithin(one)),
    ];
    return [...new Map(all.map((one) => [one.oid, one])).values()];
  }

  private heirsOf(relation: Relation): Relation[] {
    const children = this.relations.filter(
      (one) => one.parents.includes(relation.oid) && !one.isPartition && relation.kind === 'r',
    );
    const all = children.flatMap((child) => [child, ...this.heirsOf(child)]);
    return [...new Map(all.map((one) => [one.oid, one])).values()];
  }
}

function relationsOf(rows: readonly (readonly (string | null)[])[]): Relation[] {
  return rows.map(([json]) => readRelation(json ?? '{}'));
}

/**
 * The schema and table of a collection: `physical.schema` and `physical.table`, else `public` and its own
 * name.
 */
export function schemaAndTable(collection: CollectionMap): {
  readonly schema: string;
  readonly table: string;
} {
  const { schema = 'public', table = collection.name } = postgresPlace(collection);
  return { schema, table };
}

export function faultPlace(collection: CollectionMap): FaultPlace {
  const { schema, table } = schemaAndTable(collection);
  return { collection: collection.name, table: qualifiedTableName(schema, table) };
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

function assertReadable(relation: Relation, name: string, place: FaultPlace): void {
  if (relation.rowSecurity) {
    const words = 'has row security that applies to the desk: give its user BYPASSRLS';
    throw new StoreForbiddenError(`${name} ${words}`, { ...place, code: 'row-security' });
  }
  if (!relation.usable || relation.columns.some((column) => !column.readable))
    throw new StoreForbiddenError(`${name} may not be read whole: grant SELECT on it`, {
      ...place,
      code: '42501',
    });
}

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

export function columnOf(table: Table, field: string): Column {
  const column = [...table.columns, ...table.inner].find((candidate) => candidate.name === field);
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

/** The value of a column, or of a place inside one, in a row of this alias. */
export function columnSql(alias: string, { name, inside }: Pick<Column, 'name' | 'inside'>): string {
  const before = alias === '' ? '' : `${alias}.`;
  if (!inside) return `${before}${quoteIdentifier(name)}`;
  const path = inside.path.map((part) => `'${part.replaceAll("'", "''")}'`).join(', ');
  return `(${before}${quoteIdentifier(inside.column)}::pg_catalog.jsonb OPERATOR(pg_catalog.#>>) ARRAY[${path}]::text[])`;
}

/** A relation for SQL, quoted, with its schema. */
export function qualifiedName({ schema, table }: Pick<Relation, 'schema' | 'table'>): string {
  return `${quoteIdentifier(schema)}.${quoteIdentifier(table)}`;
}

/**
 * An identifier for SQL. Names come from map and catalogue, never from a request; quoting makes odd ones
 * harmless.
 */
export function quoteIdentifier(identifier: string): string {
  if (identifier.includes('\0')) throw new StoreShapeError('a name in the map holds a NUL character');
  return `"${identifier.replaceAll('"', '""')}"`;
}
