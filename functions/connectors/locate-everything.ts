import type { Search, Unread } from '../domain/finding';
import type { Connector, LocatedPage } from './connector';

/** References, not contents: this many fit well into the answer of a Lambda (6 MB). */
const MAX_ROWS = 5_000;

/**
 * Pages of a search gathered into one. It ends with a cursor only when there are very many rows, so that a
 * page without rows always means that there
 * are none.
 */
export async function locateEverything(
  connector: Pick<Connector, 'locate'>,
  searches: readonly Search[],
  atMost = MAX_ROWS,
): Promise<LocatedPage> {
  const rows: LocatedPage['rows'][number][] = [];
  const unmapped = new Map<string, LocatedPage['unmapped'][number]>();
  const unread: Unread[] = [];
  let cursor: string | undefined;
  do {
    const page = await connector.locate(searches, cursor);
    rows.push(...page.rows);
    unread.push(...(page.unread ?? []));
    for (const field of page.unmapped) {
      unmapped.set(JSON.stringify([field.collection, field.field]), field);
    }
    cursor = page.cursor;
  } while (cursor !== undefined && rows.length < atMost);
  return {
    rows,
    unmapped: [...unmapped.values()],
    ...(unread.length > 0 ? { unread } : {}),
    ...(cursor === undefined ? {} : { cursor }),
  };
}
