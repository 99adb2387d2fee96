import { readdirSync } from 'node:fs';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { SFNClient } from '@aws-sdk/client-sfn';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { keptKeys, traceReaders } from '../../bin/trace-readers';
import { startS3 } from '../../local/aws/s3-server';
import { deskTables } from '../../local/desk/create-tables';
import { anAwsClient, awsError } from '../adapters/aws-client';
import { wireTables } from '../adapters/dynalite-table';
import { clientSettings, removeDirectory, temporaryDirectory } from '../local/aws/local-machine';

jest.setTimeout(30_000);

const requestId = 'dsr-aaaabbbbcccc';
const arnPrefix = 'arn:aws:states:eu-central-1:000000000000:stateMachine:rightsdesk-';
const env = {
  VAULT_BUCKET: 'vault',
  PACKAGE_BUCKET: 'packages',
  MACHINE_ARN_PREFIX: arnPrefix,
  ...deskTables,
};

/** Executions by machine and name. */
function stepFunctions(runs: Readonly<Record<string, { status: string; stopDate?: Date }>>) {
  return anAwsClient<SFNClient>(({ input }) => {
    const run =
      runs[String((input as { executionArn?: string }).executionArn).split(':rightsdesk-')[1] ?? ''];
    if (!run) throw awsError('ExecutionDoesNotExist', 400);
    return run;
  }).client;
}

const directory = temporaryDirectory();
let server: Awaited<ReturnType<typeof startS3>>;
let wire: Awaited<ReturnType<typeof wireTables>>;
let s3: S3Client;

beforeAll(async () => {
  server = await startS3({ directory, buckets: ['vault', 'packages'], versioned: [] });
  s3 = new S3Client({ ...clientSettings(server.endpoint), forcePathStyle: true });
  wire = await wireTables();
});

afterAll(async () => {
  await wire.close();
  await server.stop();
  removeDirectory(directory);
});

async function tracesOf(sfn: SFNClient, runs = 1) {
  const { readers } = traceReaders(env, { s3, sfn, tables: wire.direct });
  const all = await Promise.all(readers.map((reader) => reader.of([{ requestId, runs }])));
  return all.flat().map(({ source, fact, about }) => [source, fact, about]);
}

describe('what a request left outside the register', () => {
  it('is told by names of objects, tombstones, executions and its key, and is nobody else’s', async () => {
    const put = (Bucket: string, Key: string) => s3.send(new PutObjectCommand({ Bucket, Key, Body: 'x' }));
    for (const id of [requestId, 'dsr-ddddeeeeffff']) {
      for (const name of [
        'found/shop/1-u.json',
        'copy/shop/1/0-u.jsonl',
        'manifest/1-u.json',
        'erased/shop/1-u.json',
      ])
        await put('vault', `${id}/${name}`);
      await put('packages', `${id}/answer.zip`);
      const Item = { id, storeId: 'shop', requestId: id, erasedAt: '2026-03-05T10:00:00.000Z' };
      await wire.direct.send(new PutCommand({ TableName: env.TOMBSTONE_TABLE, Item }));
      await wire.direct.send(new PutCommand({ TableName: env.KEYS_TABLE, Item: { requestId: id } }));
    }
    const sfn = stepFunctions({
      [`data-subject-request:${requestId}-v1`]: { status: 'SUCCEEDED', stopDate: new Date() },
      [`fulfil-erasure:${requestId}-v2`]: { status: 'RUNNING' },
    });

    expect((await tracesOf(sfn)).sort()).toEqual([
      ['executions', 'ran', 'data-subject-request (version 1)'],
      ['executions', 'runs', 'fulfil-erasure (version 2)'],
      ['keys', 'shredded', ''],
      ['packages', 'packaged', ''],
      ['tombstones', 'erasing', 'shop'],
      ['vault', 'erased', 'shop'],
      ['vault', 'manifest', ''],
      ['vault', 'searched', 'shop'],
    ]);
  });

  it('is looked for in the executions of every machine that is started for a request', async () => {
    const { client, sent } = anAwsClient<SFNClient>(() => ({ status: 'RUNNING' }));
    const { readers } = traceReaders(env, { s3, sfn: client, tables: wire.direct });
    await readers.find(({ source }) => source === 'executions')?.of([{ requestId, runs: 0 }]);

    const asked = sent.map(({ input }) => /rightsdesk-([\w-]+):/.exec(JSON.stringify(input))?.[1]);
    const files = readdirSync('statemachines').flatMap(
      (name) => /^([\w-]+)\.asl\.json$/.exec(name)?.[1] ?? [],
    );
    expect(asked.sort()).toEqual(files.filter((name) => name !== 'after-erasure').sort());
  });

  it('says which places nobody named', () => {
    const { readers, notAsked } = traceReaders({ VAULT_BUCKET: 'vault' }, {} as never);

    expect(readers.map(({ source }) => source)).toEqual(['vault']);
    expect(notAsked).toContainEqual({ source: 'packages', because: 'PACKAGE_BUCKET is not set' });
    expect(notAsked).toHaveLength(4);
  });

  it('counts no key that was destroyed as kept', async () => {
    const Item = { requestId: 'dsr-gggghhhhjjjj', wrapped: 'x' };
    await wire.direct.send(new PutCommand({ TableName: env.KEYS_TABLE, Item }));
    await wire.direct.send(new PutCommand({ TableName: env.KEYS_TABLE, Item: { requestId } }));

    expect([...((await keptKeys(env, wire.direct)) ?? [])]).toEqual(['dsr-gggghhhhjjjj']);
  });
});
