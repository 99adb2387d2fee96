import * as z from 'zod/mini';
import type { CollectionMap } from '../domain/data-map';
import { mapText } from './several-kinds';

/** The rows of a table that one of several collections in it holds. */
export interface RowsHeld {
  /** The column whose value tells the collections apart. */
  readonly column: string;
  readonly values: readonly string[];
  /** The rows with any other value, or with none. */
  readonly others: boolean;
}

/** `rows: { post_type: [page] }` as the map writes it, or `rows: { post_type: { not: [page] } }`. */
export type RowsWritten = Record<string, string[] | { not: string[] }>;

const values = z.array(mapText()).check(z.minLength(1));

/** `physical.rows` of the kinds of database in which collections may share a table. */
export const ROWS_OF_TABLE = z
  .optional(z.record(z.string(), z.union([values, z.strictObject({ not: values })])))
  .check(
    z.describe(
      'Databases: the rows of a shared table that this collection holds, by one column: { post_type: [page, post] }, or { post_type: { not: [page, post] } } for all others.',
    ),
  );

/** What `physical.rows` says; undefined where the collection is the whole table. */
export function rowsHeld({ physical }: Pick<CollectionMap, 'physical'>): RowsHeld | undefined {
  const [first] = Object.entries((physical.rows ?? {}) as RowsWritten);
  if (first === undefined) return undefined;
  const [column, written] = first;
  return Array.isArray(written)
    ? { column, values: written, others: false }
    : { column, values: written.not, others: true };
}
