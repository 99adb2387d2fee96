import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

const answered = new WeakSet<DynamoDBDocumentClient>();

/** Notes from now on that AWS has answered this client, so that {@link clockSkew} knows its time. */
export function watchClock(client: DynamoDBDocumentClient): DynamoDBDocumentClient {
  client.middlewareStack.add(
    (next) => async (args) => {
      const answer = await next(args);
      answered.add(client);
      return answer;
    },
    { step: 'initialize', name: 'watchClock' },
  );
  return client;
}

/**
 * Milliseconds by which the clock of AWS is ahead of ours, as of its last answer; undefined before the first.
 * The SDK sets it from the `Date` header of a reply when the clocks differ by more than five minutes.
 */
export function clockSkew(client: DynamoDBDocumentClient): number | undefined {
  const { systemClockOffset } = client.config;
  return systemClockOffset !== 0 || answered.has(client) ? systemClockOffset : undefined;
}
