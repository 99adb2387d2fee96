import type { S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, RowRef, Search } from '../../domain/finding';
import {
  type Connector,
  type ExportedRecord,
  type LocatedPage,
  type MatchAnswer,
  type OptOutReceipt,
  StoreShapeError,
} from '../connector';
import { fieldText } from '../exact-json';
import { groupedBy } from '../grouped-by';
import { locateEverything } from '../locate-everything';
import {
  assertField,
  type CollectionSearch,
  mappedCollection,
  searchesByCollection,
} from '../mapped-collection';
import { matchLimit, matchPoints } from '../match-points';
import { optOutValues } from '../opt-out-values';
import { readCursor, writeCursor } from '../page-cursor';
import { describeBucket } from './s3-describe';
import { eraseObjects, exportObject, locateObjects } from './s3-objects';
import { prefixOf, type S3Place, s3Place } from './s3-place';
import { listObjects } from './s3-read';
import { exportRecords, locateRecords } from './s3-records';
import { eraseRecords, rewriteUntilDone } from './s3-rewrite';
import { writtenBuckets } from './s3-versions';

/** Records of one object exported in one go. */
const exportBatch = 200;

/**
 * Files under a prefix with the person's identifier, and records inside JSONL objects, found by looking through the prefix line by line.
 * Lines of other people are copied byte for byte when an object is written anew.
 */
export function createS3Connector({ store, client }: { store: StoreMap; client: S3Client }): Connector {
  const connector: Connector = {
    probe: (asked = []) => probeBuckets(client, store, asked),
    describe: () => describeBucket(client, store),
    examine: async () => ({ problems: [] }),
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => matchRows(connector, store, { search, points }),
    locate: (searches, cursor) => locatePage(client, store, { searches, cursor }),
    export: (rows) => exportRows(client, store, rows),
    erase: async (instructions) => {
      const buckets = writtenBuckets(client);
      const collections = [];
      for (const instruction of instructions) {
        const place = s3Place(mappedCollection(store, instruction.collection));
        collections.push(
          place.format === 'objects'
            ? await eraseObjects(buckets, place, instruction)
            : await eraseRecords(buckets, place, instruction),
        );
      }
      return { collections };
    },
    confirmAbsent: async (searches) => {
      await connector.probe(searches);
      return locateEverything(connector, searches);
    },
    optOut: (searches, right) => optOutRecords(client, store, { searches, right }),
    close: async () => client.destroy(),
  };
  return connector;
}

/**
 * Lists every place that the map names; a bucket that may not be listed must not pass for an empty one. Left out are places that the searches list anyway, as
 * that listing fails just as well.
 */
async function probeBuckets(client: S3Client, store: StoreMap, asked: readonly Search[]): Promise<void> {
  const listed = new Set(
    searchesByCollection(store, asked)
      .flatMap(questionsOf)
      .filter(isListed)
      .map(({ search }) => search.collection),
  );
  const places = store.collections.filter((collection) => !listed.has(collection)).map(s3Place);
  for (const [, [place]] of groupedBy(places, (one) => JSON.stringify([one.bucket, beginningOf(one)]))) {
    if (place) await listObjects(client, { bucket: place.bucket, prefix: beginningOf(place), limit: 1 });
  }
}

function beginningOf(place: S3Place): string {
  return place.format === 'objects' ? place.before : place.prefix;
}

const cursorShape = z.object({ question: z.number(), after: z.optional(z.string()) });

/** One step of a search: a whole collection of records, or the folder of one identifier. */
interface Question {
  readonly search: CollectionSearch;
  readonly value?: string;
}

async function locatePage(
  client: S3Client,
  store: StoreMap,
  { searches, cursor }: { searches: readonly Search[]; cursor: string | undefined },
): Promise<LocatedPage> {
  const questions = searchesByCollection(store, searches).flatMap(questionsOf);
  const at = cursor === undefined ? { question: 0 } : readCursor(cursor, cursorShape);
  const question = questions[at.question];
  if (question === undefined) {
    return { rows: [], unmapped: [] };
  }
  const { rows, unmapped, after } = await answer(client, question, at.after);
  const next = after === undefined ? { question: at.question + 1 } : { question: at.question, after };
  return { rows, unmapped, ...(next.question < questions.length ? { cursor: writeCursor(next) } : {}) };
}

