import type { FieldValue } from '../connector';
import { StoreShapeError, StoreUnavailableError } from '../connector';
import { fieldText } from '../exact-json';
import { atPath } from './at-path';
import type { Values } from './fill-template';
import type { Vendor, VendorCall, VendorEndpoint, VendorPaging } from './vendor';
import { assertWhole, saysMore } from './vendor-more';
import { rowsOf, type VendorRow } from './vendor-row';
import type { CallDetails, VendorAnswer, VendorSession } from './vendor-session';

/** A list of a vendor and the values it is asked by. */
export interface VendorList {
  readonly call: VendorCall;
  readonly rowsAt: string;
  readonly paging?: VendorPaging;
  readonly lift: VendorEndpoint['lift'];
  readonly collection: string;
  readonly values: Values;
  /** Only some rows are wanted: more may follow. */
  readonly isSample?: true;
}

export interface VendorPage {
  readonly rows: readonly VendorRow[];
  /** What the next page is asked by; absent: this was the last. */
  readonly next?: string;
}

/** Reads the page of a list that begins at `from`, the first one without. */
export async function readVendorPage(
  session: VendorSession,
  list: VendorList,
  from: string | undefined,
): Promise<VendorPage> {
  const place = { collection: list.collection };
  const expect = list.call.absentAt ?? [];
  const answer = await session.call(list.call, { values: list.values, place, expect, ...pageOf(list, from) });
  if (expect.includes(answer.status)) return { rows: [] };
  assertWhole(answer, place);
  const rows = rowsOf(list, answer, list.rowsAt, list.collection);
  const next = list.paging && nextOf(session.vendor, list, { answer, rows, from });
  if (next === undefined) {
    assertLast(list, answer);
    return { rows };
  }
  if (next === from)
    throw new StoreShapeError('the vendor gives the same place for the next page again', {
      ...place,
      code: 'page-stands-still',
    });
  return { rows, next };
}

/** A page after which the file names no other, but the vendor does, is not the last. */
function assertLast({ paging, rowsAt, collection, isSample }: VendorList, answer: VendorAnswer): void {
  if (isSample) return;
  // Where the file names the sign of more, that sign alone counts.
  if (paging?.strategy === 'cursor' && paging.moreAt !== undefined) return;
  if (saysMore(answer.body, rowsAt) || linkHeader(answer, 'next') !== undefined)
    throw noCursor(collection, undefined);
}

/** A list of more pages than this is endless, and nobody's. */
export const MOST_PAGES_OF_A_LIST = 1_000;
/** Nor does what hangs on one row take longer, page after page. Milliseconds. */
const LONGEST_LIST = 300_000;

/**
 * All pages of a short list: what hangs on one row.
 *
 * @throws StoreShapeError for a list that comes to no end
 */
export async function* vendorRows(session: VendorSession, list: VendorList): AsyncIterable<VendorRow> {
  let from: string | undefined;
  const met = new Set<string>();
  const began = session.now();
  for (;;) {
    const page = await readVendorPage(session, list, from);
    yield* page.rows;
    from = page.next;
    if (from === undefined) return;
    if (met.has(from)) throw repeated(list.collection);
    if (met.size >= MOST_PAGES_OF_A_LIST || session.now() - began > LONGEST_LIST)
      throw endless(list.collection);
    met.add(from);
  }
}

export function endless(collection: string): StoreShapeError {
  return new StoreShapeError('the list of the vendor comes to no end', {
    collection,
    code: 'page-without-end',
  });
}

export function repeated(collection: string): StoreShapeError {
  return new StoreShapeError('the vendor gives the same page again and again', {
    collection,
    code: 'page-repeated',
  });
}

function pageOf(
  { paging }: VendorList,
  from: string | undefined,
): Pick<CallDetails, 'more' | 'body' | 'path'> {
  if (paging === undefined) return {};
  if (paging.strategy === 'offset')
    return { more: [{ name: paging.param, value: from ?? String(paging.from) }] };
  if (from === undefined) return {};
  if (paging.strategy === 'link') return { path: from };
  return paging.into === 'body'
    ? { body: { [paging.param]: from } }
    : { more: [{ name: paging.param, value: from }] };
}

