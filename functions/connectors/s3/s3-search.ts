import * as z from 'zod/mini';
import type { StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import { type LocatedPage, StoreShapeError } from '../connector';
import { groupedBy } from '../grouped-by';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import { readCursor, writeCursor } from '../page-cursor';
import { atPlace } from './named-place';
import { objectsBeside } from './objects-beside';
import { locateObjects } from './s3-objects';
import { beginningOf, beginnings, type S3Place, s3Place, stemsOf } from './s3-place';
import { locateRecords, type RecordsPage } from './s3-records';
import { type Buckets, listStored } from './s3-versions';

/**
 * Lists every place that the map names; a bucket that may not be listed must not pass for an empty one. Left out are places that the searches list anyway, as
 * that listing fails just as well.
 */
export async function probeBuckets(
  buckets: Buckets,
  store: StoreMap,
  asked: readonly Search[],
): Promise<void> {
  const listed = new Set(questionsAbout(store, asked).map(({ search }) => search.collection));
  const places = store.collections.filter((collection) => !listed.has(collection)).map(s3Place);
  for (const [, [place]] of groupedBy(places, (one) => JSON.stringify([one.bucket, beginningOf(one)]))) {
    if (place) await listStored(buckets, { bucket: place.bucket, prefix: beginningOf(place), limit: 1 });
  }
}

const cursorShape = z.object({ question: z.number(), after: z.optional(z.string()) });

/** One step of a search: a whole collection of records, or the objects whose keys begin alike. */
interface Question {
  readonly search: CollectionSearch;
  readonly place: S3Place;
  readonly beginning: string;
  /** Only what lies beside the objects whose keys begin like this. */
  readonly stem?: string;
}

export interface Asked {
  readonly searches: readonly Search[];
  readonly cursor?: string | undefined;
  /** What was overwritten or deleted is looked through as well. */
  readonly alsoOld: boolean;
}

/** A page of what the searches find. */
export async function locatePage(
  buckets: Buckets,
  store: StoreMap,
  { searches, cursor, alsoOld }: Asked,
): Promise<LocatedPage> {
  const questions = questionsAbout(store, searches);
  const at = cursor === undefined ? { question: 0 } : readCursor(cursor, cursorShape);
  const question = questions[at.question];
  if (question === undefined) {
    return { rows: [], unmapped: [] };
  }
  const { rows, unmapped, unread, after } = await atPlace(question.place, () =>
    answer(buckets, store, question, { after: at.after, alsoOld }),
  );
  const next = after === undefined ? { question: at.question + 1 } : { question: at.question, after };
  return {
    rows,
    unmapped,
    ...(unread.length > 0 ? { unread } : {}),
    ...(next.question < questions.length ? { cursor: writeCursor(next) } : {}),
  };
}

/** An identifier that cannot be a folder asks nothing. */
function questionsAbout(store: StoreMap, searches: readonly Search[]): Question[] {
  return searchesByCollection(store, searches).flatMap((search): Question[] => {
    const place = s3Place(search.collection);
    if (place.format === 'jsonl') return [{ search, place, beginning: place.prefix }];
    for (const { field } of search.conditions) {
      if (!place.prefix.fields.includes(field)) {
        throw new StoreShapeError(`files of ${search.collection.name} cannot be found by ${field}`, {
          collection: search.collection.name,
          table: place.bucket,
          field,
          code: 'not-in-prefix',
        });
      }
    }
    const begun = beginnings(place, knownIn(search));
    const stems = stemsOf(place, knownIn(search));
    return [
      ...begun.map((beginning) => ({ search, place, beginning })),
      ...stems.map((stem) => ({ search, place, beginning: stem, stem })),
    ];
  });
}

function knownIn({ conditions }: CollectionSearch): ReadonlyMap<string, readonly string[]> {
  return new Map(conditions.map(({ field, values }) => [field, values]));
}

async function answer(
  buckets: Buckets,
  store: StoreMap,
  { search, place, beginning, stem }: Question,
  { after, alsoOld }: { after: string | undefined; alsoOld: boolean },
): Promise<RecordsPage> {
  const others = store.collections.map(s3Place);
  if (stem !== undefined && place.format === 'objects') {
    return { rows: [], unmapped: [], unread: await objectsBeside(buckets, place, { stem, others }) };
  }
  return place.format === 'objects'
    ? locateObjects(buckets, place, { beginning, known: knownIn(search), after, others })
    : locateRecords(buckets, place, { search, after, alsoOld });
}
