import type { CollectionMap } from '../../domain/data-map';

/**
 * How a column turns what is written into it.
 *
 * @see https://www.sqlite.org/datatype3.html#determination_of_column_affinity
 */
export type Affinity = 'TEXT' | 'NUMERIC' | 'INTEGER' | 'REAL' | 'BLOB';

export interface Column {
  readonly name: string;
  /** As the table declares it; empty where it does not. */
  readonly declared: string;
  readonly affinity: Affinity;
  readonly notNull: boolean;
  /** The database computes it. */
  readonly generated: boolean;
}

export interface Relation {
  readonly name: string;
  readonly kind: 'table' | 'view' | 'virtual' | 'shadow';
  readonly columns: readonly Column[];
  /** Columns of each key that no two rows share, the primary key first. */
  readonly uniqueKeys: readonly (readonly string[])[];
  /** How each of these keys compares each of its columns: `BINARY`, `NOCASE` or another. */
  readonly collations: readonly (readonly string[])[];
  /** Columns in which, as the column itself compares, no two rows are equal. */
  readonly uniqueByThemselves: readonly string[];
  /** Some column of it may ignore capitals, or spaces at the end. */
  readonly mayFold: boolean;
  readonly hasPrimaryKey: boolean;
  /** Columns of indexes that are unique among some rows only. */
  readonly partialKeys: readonly (readonly string[])[];
  /** Columns of a primary key that is never empty: one whole number, or in a table WITHOUT ROWID. */
  readonly alwaysFilled: readonly string[];
}

export interface ForeignKey {
  readonly from: string;
  readonly to: string;
  readonly onDelete: ReferentialAction;
  readonly onUpdate: ReferentialAction;
  readonly columns: readonly { readonly own: string; readonly theirs: string }[];
}

export type ReferentialAction = 'NO ACTION' | 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

/** The table of a collection, whose key the map or the table names. */
export interface Table extends Relation {
  readonly collection: CollectionMap;
  readonly key: readonly Column[];
  /** Columns of a unique key within it, each with its collation: no two rows are equal in this order. */
  readonly order: readonly { readonly column: Column; readonly collation: string }[];
  /** Fields that hold e-mail addresses. */
  readonly addresses: readonly string[];
}
