import type { DataMap, StoreMap } from '../../domain/data-map';
import type { LocatedRow, RowToCopy } from '../../domain/finding';
import { collectionOf } from '../../domain/foreign-keys';
import { allRows, RowPacker, type Rows, rowParts } from '../../domain/rows';

/** Rows copied in one call, which the store's function reads and writes well within its time. */
const ROWS_A_COPY = 4_000;

/** Stored files in one call: they may be large, and a row does not say how large. */
const FILES_A_COPY = 100;

/** Bytes of the rows in one call, far below the 6 MB that Lambda lets through. */
const KEYS_A_COPY = 1_000_000;

/**
 * Which rows are copied together, by one call of the store's function and into one sealed object. Collections
 * share an object as far as they fit: one for each would cost a call and a PUT for every collection with a
 * row or two. Stored files get objects of their own, so that reading a few small rows does not mean reading
 * through gigabytes of files.
 *
 * @param rows each once; those of one collection come out next to each other, in the order given.
 */
export function* copiesToMake(
  store: StoreMap | undefined,
  rows: Iterable<LocatedRow>,
): Generator<LocatedRow[]> {
  const holdsFiles = (name: string) => store?.collections.find((c) => c.name === name)?.holdsFiles === true;
  const collections = [...byCollection(rows)];
  const small = collections.filter(([name]) => !holdsFiles(name)).map(([, one]) => ({ rows: one }));
  yield* rowParts(allRows(small), ROWS_A_COPY, KEYS_A_COPY);
  for (const [name, one] of collections)
    if (holdsFiles(name)) yield* rowParts(one, FILES_A_COPY, KEYS_A_COPY);
}

function byCollection(rows: Iterable<LocatedRow>): ReadonlyMap<string, Rows<LocatedRow>> {
  const packers = new Map<string, RowPacker<LocatedRow>>();
  for (const row of rows) {
    const packer = packers.get(row.collection) ?? new RowPacker<LocatedRow>();
    packer.add(row);
    packers.set(row.collection, packer);
  }
  return new Map([...packers].map(([name, packer]) => [name, packer.rows()]));
}

/** A row as it is named to the store's function, with what it was found by. */
export function rowToCopy(map: DataMap, storeId: string, { collection, key, facts }: LocatedRow): RowToCopy {
  const { reachedBy = [] } = collectionOf(map, storeId, collection) ?? {};
  const foundBy = Object.fromEntries(
    reachedBy.flatMap(({ field }) => (facts[field] === undefined ? [] : [[field, facts[field]]])),
  );
  return { collection, key, foundBy };
}
