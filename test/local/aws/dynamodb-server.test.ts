import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { startDynamoDb } from '../../../local/aws/dynamodb-server';
import { startDynamoDbThread } from '../../../local/aws/dynamodb-thread';
import type { LoopbackServer } from '../../../local/aws/loopback-server';
import { clientSettings, removeDirectory, temporaryDirectory } from './local-machine';
import { isReachableFromOutside } from './loopback-only';
import { createRegisterTable, statusOf } from './register-table';

describe.each([
  ['in this thread', startDynamoDb],
  ['in a thread of its own', startDynamoDbThread],
])('the local DynamoDB, %s,', (_, start) => {
  const directory = temporaryDirectory();
  let server: LoopbackServer;
  const client = () => new DynamoDBClient(clientSettings(server.endpoint));

  beforeAll(async () => {
    server = await start({ directory });
    await createRegisterTable(client());
  });
  afterAll(async () => {
    await server.stop();
    removeDirectory(directory);
  });

  const put = (pk: string) =>
    client().send(
      new PutItemCommand({
        TableName: 'register',
        Item: { pk: { S: pk } },
        ConditionExpression: 'attribute_not_exists(pk)',
      }),
    );

  it('refuses a put whose condition fails', async () => {
    await put('once');

    await expect(put('once')).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' });
  });

  it('keeps items across a restart on the same directory', async () => {
    await put('kept');
    await server.stop();
    server = await start({ directory });

    expect(await statusOf(client())).toBe('ACTIVE');
    const { Item } = await client().send(
      new GetItemCommand({ TableName: 'register', Key: { pk: { S: 'kept' } } }),
    );

    expect(Item).toEqual({ pk: { S: 'kept' } });
  });

  it('says when its port is taken', async () => {
    await expect(start({ port: server.port })).rejects.toThrow('EADDRINUSE');
  });

  it('listens on 127.0.0.1 only', async () => {
    expect(await isReachableFromOutside(server.port)).toBe(false);
  });
});
