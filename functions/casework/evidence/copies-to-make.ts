import { groupBy } from '../../connectors/group-by';
import type { StoreMap } from '../../domain/data-map';
import type { LocatedRow, RowRef } from '../../domain/finding';

/** Rows copied in one call, which the store's function reads and writes well within its time. */
const ROWS_A_COPY = 4_000;

/** Stored files in one call: they may be large, and a row does not say how large. */
const FILES_A_COPY = 100;

/** Bytes of the keys in one call, far below the 6 MB that Lambda lets through. */
const KEYS_A_COPY = 1_000_000;

/**
 * Which rows are copied together, by one call of the store's function and into one sealed object. Collections
 * share an object as far as they fit: one for each would cost a call and a PUT for every collection with a
 * row or two. Stored files get objects of their own, so that reading a few small rows does not mean reading
 * through gigabytes of files.
 *
 * @param rows each once; those of one collection come out next to each other, in the order given.
 */
export function copiesToMake(store: StoreMap | undefined, rows: readonly LocatedRow[]): LocatedRow[][] {
  const holdsFiles = (name: string) => store?.collections.find((c) => c.name === name)?.holdsFiles === true;
  const collections = [...groupBy(rows, (row) => row.collection)];
  const small = collections.filter(([name]) => !holdsFiles(name)).flatMap(([, all]) => all);
  const files = collections.filter(([name]) => holdsFiles(name)).map(([, all]) => all);
  return [...slices(small, ROWS_A_COPY), ...files.flatMap((all) => slices(all, FILES_A_COPY))];
}

/** A row as it is named to the store's function. */
export function refOf({ collection, key }: LocatedRow): RowRef {
  return { collection, key };
}

function slices(rows: readonly LocatedRow[], most: number): LocatedRow[][] {
  const parts: LocatedRow[][] = [];
  let room = 0;
  let part: LocatedRow[] = [];
  for (const row of rows) {
    const bytes = Buffer.byteLength(JSON.stringify(refOf(row))) + 1;
    if (part.length === 0 || part.length >= most || bytes > room) {
      part = [];
      parts.push(part);
      room = KEYS_A_COPY;
    }
    part.push(row);
    room -= bytes;
  }
  return parts;
}
