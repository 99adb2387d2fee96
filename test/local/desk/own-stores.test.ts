import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HeadBucketCommand } from '@aws-sdk/client-s3';
import type { StoreRequest } from '../../../functions/connectors/store-request';
import type { DataMap } from '../../../functions/domain/data-map';
import type { DeskStore } from '../../../functions/domain/desk';
import { startDynamoDb } from '../../../local/aws/dynamodb-server';
import { LambdaFunctions } from '../../../local/aws/lambda-functions';
import type { LocalAws } from '../../../local/aws/local-aws';
import { applyLocalEnvironment } from '../../../local/aws/local-environment';
import { ownAccount } from '../../../local/aws/own-account';
import { InFlight } from '../../../local/desk/in-flight';
import { ownStores } from '../../../local/desk/own-stores';
import { registerStores } from '../../../local/desk/store-functions';
import { aBook, aDesk } from '../../builders/a-desk';
import { clientAt, contentOf, makeTable, put } from '../../connectors/single-table';
import { aCollection } from '../../connectors/small-map';

/** Forwards calls and records their headers. */
async function listener(
  target?: string,
): Promise<{ server: Server; url: string; heard: IncomingHttpHeaders[] }> {
  const heard: IncomingHttpHeaders[] = [];
  const server = createServer(async (request, response) => {
    heard.push(request.headers);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    if (target === undefined) return void response.writeHead(500).end();
    const { host: _host, connection: _connection, 'content-length': _length, ...headers } = request.headers;
    const answer = await fetch(target + request.url, {
      method: request.method ?? 'GET',
      headers: headers as Record<string, string>,
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    });
    const body = Buffer.from(await answer.arrayBuffer());
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' }).end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

const table = { name: 'members', key: ['id'] };
const map = {
  stores: [
    {
      storeId: 'tables',
      title: 'Our tables',
      kind: 'dynamodb',
      collections: [aCollection('members', ['id', 'name'], { facts: [] })],
    },
    {
      storeId: 'bucket',
      title: 'Our bucket',
      kind: 's3',
      collections: [
        aCollection('chats', ['id'], {
          primaryKey: ['key', 'line'],
          physical: { bucket: 'chats', prefix: 'c/', format: 'jsonl', record_id: 'id' },
        }),
      ],
    },
  ],
  systems: [],
  gaps: [],
} as unknown as DataMap;

describe('a table and a bucket of the user’s own account, in a local run', () => {
  const directory = mkdtempSync(join(tmpdir(), 'own-'));
  const outside = { ...process.env };
  const closing: (() => unknown)[] = [];
  const [first] = aDesk().stores as [DeskStore];
  const stores = [
    { ...first, id: 'tables', title: 'Our tables', kind: 'dynamodb', connection: { region: 'eu-central-1' } },
    { ...first, id: 'bucket', title: 'Our bucket', kind: 's3', connection: {} },
  ] as DeskStore[];
  const functions = new LambdaFunctions({ epochMs: () => 0, schedule: () => () => undefined });
  let emulator: Awaited<ReturnType<typeof listener>>;
  let aws: Awaited<ReturnType<typeof listener>>;
  let bucket: Awaited<ReturnType<typeof listener>>;
  let dynamodb: Awaited<ReturnType<typeof startDynamoDb>>;

  const ask = async (storeId: string, request: StoreRequest) => {
    const { failed, payload } = await functions.invoke(
      `rightsdesk-store-${storeId}`,
      JSON.stringify(request),
    );
    return { failed, answer: JSON.parse(String(payload)) as object };
  };
  const byId = (collection: string) => [{ collection, field: 'id', values: ['ada'] }];

  beforeAll(async () => {
    emulator = await listener();
    dynamodb = await startDynamoDb({ directory: join(directory, 'dynamodb') });
    bucket = await listener();
    aws = await listener(dynamodb.endpoint);
    const account = ownAccount({
      AWS_ACCESS_KEY_ID: 'OWNKEY',
      AWS_SECRET_ACCESS_KEY: 'own secret',
      AWS_SESSION_TOKEN: 'own token',
      AWS_REGION: 'us-west-2',
      AWS_ENDPOINT_URL_DYNAMODB: aws.url,
      AWS_ENDPOINT_URL_S3: bucket.url,
    });
    const client = clientAt(dynamodb.endpoint);
    await makeTable(client, table);
    await put(client, table.name, [{ id: { S: 'ada' }, name: { S: 'Ada' } }]);
    client.destroy();
    applyLocalEnvironment({ aws: emulator.url, dynamodb: emulator.url, s3: emulator.url }, process.env);
    registerStores(
      { functions } as LocalAws,
      { desk: aDesk({ stores }), map, book: aBook() },
      {
        seeded: new Set(),
        work: new InFlight(),
        account,
      },
    );
    closing.push(
      () => dynamodb.stop(),
      () => bucket.server.close(),
      () => aws.server.close(),
      () => emulator.server.close(),
    );
  });

  afterAll(async () => {
    for (const close of closing) await close();
    for (const name of Object.keys(process.env)) if (!(name in outside)) delete process.env[name];
    Object.assign(process.env, outside);
    rmSync(directory, { recursive: true, force: true });
  });

  it('are read with the credentials of the account, in its region, not in the emulators', async () => {
    const { answer } = await ask('tables', { op: 'locate', searches: byId('members') });

    expect(answer).toMatchObject({ rows: [{ collection: 'members', key: { id: 'ada' } }] });
    const signed = aws.heard.map((headers) => String(headers.authorization));
    expect(signed.every((text) => /Credential=OWNKEY\/\d+\/eu-central-1\/dynamodb\//.test(text))).toBe(true);
    expect(aws.heard.every((headers) => headers['x-amz-security-token'] === 'own token')).toBe(true);
    expect(emulator.heard).toEqual([]);
  });

  it('are read from S3 in the same way, in the region that the environment names', async () => {
    await ask('bucket', { op: 'locate', searches: byId('chats') });

    const signed = bucket.heard.map((headers) => String(headers.authorization));
    expect(signed.length).toBeGreaterThan(0);
    expect(signed.every((text) => /Credential=OWNKEY\/\d+\/us-west-2\/s3\//.test(text))).toBe(true);
    expect(emulator.heard).toEqual([]);
  });

  it.each([
    {
      op: 'erase',
      instructions: [{ collection: 'members', keys: [{ id: 'ada' }], action: 'erase', atMost: 1 }],
    },
    { op: 'opt-out', searches: byId('members'), right: 'marketing-objection' },
  ] as StoreRequest[])(
    'are never changed: $op is refused, and says that this run only reads',
    async (request) => {
      const client = clientAt(dynamodb.endpoint);
      const before = await contentOf(client, table);

      const { answer } = await ask('tables', request);

      expect(answer).toEqual({ fault: { kind: 'forbidden', place: { code: 'LocalRunReadsOnly' } } });
      expect(await contentOf(client, table)).toEqual(before);
      client.destroy();
    },
  );

  it('block the approval of an erasure before it is given, in plain words', async () => {
    const { answer } = await ask('tables', { op: 'examine' });

    const { problems } = answer as { problems: { code: string; problem: string; blocks: string }[] };
    expect(problems[0]).toMatchObject({ code: 'LocalRunReadsOnly', blocks: 'erasure' });
    expect(problems[0]?.problem).toContain('only reads this table or bucket: nothing can be erased here');
  });

  it('are listed with their place and the credentials that read them, without a secret', () => {
    const account = ownAccount({ AWS_PROFILE: 'shop', AWS_ACCESS_KEY_ID: 'x', AWS_SECRET_ACCESS_KEY: 'y' });

    expect(ownStores(stores, new Set(['other']), account)).toEqual([
      { id: 'tables', title: 'Our tables', where: 'DynamoDB in AWS, eu-central-1, with the profile shop' },
      {
        id: 'bucket',
        title: 'Our bucket',
        where: 'S3 in AWS, in no region yet: set connection.region, with the profile shop',
      },
    ]);
    expect(ownStores(stores, new Set(['tables', 'bucket']), account)).toEqual([]);
  });
});

describe('the account that a process was started with', () => {
  it('is not that of the emulators, even if an earlier run of this process set their keys', async () => {
    const environment: NodeJS.ProcessEnv = {
      AWS_SHARED_CREDENTIALS_FILE: '/nowhere',
      AWS_CONFIG_FILE: '/nowhere',
    };
    const here = 'http://127.0.0.1:1';
    applyLocalEnvironment({ aws: here, dynamodb: here, s3: here }, environment);

    const account = ownAccount(environment);

    expect(account.region).toBeUndefined();
    expect(account.from).toBe('the profile default');
    const { endpoint } = account.dynamodb('eu-central-1').config;
    expect(endpoint).toBeUndefined();
  });

  it('is reached at AWS itself, whatever the environment says about the emulators', async () => {
    const client = ownAccount({ AWS_ACCESS_KEY_ID: 'a', AWS_SECRET_ACCESS_KEY: 'b' }).s3('eu-central-1');
    const asked: string[] = [];
    client.middlewareStack.add(
      () => async (args) => {
        asked.push((args.request as { hostname: string }).hostname);
        throw new Error('not sent');
      },
      { step: 'finalizeRequest', priority: 'low' },
    );

    await expect(client.send(new HeadBucketCommand({ Bucket: 'box' }))).rejects.toThrow('not sent');
    expect(asked).toEqual(['box.s3.eu-central-1.amazonaws.com']);
  });
});
