import type { Search } from '../domain/finding';
import type { Connector, LocatedPage } from './connector';

/** References, not contents: this many fit well into the answer of a Lambda (6 MB). */
const rowsAtOnce = 5_000;

/**
 * Pages of a search gathered into one. It ends with a cursor only when there are very many rows, so that a page without rows always means that there
 * are none.
 */
export async function locateEverything(
  connector: Pick<Connector, 'locate'>,
  searches: readonly Search[],
  atMost = rowsAtOnce,
): Promise<LocatedPage> {
  const rows: LocatedPage['rows'][number][] = [];
  const unmapped = new Map<string, LocatedPage['unmapped'][number]>();
  let cursor: string | undefined;
  do {
    const page = await connector.locate(searches, cursor);
    rows.push(...page.rows);
    for (const field of page.unmapped) {
      unmapped.set(JSON.stringify([field.collection, field.field]), field);
    }
    cursor = page.cursor;
  } while (cursor !== undefined && rows.length < atMost);
  return { rows, unmapped: [...unmapped.values()], ...(cursor === undefined ? {} : { cursor }) };
}
