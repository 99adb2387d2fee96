import * as z from 'zod/mini';
import { defined } from '../../domain/defined';
import { StoreShapeError } from '../connector';
import type { CollectionSearch } from '../mapped-collection';
import { readCursor, writeCursor } from '../page-cursor';
import type { CollectionPage } from './locate-context';

/**
 * Where a search goes on. Its values are looked up a slice at a time, each in one slice only: a page that
 * named all of them would have all of them looked up again.
 */
export interface SearchPlace {
  readonly collection: string;
  /** How many values were looked up before, all fields together, and how many are from here. */
  readonly from: number;
  readonly size: number;
  /** The key of the last row of the slice that was returned, when there may be more in it. */
  readonly after?: readonly string[];
  /** How many pages its rows have filled. */
  readonly filled?: number;
}

/** So few that an ordinary search of several fields is one statement, and more rows than a page are rare. */
const FIRST_VALUES = 1_000;
const MOST_VALUES = 10_000;
const MOST_GROWTH = 4;

/** The rows that one statement returns at most. */
export const PAGE_ROWS = 5_000;

export function startOf({ collection }: CollectionSearch): SearchPlace {
  return { collection: collection.name, from: 0, size: FIRST_VALUES };
}

export function isStart({ from, after }: SearchPlace): boolean {
  return from === 0 && after === undefined;
}

/** The conditions with the values of the slice only. */
export function sliceOf(search: CollectionSearch, { from, size }: SearchPlace): CollectionSearch {
  let before = 0;
  const conditions = search.conditions.flatMap(({ field, values }) => {
    const slice = values.slice(Math.max(from - before, 0), Math.max(from + size - before, 0));
    before += values.length;
    return slice.length > 0 ? [{ field, values: slice }] : [];
  });
  return { ...search, conditions };
}

/**
 * The place behind a page; undefined when all values were looked up. The next slice is chosen so that its
 * rows fill a page, and no more, if they are as many for each value as here.
 */
export function placeBehind(
  search: CollectionSearch,
  place: SearchPlace,
  { rows, isFull, after }: CollectionPage,
): SearchPlace | undefined {
  const { collection, from, size } = place;
  const filled = (place.filled ?? 0) + (isFull ? 1 : 0);
  if (after) return { collection, from, size, after, filled };
  if (from + size >= valuesIn(search)) return undefined;
  const fits = filled > 0 ? size / (filled + 1) : (0.8 * size * PAGE_ROWS) / Math.max(rows.length, 1);
  const next = Math.floor(Math.min(fits, size * MOST_GROWTH, MOST_VALUES));
  return { collection, from: from + size, size: Math.max(next, 1) };
}

function valuesIn({ conditions }: CollectionSearch): number {
  return conditions.reduce((sum, { values }) => sum + values.length, 0);
}

const count = z.number().check(z.int(), z.nonnegative());
const after = z.optional(z.array(z.string()));
const cursorShape = z.union([
  z.object({
    in: z.string(),
    from: count,
    size: count.check(z.positive()),
    of: count,
    after,
    filled: z.optional(count),
  }),
  // Of a version that looked up all values for each page.
  z.object({ collection: z.string(), after }),
]);

/** It names the collection by another word than earlier versions, which would skip rows by it. */
export function writeSearchCursor({ collection, ...place }: SearchPlace, search: CollectionSearch): string {
  return writeCursor({ in: collection, ...place, of: valuesIn(search) });
}

/**
 * Throws {@link StoreShapeError} for a cursor of anything else than these searches: going on by it could
 * leave rows out.
 */
export function readSearchCursor(cursor: string, searches: readonly CollectionSearch[]): SearchPlace {
  const read = readCursor(cursor, cursorShape);
  const name = 'in' in read ? read.in : read.collection;
  const search = searches.find(({ collection }) => collection.name === name);
  if (search === undefined || ('in' in read && read.of !== valuesIn(search)))
    throw new StoreShapeError('the cursor is not one of this search: search again from the beginning');
  if ('in' in read) {
    const { in: collection, of: _of, after, filled, ...slice } = read;
    return { collection, ...slice, ...defined({ after, filled }) };
  }
  return read.after
    ? { collection: name, from: 0, size: valuesIn(search), after: read.after }
    : startOf(search);
}
