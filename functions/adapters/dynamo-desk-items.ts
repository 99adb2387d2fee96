import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { DeskItems, TokenItem } from '../domain/desk-items';
import { readIfStored, readStored } from '../domain/read-stored';
import { conditionHolds } from './condition-holds';
import {
  CursorShape,
  PersonShape,
  SessionShape,
  TokenShape,
  TypedShape,
  WaitShape,
} from './desk-item-shapes';
import { authenticatorItems } from './dynamo-authenticator-items';

export interface DeskItemsSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type Item = Record<string, unknown>;

/**
 * The small items beside the register. Every write is conditional or may be repeated, and each item may be
 * lost without harm. The time to live only tidies up: readers compare the expiry themselves.
 */
export function dynamoDeskItems(settings: DeskItemsSettings): DeskItems {
  const t = new ItemTable(settings);
  return {
    saveToken: async (token, forgetAt) => {
      await t.putNew(`TOKEN#${token.hash}`, '-', { ...token, attempts: 0 }, forgetAt);
    },
    findToken: async (hash) => readToken(await t.get(`TOKEN#${hash}`, '-')),
    countAttempt: (hash, limit) => t.count(`TOKEN#${hash}`, 'attempts', limit),
    giveBackAttempt: async (hash) => {
      await t.countBack(`TOKEN#${hash}`, 'attempts');
    },
    saveWait: (requestId, wait, taskToken) => t.put(`WAIT#${requestId}`, wait, { wait, taskToken }),
    waits: async (requestId) =>
      (await t.all(`WAIT#${requestId}`)).map((item) =>
        readStored('a stored wait of a task', WaitShape, item),
      ),
    dropWait: (requestId, wait, taskToken) => t.removeIf(`WAIT#${requestId}`, wait, { taskToken }),
    takeQuota: (key, limit, expiresAt) => t.count(`QUOTA#${key}`, 'used', limit, expiresAt),
    takePlace: (key, taker, limit, expiresAt) => t.place(`QUOTA#${key}`, taker, limit, expiresAt),
    takeLease: (key, now, until) => t.lease(`LEASE#${key}`, now, until),
    dropLease: (key, until) => t.removeIf(`LEASE#${key}`, '-', { until }),
    saveSession: (session) => t.put(`SESSION#${session.hash}`, '-', { ...session }, session.expiresAt),
    findSession: async (hash) =>
      readIfStored('a stored session', SessionShape, await t.get(`SESSION#${hash}`, '-')),
    changeSession: (hash, now, change) => t.change(`SESSION#${hash}`, now, { ...change }),
    endSession: async (hash) => {
      await t.change(`SESSION#${hash}`, ENDED, { expiresAt: ENDED });
    },
    useTotpStep: (staffId, step) => t.raise(`STAFF#${staffId}`, 'totp-step', step),
    ...authenticatorItems(settings),
    savePerson: (person, expiresAt) =>
      t.put(`PERSON#${person.hash}`, `${person.requestId}#${person.place}`, { ...person }, expiresAt),
    findPerson: async (hash) =>
      (await t.all(`PERSON#${hash}`)).map((item) =>
        readStored('a stored hash of an identifier', PersonShape, item),
      ),
    saveTyped: (requestId, offer, sealed, forgetAt) =>
      t.put(`TYPED#${requestId}`, offer, { sealed }, forgetAt),
    findTyped: async (requestId, offer) =>
      readIfStored('a stored typed proof', TypedShape, await t.get(`TYPED#${requestId}`, offer))?.sealed,
    dropTyped: (requestId, offer) => t.remove(`TYPED#${requestId}`, offer),
    saveCursor: (name, value) => t.put(`CURSOR#${name}`, '-', { value }),
    findCursor: async (name) =>
      readIfStored('a stored cursor of a sweep', CursorShape, await t.get(`CURSOR#${name}`, '-'))?.value,
  };
}

/** An attempt that is counted after the table has dropped the link leaves an item with the count alone. */
function readToken(item: Item | undefined): TokenItem | undefined {
  const isCountOnly = item !== undefined && Object.keys(item).sort().join() === 'attempts,pk,sk';
  return isCountOnly ? undefined : readIfStored('a stored link', TokenShape, item);
}

/**
 * The expiry of an ended session: before any instant, so that a clock that is a moment slow does not revive
 * it.
 */
const ENDED = '0';

/** The longest lease. One that ends later was taken by a clock that had jumped ahead, and does not count. */
const MAX_LEASE_MS = 24 * 3_600_000;

class ItemTable {
  constructor(private readonly s: DeskItemsSettings) {}

  async put(pk: string, sk: string, item: Item, expiresAt?: string): Promise<void> {
    await this.s.client.send(
      new PutCommand({ TableName: this.s.table, Item: { ...item, pk, sk, ...ttl(expiresAt) } }),
    );
  }

