import { createServer } from 'node:http';
import { Readable } from 'node:stream';
import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { CallCounter } from '../../../local/aws/call-hooks';
import { startDynamoDb } from '../../../local/aws/dynamodb-server';
import type { FaultMode } from '../../../local/aws/fault-plan';
import { FaultPlan } from '../../../local/aws/fault-plan';
import { startFaultProxy } from '../../../local/aws/fault-proxy';
import type { LoopbackServer } from '../../../local/aws/loopback-server';
import { listenOnLoopback } from '../../../local/aws/loopback-server';
import { startS3 } from '../../../local/aws/s3-server';
import { clientSettings, removeDirectory, temporaryDirectory } from './local-machine';
import { isReachableFromOutside } from './loopback-only';
import { createRegisterTable } from './register-table';

describe('the fault proxy', () => {
  const directory = temporaryDirectory();
  let dynamodb: LoopbackServer;
  let s3: LoopbackServer;
  let proxy: LoopbackServer;

  beforeAll(async () => {
    dynamodb = await startDynamoDb({ directory: `${directory}/dynamodb` });
    s3 = await startS3({ directory: `${directory}/s3`, buckets: ['box'] });
    await createRegisterTable(new DynamoDBClient(clientSettings(dynamodb.endpoint)));
  });
  afterEach(() => proxy.stop());
  afterAll(async () => {
    await Promise.all([dynamodb.stop(), s3.stop()]);
    removeDirectory(directory);
  });

  it('listens on 127.0.0.1 only', async () => {
    proxy = await startFaultProxy({ target: dynamodb.endpoint, counter: new CallCounter() });

    expect(await isReachableFromOutside(proxy.port)).toBe(false);
  });

  it.each<[FaultMode, string, boolean]>([
    ['fail-before', 'InternalServerError', false],
    ['fail-after', 'InternalServerError', true],
    ['drop-answer', 'socket hang up', true],
    ['crash-before', 'socket hang up', false],
    ['crash-after', 'socket hang up', true],
  ])('%s: a put ends in %s, its item is there: %s', async (mode, failure, there) => {
    const plan = new FaultPlan({ mode, nth: 1, service: 'dynamodb', operation: 'PutItem' });
    proxy = await startFaultProxy({ target: dynamodb.endpoint, counter: new CallCounter(plan) });
    const client = new DynamoDBClient({ ...clientSettings(proxy.endpoint), maxAttempts: 1 });
    const Item = { pk: { S: mode } };

    const failed = await client
      .send(new PutItemCommand({ TableName: 'register', Item }))
      .catch((error: Error) => `${error.name} ${error.message}`);

    const direct = new DynamoDBClient(clientSettings(dynamodb.endpoint));
    const found = await direct.send(new GetItemCommand({ TableName: 'register', Key: Item }));
    expect(failed).toContain(failure);
    expect(found.Item !== undefined).toBe(there);
  });

  it('forwards the Host header, which signatures cover', async () => {
    const echo = createServer((request, response) => response.end(request.headers.host));
    const target = await listenOnLoopback(echo, 0);
    proxy = await startFaultProxy({ target: target.endpoint, counter: new CallCounter() });

    const host = await (await fetch(proxy.endpoint)).text();
    await target.stop();

    expect(host).toBe(`127.0.0.1:${proxy.port}`);
  });

  it('cuts the connection when its target is down', async () => {
    const target = await listenOnLoopback(createServer(), 0);
    await target.stop();
    proxy = await startFaultProxy({ target: target.endpoint, counter: new CallCounter() });

    await expect(fetch(proxy.endpoint)).rejects.toThrow('fetch failed');
  });

  it('fails a call in a way that a client’s retry hides', async () => {
    const plan = new FaultPlan({ mode: 'drop-answer', nth: 1, operation: 'PutItem' });
    const counter = new CallCounter(plan);
    proxy = await startFaultProxy({ target: dynamodb.endpoint, counter });
    const client = new DynamoDBClient(clientSettings(proxy.endpoint));

    await client.send(new PutItemCommand({ TableName: 'register', Item: { pk: { S: 'again' } } }));

    expect(plan.hit?.n).toBe(1);
    expect(counter.calls).toBe(2);
  });

  it('forwards uploads, downloads and presigned addresses unchanged and names each S3 call', async () => {
    const calls: string[] = [];
    const counter = new CallCounter({ beforeCall: ({ operation }) => void calls.push(operation) });
    proxy = await startFaultProxy({ target: s3.endpoint, counter });
    const client = new S3Client(clientSettings(proxy.endpoint));
    const at = { Bucket: 'box', Key: 'a b/ü.txt' };
    const large = Buffer.alloc(6 * 1024 * 1024, 'x');

    await client.send(new PutObjectCommand({ ...at, Body: 'hello' }));
    await client.send(new HeadObjectCommand(at));
    await client.send(
      new CopyObjectCommand({ Bucket: 'box', Key: 'copy', CopySource: 'box/a%20b/%C3%BC.txt' }),
    );
    const text = await (await client.send(new GetObjectCommand(at))).Body?.transformToString();
    const presigned = await (await fetch(await getSignedUrl(client, new GetObjectCommand(at)))).text();
    await client.send(new ListObjectsV2Command({ Bucket: 'box' }));
    await client.send(new DeleteObjectCommand(at));
    await client.send(new DeleteObjectsCommand({ Bucket: 'box', Delete: { Objects: [{ Key: 'copy' }] } }));
    await new Upload({
      client,
      params: { Bucket: 'box', Key: 'big', Body: Readable.from([large]) },
      queueSize: 1,
    }).done();

    expect([text, presigned]).toEqual(['hello', 'hello']);
    expect(calls).toEqual([
      'PutObject',
      'HeadObject',
      'CopyObject',
      'GetObject',
      'GetObject',
      'ListObjectsV2',
      'DeleteObject',
      'DeleteObjects',
      'CreateMultipartUpload',
      'UploadPart',
      'UploadPart',
      'CompleteMultipartUpload',
    ]);
  });

  it('returns an error that the client knows for a failed S3 call', async () => {
    const plan = new FaultPlan({ mode: 'fail-before', nth: 1, service: 's3' });
    proxy = await startFaultProxy({ target: s3.endpoint, counter: new CallCounter(plan) });
    const client = new S3Client({ ...clientSettings(proxy.endpoint), maxAttempts: 1 });

    const putting = client.send(new PutObjectCommand({ Bucket: 'box', Key: 'never', Body: 'x' }));

    await expect(putting).rejects.toMatchObject({ name: 'InternalError' });
  });
});
