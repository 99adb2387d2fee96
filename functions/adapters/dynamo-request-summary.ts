import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod/mini';
import type { CheckLane } from '../domain/check-lane';
import { defined } from '../domain/defined';
import type { DueRequest, ListedRequest, RequestSummary } from '../domain/ports';
import { readStored } from '../domain/read-stored';
import type { ListPlace } from '../domain/request-list';

/** The sort key of the summary, the one item of a request that is no event. */
export const SUMMARY = 'SUMMARY';

const KeyShape = z.looseObject({ requestId: z.string() });

/** A damaged field is read as an empty text: what scans all requests must not stop at one of them. */
const textOf = (value: unknown) => (typeof value === 'string' ? value : '');

/** The id of the request that an item is about. */
export function readRequestId(item: unknown): string {
  return readStored('a stored item of a request', KeyShape, item).requestId;
}

/** An item of the index of checks, in the lane in which it was found. */
export function readDue(item: unknown, lane: CheckLane): DueRequest {
  const { requestId, nextCheckAt, announcedSeq } = readStored('a stored check of a request', KeyShape, item);
  const seq = typeof announcedSeq === 'number' ? announcedSeq : 0;
  return { requestId, nextCheckAt: textOf(nextCheckAt), announcedSeq: seq, lane };
}

/** A summary; of a damaged one, whatever can still be read. Its outcome is null while the request is open. */
export function readSummary(item: unknown): RequestSummary {
  const stored = readStored('a stored summary of a request', KeyShape, item);
  const { requestId, status, right, receivedAt } = stored;
  const facts = { requestId, status: textOf(status), right: textOf(right), receivedAt: textOf(receivedAt) };
  const { outcome, nextCheckAt, dueOn } = stored;
  return {
    ...(facts as RequestSummary),
    ...defined({
      outcome: (textOf(outcome) as RequestSummary['outcome']) || undefined,
      nextCheckAt: textOf(nextCheckAt) || undefined,
      dueOn: textOf(dueOn) || undefined,
    }),
  };
}

/** An item of the index of lists. */
export function readListed(item: unknown): ListedRequest {
  const stored = readStored('a stored place in a list', KeyShape, item);
  const { requestId, right, outcome, receivedAt, dueOn } = readSummary(stored);
  const zone = textOf(stored.zone) || undefined;
  return {
    ...{ requestId, right, receivedAt, since: textOf(stored.inListSince) },
    ...defined({ outcome, dueOn, zone }),
  };
}

/**
 * The place of a summary that has none, by what it says itself: its log may be damaged. A summary that says
 * nothing is listed as open.
 */
export function placeOfSummary(item: unknown): ListPlace {
  const { status, right, outcome, receivedAt } = readSummary(item);
  const inListSince = receivedAt || UNKNOWN;
  if (status !== 'closed') return { inList: 'open', inListSince };
  const mayBeRestricted = right === 'restriction' && outcome !== 'refused';
  return { inList: mayBeRestricted ? 'restricted' : 'ended', inListSince };
}

/** The key of an index cannot be empty. */
const UNKNOWN = '-';

interface SummaryUpdate {
  readonly set: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** Names every attribute it asks about with a `#` or as it is, and every value with a `:`. */
  readonly condition: string;
  /** Values that only the condition asks for. */
  readonly values?: Readonly<Record<string, unknown>>;
  /** Attributes that only the condition asks for. */
  readonly names?: Readonly<Record<string, string>>;
}

/** One conditional write to the summary of a request. */
export function summaryUpdate(
  table: string,
  requestId: string,
  { set, remove = [], condition, values = {}, names: asked = {} }: SummaryUpdate,
): UpdateCommand {
  const names = [...new Set([...Object.keys(set), ...remove])];
  const sets = Object.keys(set).map((name) => `#${name} = :${name}`);
  const removes = remove.map((name) => `#${name}`);
  return new UpdateCommand({
    TableName: table,
    Key: { requestId, sk: SUMMARY },
    UpdateExpression: `SET ${sets.join(', ')}${removes.length > 0 ? ` REMOVE ${removes.join(', ')}` : ''}`,
    ConditionExpression: condition,
    ExpressionAttributeNames: { ...asked, ...Object.fromEntries(names.map((name) => [`#${name}`, name])) },
    ExpressionAttributeValues: Object.fromEntries([
      ...Object.entries(set).map(([name, value]) => [`:${name}`, value]),
      ...Object.entries(values),
    ]),
  });
}
