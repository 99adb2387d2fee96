import type { CollectionMap } from '../../domain/data-map';

export interface Column {
  readonly name: string;
  /** As people write it. */
  readonly type: string;
  /** The same with its length or scale: `numeric(10,2)`. */
  readonly sized: string;
  /** Quoted with its schema: means the same under any search path. */
  readonly sqlType: string;
  /** pg_type.typcategory: S text, N number, A array, C composite ... */
  readonly category: string;
  /** pg_type.typname below all domains, and its typtype: b base, e enum, r range ... */
  readonly base: string;
  readonly kind: string;
  readonly domain: boolean;
  /** Computed by the database: nothing can be written into it. */
  readonly generated: boolean;
  /** From what, as SQL over the columns of the row; null where it is not. */
  readonly computed: string | null;
  readonly notNull: boolean;
  /** Of varchar(n) and char(n), in characters. */
  readonly length: number | null;
  readonly labels: readonly string[] | null;
  /** `OPERATOR(schema.=)` of its type. */
  readonly equality: string;
  /** False where the collation calls different texts equal. */
  readonly strictCollation: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  /** A value inside a JSON column, which the map names as a field: the column, and the path to the value. */
  readonly inside?: { readonly column: string; readonly path: readonly string[] };
}

export interface UniqueKey {
  /** Of the index that keeps it. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly primary: boolean;
  /** NULLS NOT DISTINCT: at most one row without a value. */
  readonly nullsEqual: boolean;
}

/** A unique index over a part of the rows, or over expressions: `width` values are unique together. */
export interface LooseKey {
  readonly name: string;
  readonly width: number;
  readonly columns: readonly string[];
}

/** A foreign key of the table. */
export interface TableReference {
  readonly constraint: string;
  /** OID of the table pointed at. */
  readonly to: string;
  readonly columns: readonly { readonly own: string; readonly theirs: string }[];
}

/** A table, view or partition as the catalogue shows it to the desk's user. */
export interface Relation {
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  /** pg_class.relkind: r table, p partitioned, f foreign, v view, m materialized view. */
  readonly kind: string;
  readonly isPartition: boolean;
  readonly parents: readonly string[];
  readonly columns: readonly Column[];
  readonly uniqueKeys: readonly UniqueKey[];
  /** Columns of unique indexes that are partial or over an expression. */
  readonly looselyUnique: readonly (readonly string[])[];
  readonly looseKeys: readonly LooseKey[];
  readonly references: readonly TableReference[];
  /** Columns by whose ranges it is parted. */
  readonly rangedBy: readonly string[];
  readonly indexExpressions: readonly string[];
  /** A policy applies to the desk's user. */
  readonly rowSecurity: boolean;
  /** The user may use the schema. */
  readonly usable: boolean;
  readonly selectable: boolean;
  readonly deletable: boolean;
  readonly extension: string | null;
}

/**
 * A table as it is, seen through the map: names that reach SQL come from here, where map and catalogue agree.
 */
export interface Table extends Relation {
  readonly collection: CollectionMap;
  /** Quoted, with its schema. */
  readonly name: string;
  /**
   * Whether every row has a key of its own. `some`: rows without a value in the key are identified by their
   * content; `none`: all of them are.
   */
  readonly keyed: 'all' | 'some' | 'none';
  /**
   * Fields that hold e-mail addresses: by the map, or because they are reached from such a field of this
   * store.
   */
  readonly addresses: readonly string[];
  /** Values inside JSON columns that the map names as fields. */
  readonly inner: readonly Column[];
  /** Tables that inherit from it and are no partitions. */
  readonly heirs: readonly Relation[];
}

type Raw = { readonly [Field in keyof Relation]: Relation[Field] | null };

/** A relation from the catalogue's JSON, in which an empty list is null. */
export function readRelation(json: string): Relation {
  const raw = JSON.parse(json) as Raw;
  return {
    ...(raw as Relation),
    parents: raw.parents ?? [],
    columns: raw.columns ?? [],
    uniqueKeys: raw.uniqueKeys ?? [],
    looselyUnique: (raw.looselyUnique ?? []).map((columns) => columns ?? []),
    indexExpressions: raw.indexExpressions ?? [],
    looseKeys: (raw.looseKeys ?? []).map((key) => ({ ...key, columns: key.columns ?? [] })),
    references: raw.references ?? [],
    rangedBy: raw.rangedBy ?? [],
  };
}

/** Unique keys, those first that name every row: the primary key, then those that are never empty. */
export function keysInOrder({ uniqueKeys, columns }: Pick<Relation, 'uniqueKeys' | 'columns'>): UniqueKey[] {
  const filled = (key: UniqueKey) =>
    key.columns.every((name) => columns.some((column) => column.name === name && column.notNull));
  const rank = (key: UniqueKey) => (key.primary ? 0 : filled(key) ? 1 : 2);
  return [...uniqueKeys].sort((a, b) => rank(a) - rank(b));
}
