import type { CollectionMap, StoreMap } from '../../domain/data-map';
import { StoreShapeError } from '../connector';
import type { Affinity, Column, ForeignKey, ReferentialAction, Relation, Table } from './relation';
import { faultPlace, tableName } from './sqlite-place';
import type { Sql, SqlRow } from './sqlite-session';
import { readTrigger, type Trigger } from './trigger-writes';

const TABLES = `
  SELECT name, type, wr, (SELECT sql FROM main.sqlite_schema s WHERE s.type = 'table' AND s.name = l.name) AS text
  FROM pragma_table_list l
  WHERE schema = 'main' AND name NOT LIKE 'sqlite~_%' ESCAPE '~' ORDER BY name`;
const COLUMNS = 'SELECT name, type, "notnull" AS filled, pk, hidden FROM pragma_table_xinfo(?) ORDER BY cid';
const UNIQUE = `
  SELECT l.name AS idx, i.name AS name, i.coll AS coll
  FROM pragma_index_list(?1) l JOIN pragma_index_xinfo(l.name) i
  WHERE l."unique" = 1 AND l.partial = ?2 AND i.key = 1 ORDER BY l.origin = 'pk' DESC, l.seq, i.seqno`;
const REFERENCES = 'SELECT * FROM pragma_foreign_key_list(?) ORDER BY id, seq';
const TRIGGERS = "SELECT name, tbl_name, sql FROM main.sqlite_schema WHERE type = 'trigger'";

/**
 * What the schema of the file says. SQLite compares names of tables and columns without regard to capitals.
 */
export class Catalogue {
  private constructor(
    readonly store: StoreMap,
    readonly relations: readonly Relation[],
    readonly foreignKeys: readonly ForeignKey[],
    readonly triggers: readonly Trigger[],
  ) {}

  static read(sql: Sql, store: StoreMap): Catalogue {
    const relations = sql.rows(TABLES).map((row) => readRelation(sql, row));
    const tables = relations.filter(({ kind }) => kind === 'table');
    const foreignKeys = tables.flatMap(({ name }) => readForeignKeys(sql, name, relations));
    return new Catalogue(store, relations, foreignKeys, sql.rows(TRIGGERS).map(triggerOf));
  }

  /** @throws StoreShapeError for a table that is missing, a view, or without a key. */
  table(collection: CollectionMap): Table {
    const relation = this.relationOf(collection);
    const at = faultPlace(collection);
    if (relation === undefined)
      throw new StoreShapeError(`${collection.name}: the database has no table ${at.table}`, {
        ...at,
        code: 'no-table',
      });
    if (relation.kind !== 'table')
      throw new StoreShapeError(
        `${collection.name}: ${relation.name} is a ${relation.kind === 'view' ? 'view' : 'virtual table'}: map the tables behind it`,
        { ...at, code: 'view' },
      );
    const withKey = withKnownKey(collection, relation);
    const key = withKey.primaryKey.map((name) => columnOf({ ...relation, collection }, name));
    return {
      ...relation,
      collection: withKey,
      key,
      order: orderOf(relation, key),
      addresses: addressFields(this.store, collection),
    };
  }

  relationOf(collection: CollectionMap): Relation | undefined {
    return this.relations.find(({ name }) => name === tableName(collection));
  }

  collectionsIn({ name }: Pick<Relation, 'name'>): CollectionMap[] {
    return this.store.collections.filter((collection) => tableName(collection) === name);
  }

  pointingAt(table: string): ForeignKey[] {
    return this.foreignKeys.filter(({ to }) => isSameName(to, table));
  }
}

function triggerOf({ name, tbl_name, sql }: SqlRow): Trigger {
  return readTrigger(String(name), String(tbl_name), String(sql));
}

function readRelation(sql: Sql, row: SqlRow): Relation {
  const name = String(row.name);
  const kind = String(row.type) as Relation['kind'];
  const described = sql.rows(COLUMNS, [name]);
  const primary = described.filter(({ pk }) => Number(pk) > 0);
  primary.sort((one, other) => Number(one.pk) - Number(other.pk));
  const keys = kind === 'table' ? indexesOf(sql, name, 0) : [];
  const first = primary.map(({ name: column }) => String(column));
  const isFirst = ({ columns }: UniqueIndex) => columns.join() === first.join();
  const own = keys.find(isFirst) ?? { columns: first, collations: first.map(() => 'BINARY') };
  const unique = first.length > 0 ? [own, ...keys.filter((key) => !isFirst(key))] : keys;
  return {
    name,
    kind,
    mayFold: /collate/i.test(String(row.text ?? '')),
    hasPrimaryKey: first.length > 0,
    partialKeys: kind === 'table' ? indexesOf(sql, name, 1).map(({ columns }) => columns) : [],
    alwaysFilled: row.wr === 1n || isRowid(primary) ? first : [],
    columns: described.filter(({ hidden }) => hidden !== 1n).map(readColumn),
    uniqueKeys: unique.map(({ columns }) => columns),
    collations: unique.map(({ collations }) => collations),
    uniqueByThemselves: [
      ...(isRowid(primary) && row.wr !== 1n ? first : []),
      ...uniqueInColumn(String(row.text ?? ''), keys),
    ],
  };
}