  /** False when there is one already: the first wins. */
  async putNew(pk: string, sk: string, item: Item, expiresAt?: string): Promise<boolean> {
    return conditionHolds(
      this.s.client.send(
        new PutCommand({
          TableName: this.s.table,
          Item: { ...item, pk, sk, ...ttl(expiresAt) },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      ),
    );
  }

  async lease(pk: string, now: string, until: string): Promise<boolean> {
    return conditionHolds(
      this.s.client.send(
        new PutCommand({
          TableName: this.s.table,
          Item: { pk, sk: '-', until, ...ttl(until) },
          ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now OR #until > :longest',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: {
            ':now': now,
            ':longest': new Date(Date.parse(now) + MAX_LEASE_MS).toISOString(),
          },
        }),
      ),
    );
  }

  async get(pk: string, sk: string): Promise<Item | undefined> {
    const answer = await this.s.client.send(
      new GetCommand({ TableName: this.s.table, Key: { pk, sk }, ConsistentRead: true }),
    );
    return answer.Item;
  }

  async all(pk: string): Promise<Item[]> {
    const answer = await this.s.client.send(
      new QueryCommand({
        TableName: this.s.table,
        ConsistentRead: true,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk },
      }),
    );
    return answer.Items ?? [];
  }

  async remove(pk: string, sk: string): Promise<void> {
    await this.s.client.send(new DeleteCommand({ TableName: this.s.table, Key: { pk, sk } }));
  }

  /** Removes an item only while a field has the value, so that a newer item stays. */
  async removeIf(pk: string, sk: string, is: Readonly<Record<string, string>>): Promise<void> {
    const [[field, value] = ['', '']] = Object.entries(is);
    await conditionHolds(
      this.s.client.send(
        new DeleteCommand({
          TableName: this.s.table,
          Key: { pk, sk },
          ConditionExpression: '#field = :value',
          ExpressionAttributeNames: { '#field': field },
          ExpressionAttributeValues: { ':value': value },
        }),
      ),
    );
  }

  /** Counts before anything is compared, so that parallel tries never exceed the limit. */
  async count(pk: string, field: string, limit: number, expiresAt?: string): Promise<boolean> {
    const expiry = ttl(expiresAt);
    return conditionHolds(
      this.s.client.send(
        new UpdateCommand({
          TableName: this.s.table,
          Key: { pk, sk: '-' },
          UpdateExpression: `ADD #field :one${expiry.ttl ? ' SET #ttl = :ttl' : ''}`,
          ConditionExpression: 'attribute_not_exists(#field) OR #field < :limit',
          ExpressionAttributeNames: { '#field': field, ...(expiry.ttl ? { '#ttl': 'ttl' } : {}) },
          ExpressionAttributeValues: {
            ':one': 1,
            ':limit': limit,
            ...(expiry.ttl ? { ':ttl': expiry.ttl } : {}),
          },
        }),
      ),
    );
  }

  /** Takes one count back, without losing what others count at the same moment. */
  async countBack(pk: string, field: string): Promise<void> {
    await conditionHolds(
      this.s.client.send(
        new UpdateCommand({
          TableName: this.s.table,
          Key: { pk, sk: '-' },
          UpdateExpression: 'ADD #field :back',
          ConditionExpression: '#field >= :one',
          ExpressionAttributeNames: { '#field': field },
          ExpressionAttributeValues: { ':back': -1, ':one': 1 },
        }),
      ),
    );
  }

  /** Stores the takers rather than their number, so that a retry after a lost reply finds its own place. */
  async place(pk: string, taker: string, limit: number, expiresAt: string): Promise<boolean> {
    return conditionHolds(
      this.s.client.send(
        new UpdateCommand({
          TableName: this.s.table,
          Key: { pk, sk: '-' },
          UpdateExpression: 'ADD #takers :one SET #ttl = :ttl',
          ConditionExpression:
            'attribute_not_exists(#takers) OR contains(#takers, :taker) OR size(#takers) < :limit',
          ExpressionAttributeNames: { '#takers': 'takers', '#ttl': 'ttl' },
          ExpressionAttributeValues: {
            ':one': new Set([taker]),
            ':taker': taker,
            ':limit': limit,
            ':ttl': ttl(expiresAt).ttl,
          },
        }),
      ),
    );
  }

  /** Changes fields only while the item has not expired. An ended item is expired by any clock. */
  async change(pk: string, now: string, fields: Item & { readonly expiresAt?: string }): Promise<boolean> {
    const set: Item = { ...fields, ...ttl(fields.expiresAt) };
    const names = Object.keys(set);
    return conditionHolds(
      this.s.client.send(
        new UpdateCommand({
          TableName: this.s.table,
          Key: { pk, sk: '-' },
          UpdateExpression: `SET ${names.map((name) => `#${name} = :${name}`).join(', ')}`,
          ConditionExpression: '#expiresAt > :now',
          ExpressionAttributeNames: Object.fromEntries(
            ['expiresAt', ...names].map((name) => [`#${name}`, name]),
          ),
          ExpressionAttributeValues: {
            ':now': now,
            ...Object.fromEntries(names.map((name) => [`:${name}`, set[name]])),
          },
        }),
      ),
    );
  }

  /** Stores the value if it is higher than the stored one; false otherwise. */
  async raise(pk: string, sk: string, value: number): Promise<boolean> {
    return conditionHolds(
      this.s.client.send(
        new UpdateCommand({
          TableName: this.s.table,
          Key: { pk, sk },
          UpdateExpression: 'SET #value = :value',
          ConditionExpression: 'attribute_not_exists(#value) OR #value < :value',
          ExpressionAttributeNames: { '#value': 'value' },
          ExpressionAttributeValues: { ':value': value },
        }),
      ),
    );
  }
}

function ttl(expiresAt: string | undefined): { ttl?: number } {
  return expiresAt ? { ttl: Math.floor(Date.parse(expiresAt) / 1000) } : {};
}
