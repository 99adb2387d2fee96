import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CheckLane } from '../domain/check-lane';
import type { DueRequest } from '../domain/ports';
import { pages } from './dynamo-pages';
import type { IndexSettings } from './dynamo-request-index';
import { readDue } from './dynamo-request-summary';

/**
 * The name of the index of checks: partitioned by lane, sorted by the instant of the next check. A lane is
 * read from its beginning, so that no date is too old to be seen: a letter entered weeks late, a late proof,
 * a clock that was slow. Only due rows are read, so a lane is no hot partition.
 */
export const DUE_INDEX = 'due';

const lanes: readonly CheckLane[] = ['law', 'rest'];

type Settings = Pick<IndexSettings, 'client' | 'table'>;

/** The requests whose check is due until then (instant), what a law dates first. */
export async function* dueRequests(settings: Settings, until: string): AsyncIterable<DueRequest> {
  for (const lane of lanes) yield* dueIn(settings, lane, until);
}

async function* dueIn(
  { client, table }: Settings,
  lane: CheckLane,
  until: string,
): AsyncIterable<DueRequest> {
  const query = (start: Record<string, unknown> | undefined) =>
    client.send(
      new QueryCommand({
        TableName: table,
        IndexName: DUE_INDEX,
        KeyConditionExpression: 'checkDay = :lane AND nextCheckAt <= :until',
        ExpressionAttributeValues: { ':lane': lane, ':until': until },
        ExclusiveStartKey: start,
      }),
    );
  for await (const item of pages(query)) yield readDue(item, lane);
}
