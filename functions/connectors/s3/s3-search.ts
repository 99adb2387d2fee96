import * as z from 'zod/mini';
import type { StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import { type LocatedPage, StoreShapeError } from '../connector';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import { readCursor, writeCursor } from '../page-cursor';
import { unreadReason } from '../unread-reason';
import { locateObjects } from './s3-objects';
import type { S3Page } from './s3-page';
import { beginningOf, beginnings, type S3Place, s3Place, stemsOf } from './s3-place';
import { locateRecords } from './s3-records';
import { type Buckets, listStored } from './s3-versions';
import { unclaimedObjects } from './unclaimed-objects';
import { withPlaceNamed } from './with-place-named';

/**
 * Lists every place that the map names, since a bucket that may not be listed must not pass for an empty one.
 * Places that the searches list anyway are left out: that listing fails just as well. A search reports a
 * place that cannot be used; where none can, the first error is thrown.
 */
export async function probeBuckets(
  buckets: Buckets,
  store: StoreMap,
  asked: readonly Search[],
): Promise<void> {
  const searched = new Set(questionsAbout(store, asked).map(({ search }) => search.collection.name));
  const probed = store.collections.filter(({ name }) => !searched.has(name));
  const listed = new Map<string, Promise<unknown>>();
  const faults: unknown[] = [];
  for (const collection of probed) {
    try {
      const place = s3Place(collection);
      const [{ bucket }, prefix] = [place, beginningOf(place)];
      const name = JSON.stringify([bucket, prefix]);
      const listing = listed.get(name) ?? listStored(buckets, { bucket, prefix, limit: 1 });
      listed.set(name, listing);
      await listing;
    } catch (error) {
      if (!unreadReason(error)) throw error;
      faults.push(error);
    }
  }
  if (faults.length > 0 && faults.length === store.collections.length) throw faults[0];
}

const cursorShape = z.object({ question: z.number(), after: z.optional(z.string()) });

/** Whether a page ended before its place was looked through: there is much to read, in a call of its own. */
export function isWithinPlace(cursor: string): boolean {
  return readCursor(cursor, cursorShape).after !== undefined;
}

/** One step of a search: a whole collection of records, or the objects whose keys begin alike. */
interface Question {
  readonly search: CollectionSearch;
  /** Absent where the map does not say it so that it could be used. */
  readonly place?: S3Place;
  /**
   * Absent where no key can begin with what is asked for: then it is only seen whether the place can be
   * listed.
   */
  readonly beginning?: string;
  /** Only objects next to those whose keys begin like this. */
  readonly stem?: string;
}

export interface S3Search {
  readonly searches: readonly Search[];
  readonly cursor?: string | undefined;
  /** What was overwritten or deleted is looked through as well. */
  readonly alsoOld: boolean;
  /**
   * Whether a place that cannot be used is reported as unread, which is the default, or fails the whole call.
   */
  readonly misfits?: 'told' | 'thrown';
}

/** A page of what the searches find. */
export async function locatePage(
  buckets: Buckets,
  store: StoreMap,
  { searches, cursor, alsoOld, misfits = 'told' }: S3Search,
): Promise<LocatedPage> {
  const questions = questionsAbout(store, searches);
  const at = cursor === undefined ? { question: 0 } : readCursor(cursor, cursorShape);
  const question = questions[at.question];
  if (question === undefined) return { rows: [], unmapped: [] };
  const read = () => orNamed(question, () => answer(buckets, store, question, { after: at.after, alsoOld }));
  const page = misfits === 'thrown' ? await read() : await orUnread(question, read);
  const { rows, unmapped, unread, after } = page;
  const next = after === undefined ? { question: at.question + 1 } : { question: at.question, after };
  return {
    rows,
    unmapped,
    ...(unread.length > 0 ? { unread } : {}),
    ...(next.question < questions.length ? { cursor: writeCursor(next) } : {}),
  };
}

function orNamed<T>({ place }: Question, read: () => Promise<T>): Promise<T> {
  return place ? withPlaceNamed(place, read) : read();
}

type Answer = Awaited<ReturnType<typeof answer>>;

/**
 * Reports a place that cannot be used, or not be listed whole, as unread: the others are still searched, and
 * it never counts as empty.
 */
async function orUnread({ search, place }: Question, read: () => Promise<Answer>): Promise<Answer> {
  const { name, ownRecord } = search.collection;
  try {
    return await read();
  } catch (error) {
    const reason = unreadReason(error);
    // People's own records tell whose all others are, so the search fails without them.
    if (!reason || ownRecord) throw error;
    const where = place ? `${place.bucket}/${beginningOf(place)}` : name;
    return { rows: [], unmapped: [], unread: [{ collection: name, place: where, reason }] };
  }
}

function questionsAbout(store: StoreMap, searches: readonly Search[]): Question[] {
  return searchesByCollection(store, searches).flatMap((search): Question[] => {
    const place = usablePlace(search);
    if (place === undefined) return [{ search }];
    if (place.format !== 'objects') return [{ search, place, beginning: place.prefix }];
    const known = knownIn(search);
    const begun = beginnings(place, known).map((beginning) => ({ search, place, beginning }));
    const beside = stemsOf(place, known).map((stem) => ({ search, place, beginning: stem, stem }));
    return begun.length + beside.length > 0 ? [...begun, ...beside] : [{ search, place }];
  });
}

function usablePlace({ collection, conditions }: CollectionSearch): S3Place | undefined {
  try {
    const place = s3Place(collection);
    return conditions.every(({ field }) => canFindBy(place, field)) ? place : undefined;
  } catch (error) {
    if (unreadReason(error)) return undefined;
    throw error;
  }
}

function usablePlaces({ collections }: StoreMap): S3Place[] {
  return collections.flatMap((collection) => usablePlace({ collection, conditions: [] }) ?? []);
}

function canFindBy(place: S3Place, field: string): boolean {
  return place.format !== 'objects' || place.prefix.fields.includes(field);
}

function knownIn({ conditions }: CollectionSearch): ReadonlyMap<string, readonly string[]> {
  return new Map(conditions.map(({ field, values }) => [field, values]));
}

async function answer(
  buckets: Buckets,
  store: StoreMap,
  { search, place = s3Place(search.collection), beginning, stem }: Question,
  { after, alsoOld }: { after: string | undefined; alsoOld: boolean },
): Promise<S3Page> {
  const lost = search.conditions.find(({ field }) => !canFindBy(place, field));
  if (lost)
    throw new StoreShapeError(`files of ${search.collection.name} cannot be found by ${lost.field}`, {
      collection: search.collection.name,
      table: place.bucket,
      field: lost.field,
      code: 'not-in-prefix',
    });
  if (place.format !== 'objects') return locateRecords(buckets, place, { search, after, alsoOld });
  const others = usablePlaces(store);
  if (stem !== undefined)
    return { rows: [], unmapped: [], unread: await unclaimedObjects(buckets, place, { stem, others }) };
  if (beginning !== undefined)
    return locateObjects(buckets, place, { beginning, known: knownIn(search), after, others });
  await listStored(buckets, { bucket: place.bucket, prefix: beginningOf(place), limit: 1 });
  return { rows: [], unmapped: [], unread: [] };
}
