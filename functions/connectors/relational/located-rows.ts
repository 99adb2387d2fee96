import type { LocatedRow } from '../../domain/finding';
import { StoreShapeError } from '../connector';
import { contentMark } from './content-mark';
import { faultPlace } from './fault-place';
import type { CollectionPage } from './locate-context';
import type { Table } from './relation';

/** Characters of a page in JSON; one row may be longer. */
const PAGE_LENGTH = 1_000_000;

export type ReadRows = Omit<CollectionPage, 'length'>;

export function cutToLength(table: Table, page: ReadRows): CollectionPage {
  const whole = JSON.stringify(page.rows).length;
  if (whole <= PAGE_LENGTH) return { ...page, length: whole };
  let length = 0;
  const end = page.rows.findIndex((row) => {
    const before = length;
    length += JSON.stringify(row).length;
    return before > 0 && length > PAGE_LENGTH;
  });
  const last = page.rows[end - 1];
  if (!last) return { ...page, length };
  return { ...page, length, rows: page.rows.slice(0, end), isFull: true, after: keyOf(table, last) };
}

/** Where the rows without a key of their own begin. */
export function firstContent(table: Table): string[] {
  return table.collection.primaryKey.map(() => contentMark('0'.repeat(64), '0'));
}

export function keyOf(table: Table, row: LocatedRow): string[] {
  return table.collection.primaryKey.map((field) => row.key[field] ?? '');
}

/**
 * A table may share its keys with those that inherit from it: then a key names two rows, and none may be
 * acted on.
 */
export function assertDistinct(table: Table, rows: readonly LocatedRow[]): void {
  if (new Set(rows.map((row) => keyText(table, row))).size === rows.length) return;
  const words =
    'holds two rows under one key: give it, and the tables that inherit from it, one key that is unique';
  throw new StoreShapeError(`${table.collection.name} ${words}`, {
    ...faultPlace(table.collection),
    code: 'key-not-unique',
  });
}

function keyText(table: Table, row: LocatedRow): string | undefined {
  const values = keyOf(table, row);
  return values.length === 1 ? values[0] : JSON.stringify(values);
}
