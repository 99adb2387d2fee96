import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, RowToCopy, Search } from '../../domain/finding';
import {
  type Connector,
  type ExportedRecord,
  type MatchAnswer,
  type OptOutReceipt,
  StoreRefusedError,
  StoreUnavailableError,
} from '../connector';
import { locateEverything } from '../locate-everything';
import { assertField, keyValues, mappedCollection, searchesByCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { optOutValues } from '../opt-out-values';
import { ChromaClient, type ChromaDatabase, type ChromaRecord, RECORDS_AT_ONCE } from './chroma-client';
import { eraseRecords, overwrite } from './chroma-erase';
import { describeChroma, examineChroma } from './chroma-examine';
import { locateRecords } from './chroma-locate';
import { OWN_FIELDS } from './chroma-place';
import { textOf, toExported } from './chroma-record';
import { isFirstToFind, questionsOf } from './chroma-search';
import type { SendToChroma } from './chroma-transport';
import { chromaVectors } from './chroma-vectors';

export interface ChromaSettings extends ChromaDatabase {
  readonly store: StoreMap;
  readonly send: SendToChroma;
}

/** A Chroma database, by its HTTP API. Records are named by their ids; metadata are fields. */
export function createChromaConnector({ store, send, ...database }: ChromaSettings): Connector {
  const client = new ChromaClient(send, database);
  const connector: Connector = {
    probe: () => client.assertThere(),
    describe: () => describeChroma(client, store),
    examine: () => examineChroma(client, store),
    rehearse: async () => ({ outcome: 'not-tried', reason: 'unsupported' }),
    match: (search, points) => matchRecords(client, store, search, points),
    locate: (searches, cursor) => locateRecords(client, store, { searches, cursor }),
    export: (rows) => exportRecords(client, store, rows),
    erase: (instructions, bounds) => eraseRecords(client, store, instructions, bounds),
    confirmAbsent: async (searches) => {
      await connector.probe();
      return locateEverything(connector, searches);
    },
    correct: async () => {
      throw new StoreRefusedError('a record cannot be changed only while it is as it was: a person does it', {
        code: 'no-condition',
      });
    },
    optOut: (searches, right) => optOutRecords(client, store, searches, right),
    vectors: chromaVectors(client, store),
    close: async () => undefined,
  };
  return connector;
}

async function* recordsOf(
  client: ChromaClient,
  search: ReturnType<typeof searchesByCollection>[number],
): AsyncGenerator<ChromaRecord> {
  const held = await client.collection(search.collection);
  for (const question of questionsOf(search))
    for (let offset = 0; ; offset += RECORDS_AT_ONCE) {
      const page = await client.records(held, { ...question.asked, limit: RECORDS_AT_ONCE, offset });
      for (const record of page) if (isFirstToFind(question, record)) yield record;
      if (page.length < RECORDS_AT_ONCE) break;
    }
}

async function matchRecords(
  client: ChromaClient,
  store: StoreMap,
  search: Search,
  points: readonly DataPoint[],
): Promise<MatchAnswer> {
  for (const { field } of points) assertField(mappedCollection(store, search.collection), field);
  const [asked] = searchesByCollection(store, [search]);
  if (!asked) return 'no';
  const rows: Record<string, string>[] = [];
  for await (const record of recordsOf(client, asked)) {
    rows.push(Object.fromEntries(points.map(({ field }) => [field, textOf(record, field) ?? ''])));
    if (rows.length === MAX_MATCHED_ROWS) break;
  }
  return matchPoints(rows, points);
}

/** In the order asked for. A record that was found by another value than it holds now is searched again. */
async function* exportRecords(
  client: ChromaClient,
  store: StoreMap,
  rows: readonly RowToCopy[],
): AsyncGenerator<ExportedRecord> {
  for (let from = 0; from < rows.length; ) {
    const { collection = '' } = rows[from] ?? {};
    const mapped = mappedCollection(store, collection);
    const end = rows.findIndex(
      (row, at) => at >= from + RECORDS_AT_ONCE || (at > from && row.collection !== collection),
    );
    const batch = rows.slice(from, end < 0 ? undefined : end);
    from += batch.length;
    const held = await client.collection(mapped);
    const ids = batch.map(({ key }) => keyValues(mapped, key)[0] ?? '');
    const found = new Map((await client.byIds(held, ids, true)).map((record) => [record.id, record]));
    for (const [at, row] of batch.entries()) {
      const record = found.get(ids[at] ?? '');
      if (!record) continue;
      assertAsFound(row, record);
      yield toExported(mapped, record);
    }
  }
}

function assertAsFound({ collection, foundBy = {} }: RowToCopy, record: ChromaRecord): void {
  const field = Object.keys(foundBy).find((name) => textOf(record, name) !== foundBy[name]);
  if (field === undefined || field === OWN_FIELDS.id) return;
  throw new StoreUnavailableError(`a record of ${collection} has changed since it was found`, {
    collection,
    field,
    code: 'changed-since-found',
  });
}

async function optOutRecords(
  client: ChromaClient,
  store: StoreMap,
  searches: readonly Search[],
  right: string,
): Promise<OptOutReceipt> {
  const receipt = { found: 0, changed: 0 };
  for (const search of searchesByCollection(store, searches)) {
    const values = optOutValues(search.collection, right);
    const records: ChromaRecord[] = [];
    if (values) for await (const record of recordsOf(client, search)) records.push(record);
    const held = values && records.length > 0 ? await client.collection(search.collection) : undefined;
    for (const record of held ? records : []) {
      receipt.found += 1;
      if (held && values) receipt.changed += (await overwrite(client, held, record, values)) ? 1 : 0;
    }
  }
  return receipt;
}
