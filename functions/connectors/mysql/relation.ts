import type * as relational from '../relational/relation';

export interface Column extends relational.Column {
  /** The type with its length, as MySQL writes it: `decimal(10,2) unsigned`. */
  readonly sized: string;
  /** Of a text; null for others. */
  readonly charset: string | null;
  readonly collation: string | null;
  /** Digits of a number, and those behind the point. */
  readonly precision: number;
  readonly scale: number;
  readonly unsigned: boolean;
  /** The key that MySQL makes for a table without one (`sql_generate_invisible_primary_key`). */
  readonly isServersKey: boolean;
}

export interface Relation extends relational.Relation<Column> {
  /** Null for a view. */
  readonly engine: string | null;
  /** The rows of past times are kept (MariaDB's system versioning). */
  readonly isVersioned: boolean;
  /** The desk's user may read all its columns. */
  readonly isReadable: boolean;
}

export type Table = relational.Table<Relation>;

/** `tinyint(1)` and `bit(1)` hold a truth value: MySQL has no other type for one. */
export function isTruth({ sized }: Pick<Column, 'sized'>): boolean {
  return /^(?:tinyint|bit)\(1\)/.test(sized);
}

export function isText({ base }: Pick<Column, 'base'>): boolean {
  return TEXT_TYPES.has(base);
}

const TEXT_TYPES = new Set(['char', 'varchar', 'tinytext', 'text', 'mediumtext', 'longtext']);

export function isWhole({ base }: Pick<Column, 'base'>): boolean {
  return WHOLE_TYPES.has(base);
}

const WHOLE_TYPES = new Set(['tinyint', 'smallint', 'mediumint', 'int', 'bigint', 'year']);

export function isBinary({ base }: Pick<Column, 'base'>): boolean {
  return BINARY_TYPES.has(base);
}

const BINARY_TYPES = new Set(['binary', 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob', 'vector']);
