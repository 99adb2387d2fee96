/**
 * A database as the generator knows it: tables, rows, whose each row is by construction, and the map that a
 * hasty developer writes.
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
 * Whose a row is. `two`: it names two people; `shared`: several use it; `nobody`: a catalogue, or somebody
 * anonymised long ago.
 */
export type Whose =
  /** `beside`: whoever it hangs on at second hand, so that the desk asks staff whose it is when they ask. */
  | { readonly kind: 'own'; readonly person: number; readonly beside?: number }
  | { readonly kind: 'two'; readonly people: readonly [number, number] }
  | { readonly kind: 'shared' }
  | { readonly kind: 'nobody' };

export interface Row {
  readonly table: Table;
  /**
   * Stands in the column `remark` of the row, unique in the case: rows are told apart by it before and after.
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
    /** Only rows in which these columns hold these values refer to it. */
    readonly where?: Readonly<Record<string, string>>;
  };
  /** Further references of the same column, each for another type. */
  refs?: readonly NonNullable<Note['ref']>[];
  blank?: Blank;
  category?: string;
}

export interface TableMap {
  title: string;
  /** Said to hold nothing about people. */
  skip?: boolean;
  ownRecord?: boolean;
  owner?: 'shared' | undefined;
  /** Absent: nobody decided. */
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
  /** Columns that name a row; empty for a table without any key. */
  readonly key: readonly string[];
  /** How the key is kept: `unique` ones may be null. */
  readonly keyKind: 'primary' | 'unique' | 'none';
  readonly foreignKeys: ForeignKey[];
  readonly rows: Row[];
  /** ` PARTITION BY ...` */
  readonly suffix?: string;
  /** Bounds of its partitions. */
  parts?: readonly string[];
  /** The query of a view; it has no rows of its own. */
  view?: string;
  /** A table that inherits from it, and the marks of the rows that lie in it. */
  heir?: { readonly name: string; readonly columns: readonly Column[] };
  readonly heirs: string[];
  /** Statements after rows and foreign keys. */
  readonly after: string[];
  /** Absent: the developer did not list it. */
  map?: TableMap | undefined;
  /** What the map leaves out about it, in a word; whoever depends on it cannot be held to find its rows. */
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
