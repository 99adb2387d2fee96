import { type DynamoDBDocumentClient, QueryCommand, ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { Temporal } from 'temporal-polyfill';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DueRequest, RequestSummary } from '../domain/ports';
import { pages } from './dynamo-pages';
import { isConditionFailed } from './is-condition-failed';

export interface IndexSettings {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
  /** When the watch must look at a request again; derived from its log. */
  readonly nextCheckAt: (request: DataSubjectRequest) => string | undefined;
}

/** Name of the table's index: partition by day of the next check, sorted by its instant. */
export const DUE_INDEX = 'due';

/** Sort key of the one item of a request that is not an event. */
export const SUMMARY = 'SUMMARY';

/**
 * The summary item of each request, which the watch's index shows: written before an event that could bring a check forward, made exact afterwards.
 * A crash in between makes a check early, never late or absent.
 */
export class DynamoRequestIndex {
  constructor(private readonly s: IndexSettings) {}

  /** Brings the check forward (never back) in the name of the event about to be written. Says whether it did: the index then shows what it will have to. */
  async announce(after: DataSubjectRequest, before: DataSubjectRequest | undefined): Promise<boolean> {
    const next = this.s.nextCheckAt(after);
    if (next === undefined || (before && !isSooner(next, this.s.nextCheckAt(before)))) return false;
    return this.conditionally(
      this.update(after.requestId, {
        set: {
          nextCheckAt: next,
          checkDay: next.slice(0, 10),
          announcedSeq: after.log.length,
          status: after.status,
          right: after.right,
          receivedAt: after.received.receivedAt,
        },
        condition: 'attribute_not_exists(#nextCheckAt) OR #nextCheckAt > :nextCheckAt',
      }),
    );
  }

  /** After the event: skipped when nothing the index shows has changed. */
  async makeExact(after: DataSubjectRequest, before: DataSubjectRequest | undefined): Promise<void> {
    const same =
      before?.status === after.status &&
      before.outcome === after.outcome &&
      this.s.nextCheckAt(before) === this.s.nextCheckAt(after);
    if (!same) await this.write(after, after.log.length);
  }

  /** Leaves an announcement newer than `upToSeq` alone: that writer's event may be about to appear. */
  async write(request: DataSubjectRequest, upToSeq: number): Promise<void> {
    const next = this.s.nextCheckAt(request);
    const exactSeq = request.log.length;
    await this.conditionally(
      this.update(request.requestId, {
        set: {
          status: request.status,
          right: request.right,
          receivedAt: request.received.receivedAt,
          outcome: request.outcome ?? null,
          exactSeq,
          announcedSeq: Math.max(exactSeq, upToSeq),
          ...(next ? { nextCheckAt: next, checkDay: next.slice(0, 10) } : {}),
        },
        remove: next ? [] : ['nextCheckAt', 'checkDay'],
        condition:
          '(attribute_not_exists(#exactSeq) OR #exactSeq <= :exactSeq) AND (attribute_not_exists(#announcedSeq) OR #announcedSeq <= :announcedSeq)',
      }),
    );
  }

  async *due(fromDay: string, until: string): AsyncIterable<DueRequest> {
    for (const day of days(fromDay, until.slice(0, 10))) yield* this.dueOn(day, until);
  }

  private async *dueOn(day: string, until: string): AsyncIterable<DueRequest> {
    const query = (start: Record<string, unknown> | undefined) =>
      this.s.client.send(
        new QueryCommand({
          TableName: this.s.table,
          IndexName: DUE_INDEX,
          KeyConditionExpression: 'checkDay = :day AND nextCheckAt <= :until',
          ExpressionAttributeValues: { ':day': day, ':until': until },
          ExclusiveStartKey: start,
        }),
      );
    for await (const item of pages(query)) {
      yield {
        requestId: String(item.requestId),
        nextCheckAt: String(item.nextCheckAt),
        announcedSeq: Number(item.announcedSeq ?? 0),
      };
    }
  }

  /** Ids in one segment of a parallel scan. */
  async *slice(part: number, parts: number): AsyncIterable<string> {
    for await (const item of this.scan({ Segment: part, TotalSegments: parts })) yield String(item.requestId);
  }

  async *summaries(): AsyncIterable<RequestSummary> {
    for await (const item of this.scan({})) {
      yield {
        requestId: String(item.requestId),
        status: String(item.status),
        right: String(item.right),
        receivedAt: String(item.receivedAt),
        ...(item.outcome ? { outcome: String(item.outcome) } : {}),
        ...(item.nextCheckAt ? { nextCheckAt: String(item.nextCheckAt) } : {}),
      };
    }
  }

  private scan(segment: {
    Segment?: number;
    TotalSegments?: number;
  }): AsyncIterable<Record<string, unknown>> {
    return pages((start) =>
      this.s.client.send(
        new ScanCommand({
          TableName: this.s.table,
          ...segment,
          FilterExpression: 'sk = :summary',
          ExpressionAttributeValues: { ':summary': SUMMARY },
          ExclusiveStartKey: start,
        }),
      ),
    );
  }

  private update(requestId: string, what: SummaryUpdate): UpdateCommand {
    const names = [...new Set([...Object.keys(what.set), ...(what.remove ?? [])])];
    const set = Object.keys(what.set).map((name) => `#${name} = :${name}`);
    const remove = (what.remove ?? []).map((name) => `#${name}`);
    return new UpdateCommand({
      TableName: this.s.table,
      Key: { requestId, sk: SUMMARY },
      UpdateExpression: `SET ${set.join(', ')}${remove.length > 0 ? ` REMOVE ${remove.join(', ')}` : ''}`,
      ConditionExpression: what.condition,
      ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
      ExpressionAttributeValues: Object.fromEntries(
        Object.entries(what.set).map(([name, v]) => [`:${name}`, v]),
      ),
    });
  }

  private async conditionally(command: UpdateCommand): Promise<boolean> {
    try {
      await this.s.client.send(command);
      return true;
    } catch (error) {
      if (!isConditionFailed(error)) throw error;
      return false;
    }
  }
}

interface SummaryUpdate {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  readonly condition: string;
}

function isSooner(next: string, than: string | undefined): boolean {
  return than === undefined || next < than;
}

function* days(from: string, to: string): Iterable<string> {
  for (let day = Temporal.PlainDate.from(from); day.toString() <= to; day = day.add({ days: 1 }))
    yield day.toString();
}
