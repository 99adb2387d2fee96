import type { CollectionMap, StoreMap } from '../../domain/data-map';
import { type StoreShape, StoreShapeError } from '../connector';
import type { RunSql } from './postgres-session';

export interface Column {
  readonly name: string;
  /** The type as SQL writes it, safe to cast to. */
  readonly type: string;
  /** pg_type.typcategory: S text, N number, A array, C composite ... */
  readonly category: string;
  readonly generated: boolean;
}

/** A table as it is, seen through the map: names that reach SQL come from here, where map and catalogue agree. */
export interface Table {
  readonly collection: CollectionMap;
  /** Quoted, with its schema. */
  readonly name: string;
  readonly columns: readonly Column[];
  readonly uniqueKeys: readonly (readonly string[])[];
}

const columnsSql = `
  SELECT n.nspname, c.relname, a.attname, format_type(a.atttypid, -1), t.typcategory, a.attgenerated <> ''
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
  JOIN pg_type t ON t.oid = a.atttypid
  WHERE c.relkind IN ('r', 'p', 'f') AND NOT c.relispartition AND n.nspname = ANY($1::text[])
  ORDER BY n.nspname, c.relname, a.attnum`;

const uniqueKeysSql = `
  SELECT n.nspname, c.relname, (SELECT json_agg(a.attname) FROM pg_attribute a
    WHERE a.attrelid = c.oid AND a.attnum = ANY(i.indkey))
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indrelid
  JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE i.indisunique AND i.indisvalid AND i.indpred IS NULL AND i.indexprs IS NULL AND n.nspname = ANY($1::text[])`;

/** What the database says it holds, read afresh with each call: a column added since the last deploy must be seen. */
export class Catalogue {
  private constructor(
    private readonly store: StoreMap,
    private readonly columns: ReadonlyMap<string, readonly Column[]>,
    private readonly uniqueKeys: ReadonlyMap<string, readonly (readonly string[])[]>,
  ) {}

  static async read(run: RunSql, store: StoreMap): Promise<Catalogue> {
    const schemas = [...new Set(store.collections.map((collection) => place(collection).schema))];
    const columns = await run(columnsSql, [schemas]);
    const keys = await run(uniqueKeysSql, [schemas]);
    return new Catalogue(
      store,
      gather(columns.rows, ([name, type, category, generated]) => ({
        name: name ?? '',
        type: type ?? '',
        category: category ?? '',
        generated: generated === 't',
      })),
      gather(keys.rows, ([names]) => JSON.parse(names ?? '[]') as string[]),
    );
  }

  /** The table of a collection. Throws {@link StoreShapeError} when it, or a column of its key, is not there, or when the key is not unique. */
  table(collection: CollectionMap): Table {
    const { schema, table } = place(collection);
    const columns = this.columns.get(nameOf(schema, table));
    if (columns === undefined) {
      throw new StoreShapeError(`the database has no table for ${collection.name}`);
    }
    const uniqueKeys = this.uniqueKeys.get(nameOf(schema, table)) ?? [];
    const found = { collection, name: `${quoted(schema)}.${quoted(table)}`, columns, uniqueKeys };
    assertKey(found);
    return found;
  }

  shape(): StoreShape {
    const mapped = new Map(
      this.store.collections.map((collection) => {
        const { schema, table } = place(collection);
        return [nameOf(schema, table), collection.name];
      }),
    );
    const collections = [...this.columns].map(([key, columns]) => {
      const [schema, table] = JSON.parse(key) as [string, string];
      const plain = schema === 'public' ? table : `${schema}.${table}`;
      return {
        name: mapped.get(key) ?? plain,
        fields: columns.map((column) => ({ name: column.name, type: column.type })),
      };
    });
    return { collections };
  }
}

function place({ name, physical }: CollectionMap): { readonly schema: string; readonly table: string } {
  const { schema = 'public', table = name } = physical as { schema?: string; table?: string };
  return { schema, table };
}

function nameOf(schema: string, table: string): string {
  return JSON.stringify([schema, table]);
}

function gather<T>(
  rows: readonly (readonly (string | null)[])[],
  read: (rest: readonly (string | null)[]) => T,
): ReadonlyMap<string, readonly T[]> {
  const gathered = new Map<string, T[]>();
  for (const [schema, table, ...rest] of rows) {
    const key = nameOf(schema ?? '', table ?? '');
    gathered.set(key, [...(gathered.get(key) ?? []), read(rest)]);
  }
  return gathered;
}

function assertKey(table: Table): void {
  const { primaryKey, name } = table.collection;
  for (const field of primaryKey) {
    columnOf(table, field);
  }
  if (!table.uniqueKeys.some((key) => key.every((field) => primaryKey.includes(field)))) {
    throw new StoreShapeError(`the primary key in the map of ${name} is not unique in the database`);
  }
}

export function columnOf(table: Table, field: string): Column {
  const column = table.columns.find((candidate) => candidate.name === field);
  if (column === undefined) {
    throw new StoreShapeError(`the table of ${table.collection.name} lacks a column that the map names`);
  }
  return column;
}

/** An identifier for SQL. Names come from map and catalogue, never from a request; quoting makes odd ones harmless. */
export function quoted(identifier: string): string {
  if (identifier.includes('\0')) {
    throw new StoreShapeError('a name in the map holds a NUL character');
  }
  return `"${identifier.replaceAll('"', '""')}"`;
}