/** Columns of unique indexes; one over an expression is unique in something else than its columns. */
function indexesOf(sql: Sql, table: string, partial: 0 | 1): UniqueIndex[] {
  const indexes = new Map<string, UniqueIndex>();
  for (const { idx, name, coll } of sql.rows(UNIQUE, [table, partial])) {
    const { columns, collations } = indexes.get(String(idx)) ?? { columns: [], collations: [] };
    const further = { columns: [...columns, String(name ?? '')], collations: [...collations, String(coll)] };
    indexes.set(String(idx), further);
  }
  return [...indexes.values()].filter(({ columns }) => !columns.includes(''));
}

/**
 * Keys of one column that are unique as this column compares. No pragma says by which collation it does: each
 * that the table's text names may be its own, and what is unique by another is unique by BINARY as well.
 */
function uniqueInColumn(table: string, keys: readonly UniqueIndex[]): string[] {
  const named = [...table.matchAll(/\bcollate\s+["'`[]?(\w+)/gi)].map(([, name = '']) => name.toUpperCase());
  const isRead = named.length === (table.match(/collate/gi) ?? []).length;
  return keys.flatMap(({ columns, collations }) => {
    const own = collations[0]?.toUpperCase();
    const isOwn = isRead && named.every((name) => name === own || name === 'BINARY');
    return columns.length === 1 && isOwn ? columns : [];
  });
}

interface UniqueIndex {
  readonly columns: readonly string[];
  readonly collations: readonly string[];
}

function orderOf({ uniqueKeys, collations }: Relation, key: readonly Column[]): Table['order'] {
  const within = (columns: readonly string[]) =>
    columns.every((name) => key.some((column) => column.name === name));
  const at = uniqueKeys.findIndex(within);
  return (uniqueKeys[at] ?? []).flatMap((name, place) => {
    const column = key.find((one) => one.name === name);
    return column ? [{ column, collation: collations[at]?.[place] ?? 'BINARY' }] : [];
  });
}

/** `INTEGER PRIMARY KEY` is the number by which SQLite itself keeps the row. */
function isRowid(primary: readonly SqlRow[]): boolean {
  return primary.length === 1 && String(primary[0]?.type).toUpperCase() === 'INTEGER';
}

function readColumn({ name, type, filled, hidden }: SqlRow): Column {
  const declared = String(type);
  return {
    name: String(name),
    declared,
    affinity: affinityOf(declared),
    notNull: filled === 1n,
    generated: hidden === 2n || hidden === 3n,
  };
}

/** @see https://www.sqlite.org/datatype3.html#determination_of_column_affinity */
function affinityOf(declared: string): Affinity {
  const type = declared.toUpperCase();
  if (type.includes('INT')) return 'INTEGER';
  if (/CHAR|CLOB|TEXT/.test(type)) return 'TEXT';
  if (type === '' || type.includes('BLOB') || type === 'ANY') return 'BLOB';
  return /REAL|FLOA|DOUB/.test(type) ? 'REAL' : 'NUMERIC';
}

function readForeignKeys(sql: Sql, from: string, relations: readonly Relation[]): ForeignKey[] {
  const byId = new Map<string, SqlRow[]>();
  for (const row of sql.rows(REFERENCES, [from])) {
    const id = String(row.id);
    byId.set(id, [...(byId.get(id) ?? []), row]);
  }
  return [...byId.values()].map((rows) => readForeignKey(from, rows, relations));
}

function readForeignKey(from: string, rows: readonly SqlRow[], relations: readonly Relation[]): ForeignKey {
  const [first] = rows;
  const named = String(first?.table);
  const target = relations.find(({ name }) => isSameName(name, named));
  const [primary = []] = target?.uniqueKeys ?? [];
  const own = relations.find(({ name }) => name === from);
  return {
    from,
    to: target?.name ?? named,
    onDelete: String(first?.on_delete) as ReferentialAction,
    onUpdate: String(first?.on_update) as ReferentialAction,
    columns: rows.map((row, at) => ({
      own: columnName(own, String(row.from)),
      theirs: row.to === null ? (primary[at] ?? '') : columnName(target, String(row.to)),
    })),
  };
}

/** As the table itself writes it: a foreign key may write it in other capitals. */
function columnName(relation: Relation | undefined, written: string): string {
  return relation?.columns.find(({ name }) => isSameName(name, written))?.name ?? written;
}

export function isSameName(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** The key of the map, or else of the table. Rows are named by it, so the database has to keep it unique. */
function withKnownKey(collection: CollectionMap, relation: Relation): CollectionMap {
  const [ofTable] = relation.uniqueKeys;
  const primaryKey = collection.primaryKey.length > 0 ? collection.primaryKey : (ofTable ?? []);
  const isUnique = relation.uniqueKeys.some((key) => key.every((column) => primaryKey.includes(column)));
  if (isUnique && primaryKey.length > 0) return { ...collection, primaryKey };
  throw new StoreShapeError(
    `${collection.name}: no key tells the rows of ${relation.name} apart: give the table a primary key, or name columns that a unique index covers as primary_key in the map`,
    { ...faultPlace(collection), code: 'no-key' },
  );
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

export function columnOf(table: Relation & { readonly collection: CollectionMap }, field: string): Column {
  const column = table.columns.find(({ name }) => name === field);
  if (column) return column;
  throw new StoreShapeError(
    `the table of ${table.collection.name} lacks the column ${field} that the map names`,
    { ...faultPlace(table.collection), field, code: 'no-column' },
  );
}

/** A name for SQL. */
export function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
