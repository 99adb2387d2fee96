import * as z from 'zod/mini';
import type { StoreMap } from '../../domain/data-map';
import type { Search } from '../../domain/finding';
import type { LocatedPage } from '../connector';
import { type CollectionSearch, searchesByCollection } from '../mapped-collection';
import { readCursor, writeCursor } from '../page-cursor';
import { unreadReason } from '../unread-reason';
import { type ChromaClient, RECORDS_AT_ONCE } from './chroma-client';
import { chromaName } from './chroma-place';
import { toLocated, unmappedFields } from './chroma-record';
import { isFirstToFind, questionsOf } from './chroma-search';

const Cursor = z.strictObject({
  /** Which of the questions of all collections, and which of its records. */
  question: z.number(),
  offset: z.number(),
});

/** One page of one question, in the order in which Chroma keeps its records. */
export async function locateRecords(
  client: ChromaClient,
  store: StoreMap,
  { searches, cursor }: { readonly searches: readonly Search[]; readonly cursor?: string | undefined },
): Promise<LocatedPage> {
  const place = cursor === undefined ? { question: 0, offset: 0 } : readCursor(cursor, Cursor);
  const all = searchesByCollection(store, searches).flatMap((search) =>
    questionsOf(search).map((question) => ({ search, question })),
  );
  const asked = all[place.question];
  if (asked === undefined) return { rows: [], unmapped: [] };
  const { page, isFull } = await readPage(client, asked, place.offset);
  const next = isFull
    ? { ...place, offset: place.offset + RECORDS_AT_ONCE }
    : { question: place.question + 1, offset: 0 };
  return next.question < all.length ? { ...page, cursor: writeCursor(next) } : page;
}

interface Asked {
  readonly search: CollectionSearch;
  readonly question: ReturnType<typeof questionsOf>[number];
}

/** Reported as unread where the collection is missing or may not be read: the others are searched. */
async function readPage(
  client: ChromaClient,
  { search, question }: Asked,
  offset: number,
): Promise<{ readonly page: LocatedPage; readonly isFull: boolean }> {
  const { collection } = search;
  try {
    const held = await client.collection(collection);
    const records = await client.records(held, { ...question.asked, limit: RECORDS_AT_ONCE, offset });
    const found = records.filter((record) => isFirstToFind(question, record));
    const fields = new Set(found.flatMap((record) => unmappedFields(collection, record)));
    const unmapped = [...fields].map((field) => ({ collection: collection.name, field }));
    const rows = found.map((record) => toLocated(collection, record));
    return { page: { rows, unmapped }, isFull: records.length === RECORDS_AT_ONCE };
  } catch (error) {
    const reason = unreadReason(error);
    if (reason === undefined || collection.ownRecord) throw error;
    const unread = [{ collection: collection.name, place: chromaName(collection), reason }];
    return { page: { rows: [], unmapped: [], unread }, isFull: false };
  }
}
