import type { Search } from '../domain/finding';
import type { Connector, LocatedPage } from './connector';
import { gatherPages, locatedPages } from './located-pages';

/** References, not contents: this many fit well into the answer of a Lambda (6 MB). */
const MAX_ROWS = 5_000;

/** A search of which not everything is wanted at once ends with a cursor after this time. Milliseconds. */
const LONG_MS = 30_000;

/**
 * Pages of a search gathered into one, each unmapped field named once. It ends with a cursor only when there
 * are very many rows, so a page without rows always means that there are none.
 */
export async function locateEverything(
  connector: Pick<Connector, 'locate'>,
  searches: readonly Search[],
  atMost = MAX_ROWS,
): Promise<LocatedPage> {
  const pages = locatedPages((cursor) => connector.locate(searches, cursor));
  const began = performance.now();
  const isLong = () => atMost !== Number.POSITIVE_INFINITY && performance.now() - began > LONG_MS;
  const all = await gatherPages(pages, (rows) => rows >= atMost || isLong());
  const unmapped = new Map(all.unmapped.map((one) => [JSON.stringify([one.collection, one.field]), one]));
  return { ...all, unmapped: [...unmapped.values()] };
}
