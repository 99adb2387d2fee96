import { PutCommand, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import { plusDuration } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { TryAgainError, UnknownRequestError } from '../domain/errors';
import type { LoggedEvent, NewEvent } from '../domain/events';
import type { AppendedEntry } from '../domain/evidence-store';
import { foldRequest } from '../domain/fold-request';
import { readStored } from '../domain/read-stored';
import { statusOfThrown } from '../domain/thrown';
import { noteWrite } from './call-context';
import { CallMemo } from './call-memo';
import { pages } from './dynamo-pages';
import type { DynamoRequestIndex, IndexSettings } from './dynamo-request-index';
import { readRequestId } from './dynamo-request-summary';
import { CHAIN_START, chainEvent } from './event-chain';
import { isConditionFailed } from './is-condition-failed';
import { LogCache } from './log-cache';
import { parseLog } from './logged-event-schema';

export interface RegisterSettings extends IndexSettings {
  /** Milliseconds for which an append retries against other writers before it throws `TryAgainError`. */
  readonly patienceMs?: number;
  readonly pause?: (ms: number) => Promise<void>;
}

/** The name of the index of entries by the hour in which they were appended. */
export const HOUR_INDEX = 'hour';

/** What the index of entries by the hour holds of one. */
const EntryShape = z.looseObject({ requestId: z.string(), sk: z.string() });

/** The time-to-live attribute. A log whose oldest entry has it counts as forgotten. */
const ENDED = 'ttl';

/** Long enough for the watch to finish what a crash interrupted. */
const DROPPED_AFTER = 'P30D';

const NOT_ENDED = 'attribute_not_exists(#ttl)';

/** After the keys of all entries, and before that of the summary. */
const LAST_KEY = 'E#999999';

const DEFAULT_PATIENCE_MS = 20_000;

/** The entries of the requests in the table: reads, appends and ends them, and keeps the index in step. */
export class RequestLog {
  private readonly known = new LogCache();
  private readonly inCall = new CallMemo<DataSubjectRequest>();
  private readonly pause: (ms: number) => Promise<void>;

  constructor(
    private readonly s: RegisterSettings,
    private readonly index: DynamoRequestIndex,
  ) {
    this.pause = s.pause ?? ((ms) => new Promise((done) => setTimeout(done, ms)));
  }

  /** As the running call has read or written it a moment ago; otherwise as the table has it. */
  async find(requestId: string): Promise<DataSubjectRequest | undefined> {
    return this.inCall.current(requestId) ?? this.read(requestId);
  }

  /** As the table has it now. */
  async read(requestId: string): Promise<DataSubjectRequest | undefined> {
    const log = await this.whole(requestId);
    if (log.length === 0) {
      this.inCall.forget(requestId);
      return undefined;
    }
    const request = foldRequest(log);
    this.keep(request);
    return request;
  }

  private keep(request: DataSubjectRequest): void {
    this.known.keep(request.requestId, request.log);
    this.inCall.keep(request.requestId, request);
  }

  /**
   * The cached log with what came since. The last cached entry is read again: after a restore to an earlier
   * day it is gone, and writing after it would leave a gap.
   */
  private async whole(requestId: string): Promise<LoggedEvent[]> {
    const before = this.known.of(requestId);
    if (before.length === 0) return this.events(requestId);
    const [last, ...since] = await this.events(requestId, before.length - 1);
    if (last?.hash === before.at(-1)?.hash) return [...before, ...since];
    this.known.forget(requestId);
    return this.events(requestId);
  }

  /**
   * Reads, decides and writes, and repeats all of it while other writers are first. No event is lost, however
   * many writers there are at once. The first try goes by what the call has read: its put succeeds only if
   * that is still the whole log. Whatever else comes of it is decided on a new reading.
   */
  async append(requestId: string, commandId: string, decide: DecideFirst): Promise<DataSubjectRequest> {
    const seen = this.inCall.seen(requestId);
    const written = seen && (await this.appendTo(seen, commandId, decide));
    return written ?? this.readAndAppend(requestId, commandId, decide, seen ? 1 : 0);
  }

  private async appendTo(
    seen: DataSubjectRequest,
    commandId: string,
    decide: DecideFirst,
  ): Promise<DataSubjectRequest | undefined> {
    if (seen.log.some((e) => e.commandId === commandId)) return undefined;
    const event = eventOf(decide, seen);
    return event && this.tryAppend(this.link(seen.requestId, commandId, seen.log), event, seen);
  }

  private async readAndAppend(
    requestId: string,
    commandId: string,
    decide: DecideFirst,
    triesBefore: number,
  ): Promise<DataSubjectRequest> {
    const patience = this.s.patienceMs ?? DEFAULT_PATIENCE_MS;
    for (let waited = 0, attempt = 0; waited <= patience; attempt += 1) {
      const before = await this.read(requestId);
      if (before?.log.some((e) => e.commandId === commandId))
        return this.recovered(before, triesBefore + attempt);
      const event = decide(before);
      if (!event) return mustExist(before);
      const written = await this.tryAppend(this.link(requestId, commandId, before?.log ?? []), event, before);
      if (written) return written;
      const ms = jitter(attempt);
      waited += ms;
      await this.pause(ms);
    }
    throw new TryAgainError('too many writers at once');
  }

  /** The reply to an earlier put was lost, and with it the update of the index after it. */
  private async recovered(request: DataSubjectRequest, attempts: number): Promise<DataSubjectRequest> {
    if (attempts > 0) await this.index.write(request, request.log.length);
    return request;
  }

  private link(requestId: string, commandId: string, log: readonly LoggedEvent[]) {
    const prev = log.at(-1)?.hash ?? CHAIN_START;
    return { requestId, seq: log.length + 1, at: this.s.clock.now(), commandId, prev };
  }

  /**
   * One conditional put. Returns `undefined` when another writer was first or the reply was lost; the next
   * read shows which.
   */
  private async tryAppend(
    link: ReturnType<RequestLog['link']>,
    event: NewEvent,
    before: DataSubjectRequest | undefined,
  ): Promise<DataSubjectRequest | undefined> {
    const logged = chainEvent(link, event);
    const after = foldRequest([...(before?.log ?? []), logged]);
    const announced = await this.index.announce(after, before);
    if (!(await this.put(logged))) return undefined;
    noteWrite();
    this.keep(after);
    if (!announced || before?.outcome !== after.outcome || after.status === 'closed')
      await this.index.makeExact(after, before);
    return after;
  }

  private async put(event: LoggedEvent): Promise<boolean> {
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
   * Ends the newest entry first and the oldest last. While the oldest is there, the request is read as it
   * was, and the watch begins again; without it the request is forgotten, whatever else the table still
   * holds. The other entries are dropped a month later, so that a crash in between leaves no log with a gap,
   * and a summary by which the watch finds it.
   */
  async forget(requestId: string): Promise<void> {
    const entries = await this.events(requestId);
    const now = this.s.clock.now();
    const afterwards = secondsOf(plusDuration(now, DROPPED_AFTER, 'UTC'));
    for (const { seq } of [...entries].reverse()) {
      if (seq === 1) await this.index.end(requestId, afterwards);
      await this.end(requestId, seq, seq === 1 ? secondsOf(now) : afterwards);
    }
    this.known.forget(requestId);
    this.inCall.forget(requestId);
  }

  /** Includes requests that are half forgotten. */
  async *slice(part: number, parts: number): AsyncIterable<string> {
    for await (const { requestId, isEnded } of this.index.slice(part, parts))
      if (!isEnded || (await this.find(requestId))) yield requestId;
  }

  private async end(requestId: string, seq: number, ttl: number): Promise<void> {
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

type DecideFirst = (before: DataSubjectRequest | undefined) => NewEvent | undefined;

/** What is refused by what the call has seen may be allowed by now: a new reading decides. */
function eventOf(decide: DecideFirst, seen: DataSubjectRequest): NewEvent | undefined {
  try {
    return decide(seen);
  } catch {
    return undefined;
  }
}

/** Seconds since 1970, as the time to live needs them. */
function secondsOf(instant: string): number {
  return Math.floor(Date.parse(instant) / 1000);
}

function sortKey(seq: number): string {
  return `E#${String(seq).padStart(6, '0')}`;
}

/** Throws {@link UnknownRequestError} where there is no such request. */
export function mustExist(request: DataSubjectRequest | undefined): DataSubjectRequest {
  if (!request) throw new UnknownRequestError('no such request');
  return request;
}

/** Whether the service replied: a dropped connection does not say whether a put was carried out. */
function hasAnswer(error: unknown): boolean {
  const status = statusOfThrown(error);
  return status !== undefined && status < 500;
}

/**
 * Full jitter, up to a quarter of a second.
 * https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
 */
function jitter(attempt: number): number {
  return Math.random() * Math.min(250, 10 * 2 ** attempt);
}
