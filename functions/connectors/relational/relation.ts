import type { CollectionMap } from '../../domain/data-map';

/** A column as every SQL database knows it. */
export interface Column {
  readonly name: string;
  /** As people write it. */
  readonly type: string;
  /** The name of its type without length; below all domains, where there are some. */
  readonly base: string;
  /** Computed by the database: nothing can be written into it. */
  readonly generated: boolean;
  /** From what, as SQL over the columns of the row; null where it is not. */
  readonly computed: string | null;
  readonly notNull: boolean;
  /** Of a text, in characters. */
  readonly length: number | null;
  /** Of an enum. */
  readonly labels: readonly string[] | null;
  readonly readable: boolean;
  readonly writable: boolean;
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
  /** `oid` of the table pointed at. */
  readonly to: string;
  readonly columns: readonly { readonly own: string; readonly theirs: string }[];
}

/** A table, view or partition as the catalogue shows it to the desk's user. */
export interface Relation<C extends Column = Column> {
  /** What the database knows it by. */
  readonly oid: string;
  readonly schema: string;
  readonly table: string;
  /** r table, p partitioned, f foreign, v view, m materialized view. */
  readonly kind: string;
  readonly isPartition: boolean;
  readonly parents: readonly string[];
  readonly columns: readonly C[];
  readonly uniqueKeys: readonly UniqueKey[];
  /** Columns of unique indexes that are partial or over an expression. */
  readonly looselyUnique: readonly (readonly string[])[];
  readonly looseKeys: readonly LooseKey[];
  readonly references: readonly TableReference[];
  /** Columns by whose ranges it is parted. */
  readonly rangedBy: readonly string[];
  /** The desk's user may delete its rows. */
  readonly deletable: boolean;
}

/**
 * A table as it is, seen through the map: names that reach SQL come from here, where map and catalogue agree.
 */
export type Table<R extends Relation = Relation> = R & {
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
  /** Tables that inherit from it and are no partitions. */
  readonly heirs: readonly R[];
};

/** Unique keys, those first that name every row: the primary key, then those that are never empty. */
export function keysInOrder({ uniqueKeys, columns }: Pick<Relation, 'uniqueKeys' | 'columns'>): UniqueKey[] {
  const filled = (key: UniqueKey) =>
    key.columns.every((name) => columns.some((column) => column.name === name && column.notNull));
  const rank = (key: UniqueKey) => (key.primary ? 0 : filled(key) ? 1 : 2);
  return [...uniqueKeys].sort((a, b) => rank(a) - rank(b));
}
