import { defined } from '../domain/defined';
import type { UnreadPlace } from '../domain/finding';
import type { LocatedPage } from './connector';

type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T;

/** A {@link LocatedPage} that its caller may go on filling. */
export type GatheredPage = {
  -readonly [K in keyof LocatedPage]: K extends 'unread' ? readonly UnreadPlace[] : Mutable<LocatedPage[K]>;
};

/**
 * The pages of a search in the store's stable order, each asked for when it is needed.
 *
 * @param read - asks for the page behind a cursor, for the first one without
 */
export async function* locatedPages(
  read: (cursor: string | undefined) => Promise<LocatedPage>,
): AsyncIterable<LocatedPage> {
  let cursor: string | undefined;
  do {
    const page = await read(cursor);
    yield page;
    cursor = page.cursor;
  } while (cursor !== undefined);
}

/**
 * Pages gathered into one.
 *
 * @param isEnough - asked after each page with the rows so far: then no further page is asked for, and the
 * result has the cursor of the next
 */
export async function gatherPages(
  pages: AsyncIterable<LocatedPage> | Iterable<LocatedPage>,
  isEnough: (rows: number, page: LocatedPage) => boolean = () => false,
): Promise<GatheredPage> {
  const rows: GatheredPage['rows'] = [];
  const unmapped: GatheredPage['unmapped'] = [];
  const unread: UnreadPlace[] = [];
  let cursor: string | undefined;
  for await (const page of pages) {
    for (const row of page.rows) rows.push(row);
    unmapped.push(...page.unmapped);
    for (const one of page.unread ?? []) unread.push(one);
    cursor = page.cursor;
    if (isEnough(rows.length, page)) break;
  }
  return {
    rows,
    unmapped,
    ...(unread.length > 0 ? { unread } : {}),
    ...defined({ cursor }),
  };
}
