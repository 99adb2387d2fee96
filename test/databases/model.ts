/**
 * The generator's model of a database: tables, rows with known owners, and the map that a hasty developer
 * writes.
 */
export type Value = string | number | boolean | null;

export type OnDelete = 'NO ACTION' | 'RESTRICT' | 'CASCADE' | 'SET NULL' | 'SET DEFAULT';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull?: boolean;
  readonly unique?: boolean;
  readonly rest?: string;
}

export interface ForeignKey {
  readonly columns: readonly string[];
  readonly target: Table;
  readonly targetColumns: readonly string[];
  readonly onDelete: OnDelete;
  readonly deferrable?: 'immediate' | 'deferred';
}

/**
 * The owner of a row. `two`: it names two people; `shared`: several use it; `nobody`: a catalogue, or a
 * person anonymised long ago.
 */
export type Whose =
  /** `beside`: a person it belongs to only indirectly; on their request the desk asks staff whose it is. */
  | { readonly kind: 'own'; readonly person: number; readonly beside?: number }
  | { readonly kind: 'two'; readonly people: readonly [number, number] }
  | { readonly kind: 'shared' }
  | { readonly kind: 'nobody' };

export interface Row {
  readonly table: Table;
  /**
   * The value of the row's column `remark`, unique in the case, which identifies the row before and after.
   */
  readonly mark: string;
  readonly whose: Whose;
  readonly values: Record<string, Value>;
}

export type Blank =
  | Value
  | { readonly random: 'text' | 'email' | 'uuid' }
  | { readonly inside: Readonly<Record<string, Value>> };

export type Treatment =
  | { readonly action: 'erase' }
  | { readonly action: 'anonymise' }
  | { readonly action: 'retain'; readonly from: string; readonly years: number }
  | {
      readonly action: 'as-parent';
      readonly parent: Table;
      readonly field: string;
      readonly parentField: string;
    };

export interface Note {
  identity?: 'email' | 'customer_number';
  ref?: {
    readonly table: Table;
    readonly column: string;
    readonly direction?: 'from' | 'to' | undefined;
    /** Only rows with these values in these columns refer to it. */
    readonly where?: Readonly<Record<string, string>>;
  };
  /** Further references of the same column, each for another type. */
  refs?: readonly NonNullable<Note['ref']>[];
  blank?: Blank;
  category?: string;
}

export interface TableMap {
  title: string;
  /** The map says that it holds nothing about people. */
  skip?: boolean;
  ownRecord?: boolean;
  owner?: 'shared' | undefined;
  /** Absent if it was not decided. */
  onErasure?: Treatment | undefined;
  key: readonly string[];
  /** Columns that the map does not list. */
  unlisted?: readonly string[];
  readonly notes: Record<string, Note>;
}

export interface Table {
  readonly name: string;
  readonly schema: string;
  readonly columns: Column[];
  /** Columns of the key; empty for a table without one. */
  readonly key: readonly string[];
  /** The constraint of the key: a `unique` one may be null. */
  readonly keyKind: 'primary' | 'unique' | 'none';
  readonly foreignKeys: ForeignKey[];
  readonly rows: Row[];
  /** ` PARTITION BY ...` */
  readonly suffix?: string;
  /** The bounds of its partitions. */
  parts?: readonly string[];
  /** The query of a view; it has no rows of its own. */
  view?: string;
  /** A table that inherits from it, and the marks of the rows in that table. */
  heir?: { readonly name: string; readonly columns: readonly Column[] };
  readonly heirs: string[];
  /** Statements after rows and foreign keys. */
  readonly after: string[];
  /** Columns by which its rows were found through a table that the map leaves out. */
  readonly lostWays: { readonly column: string; readonly to: Table }[];
  /** Absent if the developer did not list it. */
  map?: TableMap | undefined;
  /** What the map leaves out about it, in a word; then rows that depend on it need not be found. */
  doubt?: string | undefined;
}

export interface Person {
  readonly n: number;
  readonly name: string;
  /** As typed by the person: lower case. */
  readonly email: string;
  /** As the account spells it. */
  readonly spelled: string;
  readonly number: string;
  account?: Row | undefined;
}

export const asker = 0;
