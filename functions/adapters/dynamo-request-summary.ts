import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CheckLane } from '../domain/check-lane';
import { defined } from '../domain/defined';
import type { DueRequest, RequestSummary } from '../domain/ports';
import { readStored } from './read-stored';

/** The sort key of the summary, the one item of a request that is no event. */
export const SUMMARY = 'SUMMARY';

const text = z.string();

/** A word of a closed list. Newer code may know others. */
const word = <T extends string>() => z.custom<T>((value) => typeof value === 'string');

const KeyShape = z.looseObject({ requestId: text });

const DueShape = z.looseObject({
  requestId: text,
  nextCheckAt: text,
  announcedSeq: z.exactOptional(z.number()),
});

/** The outcome is null while the request is open. */
const SummaryShape = z.looseObject({
  requestId: text,
  status: word<RequestSummary['status']>(),
  right: word<RequestSummary['right']>(),
  receivedAt: text,
  outcome: z.exactOptional(z.nullable(word<NonNullable<RequestSummary['outcome']>>())),
  nextCheckAt: z.exactOptional(text),
  dueOn: z.exactOptional(text),
});

/** The id of the request that an item is about. */
export function readRequestId(item: unknown): string {
  return readStored('item of a request', KeyShape, item).requestId;
}

/** An item of the index of checks, in the lane in which it was found. */
export function readDue(item: unknown, lane: CheckLane): DueRequest {
  const { requestId, nextCheckAt, announcedSeq = 0 } = readStored('check of a request', DueShape, item);
  return { requestId, nextCheckAt, announcedSeq, lane };
}

/** @throws {StoredShapeError} for an item that is no summary */
export function readSummary(item: unknown): RequestSummary {
  const summary = readStored('summary of a request', SummaryShape, item);
  const { requestId, status, right, receivedAt, outcome, nextCheckAt, dueOn } = summary;
  const facts = { requestId, status, right, receivedAt };
  return { ...facts, ...defined({ outcome: outcome ?? undefined, nextCheckAt, dueOn }) };
}

interface SummaryUpdate {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** Names every attribute it asks about with a `#` or as it is, and every value with a `:`. */
  readonly condition: string;
  /** Values that only the condition asks for. */
  readonly values?: Readonly<Record<string, unknown>>;
}

/** One conditional write to the summary of a request. */
export function summaryUpdate(
  table: string,
  requestId: string,
  { set, remove = [], condition, values = {} }: SummaryUpdate,
): UpdateCommand {
  const names = [...new Set([...Object.keys(set), ...remove])];
  const sets = Object.keys(set).map((name) => `#${name} = :${name}`);
  const removes = remove.map((name) => `#${name}`);
  return new UpdateCommand({
    TableName: table,
    Key: { requestId, sk: SUMMARY },
    UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries([
      ...Object.entries(set).map(([name, value]) => [`:${name}`, value]),
      ...Object.entries(values),
    ]),
  });
}
