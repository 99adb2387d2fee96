import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { ListedRequest, ListRange } from '../domain/ports';
import type { RequestList } from '../domain/request-list';
import { pages } from './dynamo-pages';
import type { IndexSettings } from './dynamo-request-index';
import { readListed } from './dynamo-request-summary';

/**
 * The name of the index of lists: partitioned by list, sorted by the instant since when a request is in it.
 * Ended requests are read from the newest on, so none of the others is touched.
 */
export const LIST_INDEX = 'list';

/** What the index holds of a summary besides its keys. */
export const LISTED_FACTS = ['right', 'outcome', 'receivedAt', 'dueOn', 'zone'] as const;

/** The requests of a list, newest first. */
export async function* listed(
  { client, table }: Pick<IndexSettings, 'client' | 'table'>,
  list: RequestList,
  { since = '', most = Number.POSITIVE_INFINITY }: ListRange,
): AsyncIterable<ListedRequest> {
  const query = (start: Record<string, unknown> | undefined) =>
    client.send(
      new QueryCommand({
        TableName: table,
        IndexName: LIST_INDEX,
        KeyConditionExpression: `inList = :list${since ? ' AND inListSince >= :since' : ''}`,
        ExpressionAttributeValues: { ':list': list, ...(since ? { ':since': since } : {}) },
        ScanIndexForward: false,
        ...(Number.isFinite(most) ? { Limit: most } : {}),
        ExclusiveStartKey: start,
      }),
    );
  let count = 0;
  for await (const item of pages(query)) {
    yield readListed(item);
    count += 1;
    if (count >= most) return;
  }
}
