import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import type { StoreMap } from '../../domain/data-map';
import type { LocatedRow, Search, UnreadPlace } from '../../domain/finding';
import { type LocatedPage, StoreShapeError } from '../connector';
import { locatedFacts } from '../located-facts';
import { readCursor, writeCursor } from '../page-cursor';
import { unreadReason } from '../unread-reason';
import { heldByEndings } from './vendor-endings';
import { endless, MOST_PAGES_OF_A_LIST, readVendorPage, repeated, type VendorPage } from './vendor-pages';
import { isAnswerTo, questionsOf, type VendorQuestion } from './vendor-questions';
import { getVendorRow } from './vendor-record';
import { isGone, keyOfRow, textIn, unmappedIn, type VendorRow } from './vendor-row';
import type { VendorSession } from './vendor-session';

/** Within one call, pages follow one another until there are so many rows, or so many were asked for. */
const ENOUGH_ROWS = 200;
const MOST_PAGES = 20;
/** Rows told so far, of which a row that comes again is known. */
const MOST_KNOWN = 2_000;

export interface VendorStore {
  readonly session: VendorSession;
  readonly store: StoreMap;
}

interface Locating {
  readonly searches: readonly Search[];
  readonly cursor?: string | undefined;
  /** Whether each row is read by its key before it counts, since a search may lag. */
  readonly sure: boolean;
}

const placeShape = z.object({
  question: z.int().check(z.nonnegative()),
  from: z.optional(z.string()),
  sure: z.boolean(),
  pages: z.array(z.string()),
  met: z.array(z.string()),
  told: z.array(z.string()),
});

type Place = z.output<typeof placeShape>;

/**
 * One page of a search: list after list, page after page. What the vendor returns without having been asked
 * for it is left out. An endpoint that cannot be read is told of as unread, and hides no other.
 */
export async function locateRows(vendorStore: VendorStore, locating: Locating): Promise<LocatedPage> {
  const { session, store } = vendorStore;
  const questions = questionsOf(session.vendor, store, locating.searches);
  const place = placeOf(locating, questions.length);
  const found = new FoundRows(new Set(place.met));
  for (let asked = 0; asked < MOST_PAGES && found.rows.length < ENOUGH_ROWS; asked += 1) {
    const question = questions[place.question];
    if (question === undefined) break;
    await readOne(vendorStore, { question, place, found });
  }
  place.met = [...found.met].slice(-MOST_KNOWN);
  const isOver = place.question >= questions.length;
  return { ...found.page(), ...(isOver ? {} : { cursor: writeCursor(place) }) };
}

function placeOf({ cursor, sure }: Locating, questions: number): Place {
  if (cursor === undefined) return { question: 0, sure, pages: [], met: [], told: [] };
  const place = readCursor(cursor, placeShape);
  if (place.question < questions) return place;
  throw new StoreShapeError('the cursor is one of another search');
}

interface Reading {
  readonly question: VendorQuestion;
  readonly place: Place;
  readonly found: FoundRows;
}

/** Reads one page of one question, and moves the place on. */
async function readOne(vendorStore: VendorStore, { question, place, found }: Reading): Promise<void> {
  try {
    const page = await pageOf(vendorStore.session, question, place);
    for (const row of page.rows) await take(vendorStore, { question, place, found }, row);
    if (page.next !== undefined) place.from = page.next;
    else goOn(place);
  } catch (error) {
    const reason = unreadReason(error);
    if (!reason || question.collection.ownRecord) throw error;
    found.unreadable(question, reason, place.told);
    goOn(place);
  }
}

function goOn(place: Place): void {
  place.question += 1;
  place.pages = [];
  delete place.from;
}

async function pageOf(session: VendorSession, question: VendorQuestion, place: Place): Promise<VendorPage> {
  const { collection, endpoint, value, param, byKey } = question;
  if (byKey) {
    const row = await getVendorRow(session, { collection, endpoint, key: { [question.field]: value } });
    return { rows: row === undefined ? [] : [row] };
  }
  const list = { ...question, lift: endpoint.lift, collection: collection.name, values: { [param]: value } };
  const page = await readVendorPage(session, list, place.from);
  refuseRepetition(question, place, page);
  return page;
}

/** In the place of the print of a page without rows, of which there may be several. */
const EMPTY = '';

/** A page with the rows of an earlier one, or one too many: the end of the list will not come. */
function refuseRepetition({ collection, endpoint }: VendorQuestion, place: Place, page: VendorPage): void {
  const keys = page.rows.map((row) => keyOfRow(endpoint, collection, row));
  const print = keys.length === 0 ? EMPTY : printOf(keys);
  if (print !== EMPTY && place.pages.includes(print)) throw repeated(collection.name);
  if (place.pages.length >= MOST_PAGES_OF_A_LIST) throw endless(collection.name);
  place.pages.push(print);
}

function printOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 20);
}

async function take(
  vendorStore: VendorStore,
  { question, place, found }: Reading,
  row: VendorRow,
): Promise<void> {
  const { collection, endpoint } = question;
  if (isGone(endpoint.goneWhen, row) || !isAnswerTo(question, row)) return;
  const key = keyOfRow(endpoint, collection, row);
  if (!found.isNew(collection.name, key)) return;
  const whole = place.sure || endpoint.rereads ? await again(vendorStore.session, question, key, row) : row;
  if (whole === undefined) return;
  const held = await heldByEndings(vendorStore.session, { collection, endpoint, key });
  found.add(question, { key, row: whole, held });
}

/** The row as it is now; undefined when it is gone, or no longer what was asked for. */
async function again(
  session: VendorSession,
  question: VendorQuestion,
  key: Readonly<Record<string, string>>,
  row: VendorRow,
): Promise<VendorRow | undefined> {
  const { collection, endpoint, byKey } = question;
  if (byKey || endpoint.get === undefined) return row;
  const now = await getVendorRow(session, { collection, endpoint, key });
  return now !== undefined && isAnswerTo(question, now) ? now : undefined;
}

interface Taken {
  readonly key: Record<string, string>;
  readonly row: VendorRow;
  readonly held: Pick<LocatedRow, 'heldBy' | 'ends'>;
}

/** The rows of one page, with what is to be told beside them. */
class FoundRows {
  readonly rows: LocatedRow[] = [];
  private readonly unmapped = new Map<string, LocatedPage['unmapped'][number]>();
  private readonly unread: UnreadPlace[] = [];

  constructor(readonly met: Set<string>) {}

  isNew(collection: string, key: Readonly<Record<string, string>>): boolean {
    return !this.met.has(printOf([collection, key]));
  }

  add({ collection }: VendorQuestion, { key, row, held }: Taken): void {
    const { name } = collection;
    this.met.add(printOf([name, key]));
    const facts = locatedFacts(collection, (field) => textIn(row, field));
    this.rows.push({ collection: name, key, ...facts, ...held });
    for (const field of unmappedIn(collection, row))
      this.unmapped.set(JSON.stringify([name, field]), { collection: name, field });
  }

  unreadable({ collection, call }: VendorQuestion, reason: UnreadPlace['reason'], told: string[]): void {
    const place = call.path;
    if (told.includes(`${collection.name} ${place}`)) return;
    told.push(`${collection.name} ${place}`);
    this.unread.push({ collection: collection.name, place, reason });
  }

  page(): LocatedPage {
    const unread = this.unread.length > 0 ? { unread: this.unread } : {};
    return { rows: this.rows, unmapped: [...this.unmapped.values()], ...unread };
  }
}
