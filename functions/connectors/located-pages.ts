import { defined } from '../domain/defined';
import type { UnreadPlace } from '../domain/finding';
import type { LocatedPage } from './connector';

type Mutable<T> = T extends readonly (infer Item)[] ? Item[] : T;

/** A {@link LocatedPage} that its caller may go on filling. */
export type GatheredPage = {
  -readonly [K in keyof LocatedPage as Exclude<K, 'pause'>]: K extends 'unread'
    ? readonly UnreadPlace[]
    : Mutable<LocatedPage[K]>;
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
 * @param enough - rows at which no further page is asked for; the result then has the cursor of the next
 * @param oneCall - also ends behind a page that asks for a pause, even without rows
 */
export async function gatherPages(
  pages: AsyncIterable<LocatedPage> | Iterable<LocatedPage>,
  enough = Number.POSITIVE_INFINITY,
  oneCall = false,
): Promise<GatheredPage> {
  const rows: GatheredPage['rows'] = [];
  const unmapped: GatheredPage['unmapped'] = [];
  const unread: UnreadPlace[] = [];
  let cursor: string | undefined;
  for await (const page of pages) {
    rows.push(...page.rows);
    unmapped.push(...page.unmapped);
    unread.push(...(page.unread ?? []));
    cursor = page.cursor;
    if (rows.length >= enough || (oneCall && page.pause)) break;
  }
  return {
    rows,
    unmapped,
    ...(unread.length > 0 ? { unread } : {}),
    ...defined({ cursor }),
  };
}
