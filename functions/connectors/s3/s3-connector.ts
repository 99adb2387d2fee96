import type { S3Client } from '@aws-sdk/client-s3';
import type { Clock } from '../../domain/clock';
import type { StoreMap } from '../../domain/data-map';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { DataPoint, RowRef, Search } from '../../domain/finding';
import {
  type Connector,
  type EraseReceipt,
  type ExportedRecord,
  type ExportOptions,
  type MatchAnswer,
  type OptOutReceipt,
  StoreRefusedError,
} from '../connector';
import { fieldText } from '../exact-json';
import { groupBy } from '../group-by';
import { locateEverything } from '../locate-everything';
import { gatherPages, locatedPages } from '../located-pages';
import { assertField, mappedCollection, searchesByCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { optOutValues } from '../opt-out-values';
import { movedRecords } from './moved-records';
import { recordBlankingOf } from './record-blanks';
import { describeBucket } from './s3-describe';
import { type PlannedErasure, planObjects } from './s3-erase-objects';
import { planRecords } from './s3-erase-records';
import { examineBuckets } from './s3-examine';
import { exportObject } from './s3-objects';
import { type RecordsPlace, type S3Place, s3Place } from './s3-place';
import { exportRecords } from './s3-records';
import { rewriteUntilDone } from './s3-rewrite';
import { isWithinPlace, locatePage, probeBuckets } from './s3-search';
import { type Buckets, bucketsOf } from './s3-versions';
import { withPlaceNamed } from './with-place-named';

/** Records of one object exported in one go, for which it is read once and which are in memory together. */
const EXPORT_BATCH = 200;

export interface S3Options {
  readonly store: StoreMap;
  readonly client: S3Client;
  /** Tells whether a lock has ended, and what `now` is; without it every lock still holds. */
  readonly clock?: Clock | undefined;
}

/**
 * Files whose keys hold the person's identifier, and records in JSONL objects, found by reading the prefix
 * line by line. What cannot be read is reported. When an object is rewritten, the lines of other people are
 * copied byte for byte.
 */
export function createS3Connector(options: S3Options): Connector {
  const { store, client, clock } = options;
  const connector: Connector = {
    probe: (asked = []) => probeBuckets(bucketsOf(client), store, asked),
    describe: () => describeBucket(bucketsOf(client), store),
    examine: () => examineBuckets(client, store),
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => matchRows(options, connector, { search, points }),
    locate: (searches, cursor) => locatePage(bucketsOf(client), store, { searches, cursor, alsoOld: true }),
    export: (rows, wish) => exportRows(options, rows, wish),
    erase: (instructions) => eraseAll(options, instructions),
    confirmAbsent: async (searches) => {
      await connector.probe(searches);
      const pages = locatedPages((cursor) => connector.locate(searches, cursor));
      return gatherPages(pages, (_, { cursor }) => cursor !== undefined && isWithinPlace(cursor));
    },
    correct: async ([first]) => {
      if (!first) return { rows: [] };
      throw new StoreRefusedError('records in files are corrected by hand', {
        collection: first.collection,
        code: 'by-hand',
      });
    },
    optOut: (searches, right) => optOutRecords({ store, client, clock }, searches, right),
    close: async () => client.destroy(),
  };
  return connector;
}

/**
 * All collections are checked against the buckets before the first is changed, so that one refusal leaves all
 * of them as they are.
 */
async function eraseAll(
  { store, client, clock }: S3Options,
  instructions: readonly EraseInstruction[],
): Promise<EraseReceipt> {
  const buckets = bucketsOf(client);
  const now = clock?.now();
  const plans: { place: S3Place; plan: PlannedErasure }[] = [];
  for (const instruction of instructions) {
    const place = s3Place(mappedCollection(store, instruction.collection));
    const plan = await withPlaceNamed(place, () =>
      place.format === 'objects'
        ? planObjects(buckets, place, { instruction, now })
        : planRecords(buckets, place, { instruction, now }),
    );
    plans.push({ place, plan });
  }
  const collections = [];
  for (const { place, plan } of plans) collections.push(await withPlaceNamed(place, () => plan.carryOut()));
  return { collections };
}

async function* exportRows(
  { store, client }: S3Options,
  rows: readonly RowRef[],
  wish: ExportOptions = {},
): AsyncGenerator<ExportedRecord> {
  const buckets = bucketsOf(client);
  const missing: RowRef[] = [];
  for (let start = 0; start < rows.length; ) {
    const batch = neighbours(rows, start);
    const place = s3Place(mappedCollection(store, batch[0]?.collection ?? ''));
    if (place.format === 'objects') {
      for (const row of batch) {
        const record = await withPlaceNamed(place, () => exportObject(buckets, place, row.key.key ?? ''));
        if (record !== undefined) yield record;
      }
    } else {
      const records = await withPlaceNamed(place, () => exportRecords(buckets, place, batch, wish));
      const found = new Set(records.map(({ key }) => key));
      missing.push(...batch.filter(({ key }) => !found.has(key)));
      yield* records;
    }
    start += batch.length;
  }
  yield* await exportMoved(buckets, store, { rows, missing });
}

/** Records that are in another object of their prefix by now, by the keys under which they were requested. */
async function exportMoved(
  buckets: Buckets,
  store: StoreMap,
  { rows, missing }: { rows: readonly RowRef[]; missing: readonly RowRef[] },
): Promise<ExportedRecord[]> {
  const exported: ExportedRecord[] = [];
  for (const [collection, some] of groupBy(missing, (row) => row.collection)) {
    const place = s3Place(mappedCollection(store, collection));
    if (place.format === 'objects') continue;
    const keys = rows.filter((row) => row.collection === collection).map(({ key }) => key);
    const moved = await movedRecords(buckets, place, { keys, missing: some.map(({ key }) => key) });
    exported.push(...moved.map(({ key, line }) => ({ collection, key, values: line.record ?? {} })));
  }
  return exported;
}

/**
 * The following rows in the same object (or, for files, in the same collection). Lines of one name stay
 * together.
 */
function neighbours(rows: readonly RowRef[], start: number): readonly RowRef[] {
  const first = rows[start];
  let end = start + 1;
  for (; end < rows.length; end += 1) {
    const [before, row] = [rows[end - 1], rows[end]];
    const isNear =
      row?.collection === first?.collection &&
      (first?.key.line === undefined ||
        (row?.key.key === first.key.key && row?.key.version === first.key.version));
    const isFull = end - start >= EXPORT_BATCH && row?.key.line !== before?.key.line;
    if (!isNear || isFull) break;
  }
  return rows.slice(start, end);
}

/** An unread object may hold a row that says otherwise, so a person has to look. */
async function matchRows(
  { store, client }: S3Options,
  connector: Connector,
  { search, points }: { search: Search; points: readonly DataPoint[] },
): Promise<MatchAnswer> {
  const collection = mappedCollection(store, search.collection);
  for (const { field } of points) {
    assertField(collection, field);
  }
  const buckets = bucketsOf(client);
  const locate = (searches: readonly Search[], cursor?: string) =>
    locatePage(buckets, store, { searches, cursor, alsoOld: true, misfits: 'thrown' });
  const { rows, unread = [] } = await locateEverything({ locate }, [search]);
  if (unread.length > 0 && points.length > 0) return 'ambiguous';
  const found: Record<string, string>[] = [];
  for await (const record of connector.export(rows.slice(0, MAX_MATCHED_ROWS))) {
    found.push(Object.fromEntries(points.map(({ field }) => [field, fieldText(record.values[field]) ?? ''])));
  }
  return matchPoints(found, points);
}

async function optOutRecords(
  { store, client, clock }: S3Options,
  searches: readonly Search[],
  right: string,
): Promise<OptOutReceipt> {
  const receipt = { found: 0, changed: 0 };
  const buckets = bucketsOf(client);
  const plans: { place: RecordsPlace; object: string; rows: readonly RowRef[]; right: string }[] = [];
  for (const { collection, conditions } of searchesByCollection(store, searches)) {
    const place = s3Place(collection);
    if (optOutValues(collection, right) === undefined || place.format === 'objects') continue;
    const asked = conditions.map((condition) => ({ collection: collection.name, ...condition }));
    const locate = (all: readonly Search[], cursor?: string) =>
      locatePage(buckets, store, { searches: all, cursor, alsoOld: false, misfits: 'thrown' });
    const { rows, unread = [] } = await locateEverything({ locate }, asked, Number.POSITIVE_INFINITY);
    const [first] = unread;
    if (first !== undefined)
      throw new StoreRefusedError(`an object of ${collection.name} cannot be read, so nothing was set`, {
        collection: collection.name,
        code: first.reason,
      });
    for (const [object, records] of groupBy(rows, (row) => row.key.key ?? '')) {
      plans.push({ place, object, rows: records, right });
    }
  }
  for (const { place, object, rows } of plans) {
    const names = new Set(rows.map((row) => row.key.line ?? ''));
    const blank = recordBlankingOf(optOutValues(place.collection, right) ?? {}, '');
    const rewrite = { object, names, blank, forGood: false, now: clock?.now() ?? '' };
    receipt.found += rows.length;
    receipt.changed += (await rewriteUntilDone(buckets, place, rewrite)).records.length;
  }
  return receipt;
}
