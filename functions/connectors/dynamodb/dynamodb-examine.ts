import {
  DescribeContinuousBackupsCommand,
  DescribeTimeToLiveCommand,
  type TableDescription,
} from '@aws-sdk/client-dynamodb';
import type { CollectionMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { type TablePlace, tablePlace } from '../../domain/table-place';
import { StoreError, StoreUnavailableError } from '../connector';
import { dynamoDbBlankProblems } from './dynamodb-blank-problems';
import { callDynamoDb } from './dynamodb-failure';
import { shapeProblems } from './dynamodb-shape';
import type { TableDescriptions } from './dynamodb-table';

/**
 * Checks the map against the tables: keys, indexes, what cannot be overwritten, and what else holds a copy of
 * an item. Reads no item.
 */
export async function examineTables(book: TableDescriptions): Promise<StoreExamination> {
  const problems: StoreProblem[] = [];
  const known = new Set<string>();
  for (const collection of book.store.collections) {
    const place = tablePlace(collection);
    const table = await described(book, place.table);
    if (table instanceof StoreError) problems.push(unreadTable(collection, place, table));
    else {
      problems.push(...mapProblems(collection, place, table));
      if (!known.has(place.table)) problems.push(...(await worthKnowing(book, { collection, place, table })));
      known.add(place.table);
    }
  }
  return { problems };
}

async function described(book: TableDescriptions, table: string): Promise<TableDescription | StoreError> {
  try {
    return await book.describe(table);
  } catch (error) {
    if (error instanceof StoreError && !(error instanceof StoreUnavailableError)) return error;
    throw error;
  }
}

function unreadTable({ name }: CollectionMap, { table }: TablePlace, error: StoreError): StoreProblem {
  const forbidden = error.kind === 'forbidden';
  return {
    collection: name,
    table,
    code: forbidden ? 'privilege' : 'no-table',
    problem: forbidden
      ? `the table ${table} may not be looked at (${error.place.code})`
      : `there is no table ${table} in this account and region (${error.place.code})`,
    remedy: forbidden
      ? `Allow dynamodb:DescribeTable, Query, BatchGetItem, UpdateItem and DeleteItem on ${table} and its indexes.`
      : 'Correct physical.table, or the region of the store; or take the collection out of the map.',
    blocks: 'everything',
  };
}

function mapProblems(collection: CollectionMap, place: TablePlace, table: TableDescription): StoreProblem[] {
  const at = { collection: collection.name, table: place.table };
  return [
    ...shapeProblems(collection, place, table).map(
      ({ passing: _passing, index: _index, ...problem }): StoreProblem => ({
        ...at,
        ...problem,
        blocks: 'everything',
      }),
    ),
    ...dynamoDbBlankProblems(collection, place, table),
    ...spelling(collection, at),
  ];
}

/** A key is compared byte by byte, and nothing in DynamoDB compares otherwise. */
function spelling(collection: CollectionMap, at: Pick<StoreProblem, 'collection' | 'table'>): StoreProblem[] {
  const mails = collection.reachedBy.filter((reach) => 'identity' in reach && reach.identity === 'email');
  return mails.map(({ field }) => ({
    ...at,
    field,
    code: 'spelling',
    problem: `addresses in ${field} are found as the person types them and in lower case; DynamoDB finds no other spelling`,
    remedy: 'Keep addresses in lower case in this key, as the shop writes them.',
    blocks: 'nothing',
  }));
}

interface Examined {
  readonly collection: CollectionMap;
  readonly place: TablePlace;
  readonly table: TableDescription;
}

/** Copies that an erasure does not reach, or reaches later. Said once for each table. */
async function worthKnowing(
  book: TableDescriptions,
  { collection, place, table }: Examined,
): Promise<StoreProblem[]> {
  const note = (code: string, problem: string, remedy: string): StoreProblem => ({
    collection: collection.name,
    table: place.table,
    code,
    problem,
    remedy,
    blocks: 'nothing',
  });
  const regions = (table.Replicas ?? []).flatMap(({ RegionName }) => RegionName ?? []);
  const stream = table.StreamSpecification?.StreamEnabled;
  return [
    ...(stream
      ? [
          note(
            'stream',
            `a stream of ${place.table} hands every change, old items included, to whoever reads it`,
            'Name what the readers keep in the map, or as a recipient.',
          ),
        ]
      : []),
    ...(regions.length > 0
      ? [
          note(
            'replicas',
            `${place.table} is a global table: its copies in ${regions.join(', ')} follow within seconds`,
            'Name these countries under transfers of the system, where they matter.',
          ),
        ]
      : []),
    ...(await asked(() => backups(book, place.table, note), note, 'backups')),
    ...(await asked(() => timeToLive(book, place.table, note), note, 'time-to-live')),
  ];
}

type Note = (code: string, problem: string, remedy: string) => StoreProblem;

async function backups(book: TableDescriptions, table: string, note: Note): Promise<StoreProblem[]> {
  const answer = await callDynamoDb({ table }, () =>
    book.client.send(new DescribeContinuousBackupsCommand({ TableName: table })),
  );
  const recovery = answer.ContinuousBackupsDescription?.PointInTimeRecoveryDescription;
  if (recovery?.PointInTimeRecoveryStatus !== 'ENABLED') return [];
  const days = recovery.RecoveryPeriodInDays ?? 35;
  return [
    note(
      'backups',
      `${table} can be restored to any moment of the last ${days} days, erased items included`,
      `Let backupsKept of this store in the desk file be P${days}D at least.`,
    ),
  ];
}

async function timeToLive(book: TableDescriptions, table: string, note: Note): Promise<StoreProblem[]> {
  const answer = await callDynamoDb({ table }, () =>
    book.client.send(new DescribeTimeToLiveCommand({ TableName: table })),
  );
  const { TimeToLiveStatus: status, AttributeName: attribute } = answer.TimeToLiveDescription ?? {};
  if (status !== 'ENABLED') return [];
  return [
    note(
      'time-to-live',
      `DynamoDB itself deletes items of ${table} after the time in ${attribute}: what is kept may go earlier than the map says`,
      'Let no item have that time before the end of its retention.',
    ),
  ];
}

/**
 * What the role may not ask is said and stops nothing. A server that does not know the question, as a local
 * one, has none of it.
 */
async function asked(ask: () => Promise<StoreProblem[]>, note: Note, code: string): Promise<StoreProblem[]> {
  try {
    return await ask();
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    if (error.place.code === 'UnknownOperationException') return [];
    const problem = `whether the table has ${code} of its own was not looked at (${error.place.code})`;
    return [note(code, problem, 'Allow dynamodb:DescribeContinuousBackups and DescribeTimeToLive on it.')];
  }
}