function questionsOf(search: CollectionSearch): Question[] {
  const place = s3Place(search.collection);
  if (place.format === 'jsonl') {
    return [{ search }];
  }
  return search.conditions.flatMap(({ field, values }) => {
    if (field !== place.field) {
      throw new StoreShapeError(`files of ${search.collection.name} cannot be found by ${field}`);
    }
    return values.map((value) => ({ search, value }));
  });
}

/** An identifier that cannot be a folder is answered without a look. */
function isListed({ search, value = '' }: Question): boolean {
  const place = s3Place(search.collection);
  return place.format === 'jsonl' || prefixOf(place, value) !== undefined;
}

async function answer(client: S3Client, { search, value }: Question, after: string | undefined) {
  const place = s3Place(search.collection);
  return place.format === 'objects'
    ? locateObjects(client, place, { value: value ?? '', after })
    : locateRecords(client, place, { search, after });
}

async function* exportRows(
  client: S3Client,
  store: StoreMap,
  rows: readonly RowRef[],
): AsyncGenerator<ExportedRecord> {
  for (let start = 0; start < rows.length; ) {
    const batch = neighbours(rows, start);
    const place = s3Place(mappedCollection(store, batch[0]?.collection ?? ''));
    if (place.format === 'objects') {
      for (const row of batch) {
        const record = await exportObject(client, place, row.key.key ?? '');
        if (record !== undefined) {
          yield record;
        }
      }
    } else {
      yield* await exportRecords(client, place, batch);
    }
    start += batch.length;
  }
}

/** The rows from here on that lie in the same object (or, for files, in the same collection). */
function neighbours(rows: readonly RowRef[], start: number): readonly RowRef[] {
  const first = rows[start];
  let end = start + 1;
  while (
    end < rows.length &&
    end - start < exportBatch &&
    rows[end]?.collection === first?.collection &&
    (first?.key.line === undefined || rows[end]?.key.key === first.key.key)
  ) {
    end += 1;
  }
  return rows.slice(start, end);
}

async function matchRows(
  connector: Connector,
  store: StoreMap,
  { search, points }: { search: Search; points: readonly DataPoint[] },
): Promise<MatchAnswer> {
  const collection = mappedCollection(store, search.collection);
  for (const { field } of points) {
    assertField(collection, field);
  }
  const { rows } = await locateEverything(connector, [search]);
  const found: Record<string, string>[] = [];
  for await (const record of connector.export(rows.slice(0, matchLimit))) {
    found.push(Object.fromEntries(points.map(({ field }) => [field, fieldText(record.values[field]) ?? ''])));
  }
  return matchPoints(found, points);
}

async function optOutRecords(
  client: S3Client,
  store: StoreMap,
  { searches, right }: { searches: readonly Search[]; right: string },
): Promise<OptOutReceipt> {
  const receipt = { found: 0, changed: 0 };
  const buckets = writtenBuckets(client);
  for (const { collection, conditions } of searchesByCollection(store, searches)) {
    const values = optOutValues(collection, right);
    const place = s3Place(collection);
    if (values === undefined || place.format === 'objects') {
      continue;
    }
    const asked = conditions.map((condition) => ({ collection: collection.name, ...condition }));
    const locate = (all: readonly Search[], cursor?: string) =>
      locatePage(client, store, { searches: all, cursor });
    const { rows } = await locateEverything({ locate }, asked, Number.POSITIVE_INFINITY);
    for (const [object, records] of groupedBy(rows, (row) => row.key.key ?? '')) {
      const names = new Set(records.map((row) => row.key.line ?? ''));
      receipt.found += records.length;
      receipt.changed += (await rewriteUntilDone(buckets, place, { object, names, blank: values })).records;
    }
  }
  return receipt;
}
