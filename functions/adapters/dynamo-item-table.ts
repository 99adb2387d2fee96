import {
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import type { Lease } from '../domain/desk-items';
import { noteWrite } from './call-context';
import { CallMemo } from './call-memo';
import { conditionHolds } from './condition-holds';
import { isConditionFailed } from './is-condition-failed';

export interface ItemTableSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

export type Item = Record<string, unknown>;

interface Pass {
  /** The one field that must have a value. */
  readonly is: Readonly<Record<string, string>>;
  /** The field of the count. */
  readonly field: string;
  readonly limit: number;
}

/** The longest lease. One that ends later was taken by a clock that had jumped ahead, and does not count. */
const MAX_LEASE_MS = 24 * 3_600_000;

/** The end of a lease that was given up: before any instant. */
const ENDED = '0';

/**
 * The table of desk items: what each kind of access to it sends. After a write that others wait for or rely
 * on, the running call reads again what it has read. Counts, links and sessions are no such writes.
 */
export class ItemTable {
  private readonly inCall = new CallMemo<Item>();

  constructor(private readonly s: ItemTableSettings) {}

  async put(pk: string, sk: string, item: Item, expiresAt?: string): Promise<void> {
    await this.noted(
      this.s.client.send(
        new PutCommand({ TableName: this.s.table, Item: { ...item, pk, sk, ...ttl(expiresAt) } }),
      ),
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

  /** The item stays for a day after its end, so that whoever is next learns that somebody had it. */
  async lease(pk: string, now: string, until: string): Promise<Lease | undefined> {
    const latest = new Date(Date.parse(now) + MAX_LEASE_MS).toISOString();
    const put = new PutCommand({
      TableName: this.s.table,
      Item: { pk, sk: '-', until, ...ttl(dayAfter(until)) },
      ConditionExpression: 'attribute_not_exists(pk) OR #until <= :now OR #until > :latest',
      ExpressionAttributeNames: { '#until': 'until' },
      ExpressionAttributeValues: { ':now': now, ':latest': latest },
      ReturnValues: 'ALL_OLD',
    });
    try {
      const { Attributes } = await this.noted(this.s.client.send(put));
      return Attributes ? 'after-another' : 'first';
    } catch (error) {
      if (isConditionFailed(error)) return undefined;
      throw error;
    }
  }

  /** Ends a lease that was taken until then, and leaves the item: see {@link lease}. */
  async endLease(pk: string, until: string): Promise<void> {
    await conditionHolds(
      this.s.client.send(
        new PutCommand({
          TableName: this.s.table,
          Item: { pk, sk: '-', until: ENDED, ...ttl(dayAfter(until)) },
          ConditionExpression: '#until = :until',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':until': until },
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

  /** An item without a sort key, as the running call has read or written it a moment ago. */
  async getOnce(pk: string): Promise<Item | undefined> {
    const known = this.inCall.current(pk) ?? (await this.get(pk, '-'));
    if (known) this.inCall.keep(pk, known);
    return known;
  }

  /** As {@link put}, for an item that this call reads next, and that no other call relies on. */
  async putAndKeep(pk: string, item: Item, expiresAt: string): Promise<void> {
    await this.s.client.send(
      new PutCommand({ TableName: this.s.table, Item: { ...item, pk, sk: '-', ...ttl(expiresAt) } }),
    );
    this.inCall.keep(pk, item);
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
    await this.noted(this.s.client.send(new DeleteCommand({ TableName: this.s.table, Key: { pk, sk } })));
  }

  /** Removes an item only while a field has the value, so that a newer item stays. */
  async removeIf(pk: string, sk: string, is: Readonly<Record<string, string>>): Promise<void> {
    const [[field, value] = ['', '']] = Object.entries(is);
    await this.holds(
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

  /**
   * The item, if a field has the value and a count is below the limit. A write that changes nothing rather
   * than a read, so that both are checked at the same moment.
   */
  async pass(pk: string, { is, field, limit }: Pass): Promise<Item | undefined> {
    const [[name, value] = ['', '']] = Object.entries(is);
    const update = new UpdateCommand({
      TableName: this.s.table,
      Key: { pk, sk: '-' },
      UpdateExpression: 'ADD #field :none',
      ConditionExpression: '#name = :value AND (attribute_not_exists(#field) OR #field < :limit)',
      ExpressionAttributeNames: { '#name': name, '#field': field },
      ExpressionAttributeValues: { ':value': value, ':none': 0, ':limit': limit },
      ReturnValues: 'ALL_NEW',
    });
    try {
      return (await this.s.client.send(update)).Attributes;
    } catch (error) {
      if (isConditionFailed(error)) return undefined;
      throw error;
    }
  }

  /** Counts in one write, so that parallel tries never exceed the limit. */
  async count(pk: string, field: string, limit: number, expiresAt?: string): Promise<boolean> {
    const expiry = ttl(expiresAt);
    this.inCall.forget(pk);
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

  /** Stores the takers rather than their number, so that a retry after a lost reply finds its own place. */
  async place(pk: string, taker: string, limit: number, expiresAt: string): Promise<boolean> {
    return this.holds(
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
    this.inCall.forget(pk);
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

  /** False when the condition of a write does not hold. */
  private holds(sent: Promise<unknown>): Promise<boolean> {
    return conditionHolds(this.noted(sent));
  }

  /** What is read after a write is read anew. */
  private async noted<T>(sent: Promise<T>): Promise<T> {
    return sent.finally(noteWrite);
  }
}

function dayAfter(instant: string): string {
  return new Date(Date.parse(instant) + MAX_LEASE_MS).toISOString();
}

function ttl(expiresAt: string | undefined): { ttl?: number } {
  return expiresAt ? { ttl: Math.floor(Date.parse(expiresAt) / 1000) } : {};
}
