import type { Search } from '../domain/finding';
import type { Connector, LocatedPage } from './connector';

/** All pages of a search as one. Holds references and facts only, never the content of rows. */
export async function locateEverything(
  connector: Pick<Connector, 'locate'>,
  searches: readonly Search[],
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
  } while (cursor !== undefined);
  return { rows, unmapped: [...unmapped.values()] };
}
