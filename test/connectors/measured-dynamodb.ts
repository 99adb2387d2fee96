import type {
  AttributeValue,
  DynamoDBClient,
  QueryCommandInput,
  QueryCommandOutput,
} from '@aws-sdk/client-dynamodb';
import { clientAt } from './single-table';

export interface Metered {
  readonly client: DynamoDBClient;
  /** Calls by their operation, and the capacity units that they took. */
  readonly calls: Map<string, number>;
  readonly units: () => number;
  readonly reset: () => void;
}

/** A client that counts what it asks for. */
export function meteredClient(endpoint: string): Metered {
  const client = clientAt(endpoint);
  const calls = new Map<string, number>();
  let units = 0;
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        const name = commandName.replace(/Command$/, '');
        calls.set(name, (calls.get(name) ?? 0) + 1);
        if (name !== 'DescribeTable') Object.assign(args.input, { ReturnConsumedCapacity: 'TOTAL' });
        const result = await next(args);
        const { ConsumedCapacity = [] } = result.output as { ConsumedCapacity?: object | object[] };
        for (const used of [ConsumedCapacity].flat())
          units += (used as { CapacityUnits?: number }).CapacityUnits ?? 0;
        return result;
      },
    { step: 'initialize' },
  );
  const reset = () => {
    calls.clear();
    units = 0;
  };
  return { client, calls, units: () => units, reset };
}

/** A client whose indexes go on showing what they showed when `freeze` was called: dynalite's never lag. */
export function laggingClient(endpoint: string, lags: (index: string) => boolean = () => true) {
  const client = clientAt(endpoint);
  const shown = new Map<string, QueryCommandOutput>();
  let frozen = false;
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const { IndexName = '', ...input } = args.input as QueryCommandInput;
        if (commandName !== 'QueryCommand' || !lags(IndexName) || IndexName === '') return next(args);
        const name = JSON.stringify([IndexName, input.ExpressionAttributeValues, input.ExclusiveStartKey]);
        const before = frozen ? shown.get(name) : undefined;
        if (before) return { output: before, response: undefined };
        const result = await next(args);
        shown.set(name, result.output as QueryCommandOutput);
        return result;
      },
    { step: 'initialize' },
  );
  const freeze = () => {
    frozen = true;
  };
  return { client, freeze };
}

/**
 * Bytes that DynamoDB counts for an item of text: names and values.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export function bytesOf(item: Readonly<Record<string, AttributeValue>>): number {
  return Object.entries(item).reduce(
    (sum, [name, { S = '' }]) => sum + Buffer.byteLength(name) + Buffer.byteLength(S),
    0,
  );
}
