import { groupBy } from '../../connectors/group-by';
import type { StoreMap } from '../../domain/data-map';
import type { LocatedRow } from '../../domain/finding';

/** Rows copied in one call, so that the list of their keys fits an invocation. */
const ROWS_A_COPY = 4_000;

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
  return [small, ...files].flatMap(slices);
}

function slices(rows: readonly LocatedRow[]): LocatedRow[][] {
  const parts: LocatedRow[][] = [];
  for (let from = 0; from < rows.length; from += ROWS_A_COPY)
    parts.push(rows.slice(from, from + ROWS_A_COPY));
  return parts;
}
