import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { LoggedEvent } from '../domain/events';
import type { AppendedEntry } from '../domain/evidence-store';
import { readStored } from '../domain/read-stored';
import { statusOfThrown } from '../domain/thrown';
import { pages } from './dynamo-pages';
import { readRequestId } from './dynamo-request-summary';
import { isConditionFailed } from './is-condition-failed';
import { parseLog } from './logged-event-schema';

/** The name of the index of entries by the hour in which they were appended. */
export const HOUR_INDEX = 'hour';

/** What the index of entries by the hour holds of one. */
const EntryShape = z.looseObject({ requestId: z.string(), sk: z.string() });

/** The time-to-live attribute. A log whose oldest entry has it counts as forgotten. */
const ENDED = 'ttl';

const NOT_ENDED = 'attribute_not_exists(#ttl)';

/** After the keys of all entries, and before that of the summary. */
const LAST_KEY = 'E#999999';

/** The entries of all logs, as the table holds them. */
export class DynamoLogEntries {
  constructor(private readonly s: { readonly client: DynamoDBDocumentClient; readonly table: string }) {}

  /** One conditional put. False when the number is taken, or when no reply came: then it may be there. */
  async put(event: LoggedEvent): Promise<boolean> {
    try {
      const sk = sortKey(event.seq);
      await this.s.client.send(
        new PutCommand({
          TableName: this.s.table,
          Item: {
            requestId: event.requestId,
            sk,
            type: event.type,
            hour: event.at.slice(0, 13),
            hash: `${event.hash} ${event.type}`,
            body: JSON.stringify(event),
          },
          ConditionExpression: 'attribute_not_exists(sk)',
        }),
      );
      return true;
    } catch (error) {
      if (isConditionFailed(error) || !hasAnswer(error)) return false;
      throw error;
    }
  }

  /**
   * Hash and type share an attribute, because the index projects only that one. Older entries have the hash
   * alone.
   */
  async *appendedIn(hour: string): AsyncIterable<AppendedEntry> {
    const query = (start: Record<string, unknown> | undefined) =>
      this.s.client.send(
        new QueryCommand({
          TableName: this.s.table,
          IndexName: HOUR_INDEX,
          KeyConditionExpression: '#hour = :hour',
          ExpressionAttributeNames: { '#hour': 'hour' },
          ExpressionAttributeValues: { ':hour': hour },
          ExclusiveStartKey: start,
        }),
      );
    for await (const item of pages(query)) {
      const { requestId, sk, hash: hashAndType } = readStored('a stored entry of a log', EntryShape, item);
      const [hash = '', type] = String(hashAndType ?? '').split(' ');
      yield { requestId, seq: Number(sk.slice(2)), hash, ...(type ? { type } : {}) };
    }
  }

  async *requestIds(): AsyncIterable<string> {
    const scan = (start: Record<string, unknown> | undefined) =>
      this.s.client.send(
        new ScanCommand({
          TableName: this.s.table,
          ProjectionExpression: 'requestId',
          FilterExpression: NOT_ENDED,
          ExpressionAttributeNames: { '#ttl': 'ttl' },
          ExclusiveStartKey: start,
        }),
      );
    const known = new Set<string>();
    for await (const item of pages(scan)) {
      const id = readRequestId(item);
      if (known.has(id)) continue;
      known.add(id);
      yield id;
    }
  }

  /** The entries after the number `after`. */
  async events(requestId: string, after = 0): Promise<LoggedEvent[]> {
    const query = (start: Record<string, unknown> | undefined) =>
      this.s.client.send(
        new QueryCommand({
          TableName: this.s.table,
          ConsistentRead: true,
          KeyConditionExpression: 'requestId = :id AND sk BETWEEN :from AND :to',
          ExpressionAttributeValues: { ':id': requestId, ':from': sortKey(after + 1), ':to': LAST_KEY },
          ExclusiveStartKey: start,
        }),
      );
    const items: Record<string, unknown>[] = [];
    for await (const item of pages(query)) items.push(item);
    return items[0] && ENDED in items[0] ? [] : parseLog(items.map((item) => item.body));
  }

  /**
   * Marks an entry as dropped from then on.
   *
   * @param ttl - seconds since 1970
   */
  async end(requestId: string, seq: number, ttl: number): Promise<void> {
    await this.s.client.send(
      new UpdateCommand({
        TableName: this.s.table,
        Key: { requestId, sk: sortKey(seq) },
        UpdateExpression: 'SET #ttl = :ttl REMOVE #hour',
        ConditionExpression: 'attribute_exists(sk)',
        ExpressionAttributeNames: { '#ttl': ENDED, '#hour': 'hour' },
        ExpressionAttributeValues: { ':ttl': ttl },
      }),
    );
  }
}

function sortKey(seq: number): string {
  return `E#${String(seq).padStart(6, '0')}`;
}

/** Whether the service replied: a dropped connection does not say whether a put was carried out. */
function hasAnswer(error: unknown): boolean {
  const status = statusOfThrown(error);
  return status !== undefined && status < 500;
}
