import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { CallCounter, type CallHooks } from '../../local/aws/call-hooks';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import { startFaultProxy } from '../../local/aws/fault-proxy';
import { createTables } from '../../local/desk/create-tables';

export interface WireTables {
  readonly client: DynamoDBDocumentClient;
  /** A client that goes past the proxy. */
  readonly direct: DynamoDBDocumentClient;
  close(): Promise<void>;
}

/** The desk's tables on dynalite, reached over the wire; `hooks` break chosen calls. */
export async function wireTables(hooks: CallHooks = {}): Promise<WireTables> {
  const server = await startDynamoDb({});
  const proxy = await startFaultProxy({ target: server.endpoint, counter: new CallCounter(hooks) });
  const clientOf = (endpoint: string) =>
    new DynamoDBClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
  const direct = clientOf(server.endpoint);
  await createTables(direct);
  return {
    client: DynamoDBDocumentClient.from(clientOf(proxy.endpoint)),
    direct: DynamoDBDocumentClient.from(direct),
    close: async () => {
      await proxy.stop();
      await server.stop();
    },
  };
}