interface Read {
  readonly answer: VendorAnswer;
  readonly rows: readonly VendorRow[];
  readonly from: string | undefined;
}

function nextOf(
  vendor: Vendor,
  { paging, collection }: VendorList,
  { answer, rows, from }: Read,
): string | undefined {
  switch (paging?.strategy) {
    case undefined:
      return undefined;
    case 'offset':
      return rows.length === 0 ? undefined : String(Number(from ?? paging.from) + stepOf(paging, rows));
    case 'cursor':
      return nextCursor(paging, answer.body, rows, collection);
    case 'link':
      return nextLink(
        vendor,
        'at' in paging ? fieldText(atPath(answer.body, paging.at)) : linkHeader(answer, paging.rel),
      );
  }
}

/** A place counts rows, of which a vendor may give fewer than were asked for; or pages, one by one. */
function stepOf({ step }: Extract<VendorPaging, { strategy: 'offset' }>, rows: readonly VendorRow[]): number {
  return step > 1 ? Math.min(step, rows.length) : step;
}

type Cursor = Extract<VendorPaging, { strategy: 'cursor' }>;

function nextCursor(
  { at, field, moreAt }: Cursor,
  body: FieldValue | undefined,
  rows: readonly VendorRow[],
  collection: string,
): string | undefined {
  // A page may be empty and still name a next one.
  const more = moreAt === undefined ? at !== undefined || rows.length > 0 : atPath(body, moreAt);
  if (typeof more !== 'boolean') throw noCursor(collection, moreAt);
  if (!more) return undefined;
  const text = at === undefined ? lastText(rows, field) : fieldText(atPath(body, at));
  // A last row always has the field; that a next page is not named may mean that there is none.
  if (text === undefined && (moreAt !== undefined || at === undefined))
    throw noCursor(collection, at ?? field);
  return text;
}

function noCursor(collection: string, field: string | undefined): StoreShapeError {
  return new StoreShapeError('the vendor does not say where the next page begins', {
    collection,
    ...(field === undefined ? {} : { field }),
    code: 'no-next-page',
  });
}

function lastText(rows: readonly VendorRow[], field = 'id'): string | undefined {
  return fieldText(atPath(rows.at(-1), field));
}

/** `Link: <https://...>; rel="next"` (RFC 8288). */
function linkHeader({ headers }: VendorAnswer, rel: string): string | undefined {
  const text = [headers.link ?? ''].flat().join(', ');
  for (const part of text.split(/,\s*(?=<)/)) {
    const end = part.indexOf('>');
    if (part.startsWith('<') && end > 0 && relationsOf(part.slice(end)).includes(rel.toLowerCase()))
      return part.slice(1, end);
  }
  return undefined;
}

/** One or several relations, in quotes or without, in any capitals. */
function relationsOf(parameters: string): string[] {
  const [, double, single, bare] =
    /;\s*rel\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;,"']+))/i.exec(parameters) ?? [];
  return (double ?? single ?? bare ?? '').toLowerCase().split(/\s+/);
}

/**
 * Path and query of the next page; another host is never followed, whatever the answer says. A key in the
 * query is left out: the place of a page is kept, and the call adds the key itself.
 */
function nextLink({ host, authentication }: Vendor, link: string | undefined): string | undefined {
  if (link === undefined) return undefined;
  const url = URL.canParse(link, `https://${host}`) ? new URL(link, `https://${host}`) : undefined;
  if (url === undefined || url.host !== host || url.protocol !== 'https:')
    throw new StoreUnavailableError('the vendor sends the desk to another host for the next page', {
      code: 'other-host',
    });
  const keys = authentication.strategy === 'api_key' ? authentication.query.map(({ name }) => name) : [];
  return `${url.pathname}${withoutParams(url.search, keys)}`;
}

/** What is left stays as the vendor wrote it: it may be signed. */
function withoutParams(search: string, names: readonly string[]): string {
  const parts = search.replace('?', '').split('&');
  const left = parts.filter(
    (part) => ![...new URLSearchParams(part).keys()].some((one) => names.includes(one)),
  );
  const text = left.join('&');
  return text === '' ? '' : `?${text}`;
}
