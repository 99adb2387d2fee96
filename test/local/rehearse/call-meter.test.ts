import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { GetObjectCommand, ListObjectVersionsCommand, S3Client } from '@aws-sdk/client-s3';
import { SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startDynamoDb } from '../../../local/aws/dynamodb-server';
import { listenOnLoopback } from '../../../local/aws/loopback-server';
import { CallRecorder } from '../../../local/rehearse/call-recorder';
import { CallMeter } from '../../../local/rehearse/metering/call-meter';
import { ledgerText } from '../../../local/rehearse/metering/ledger';

jest.setTimeout(30_000);

const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-meter-'));
const TableName = 'items';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const Item = { pk: { S: 'a' }, text: { S: 'x'.repeat(1_100) } };

let server: Awaited<ReturnType<typeof startDynamoDb>>;
let recorder: CallRecorder;
let meter: CallMeter;
let settings: { endpoint: string; region: string; credentials: typeof credentials };

/** A client like that of a function of the desk or, without a name, like the rehearsal's own. */
function clientOf(name?: string): DynamoDBClient {
  return new DynamoDBClient({ ...settings, ...(name && { userAgentAppId: `rightsdesk-${name}` }) });
}

/** The server has no buckets, but the request itself is charged. */
const noBucket = () => undefined;

beforeAll(async () => {
  server = await startDynamoDb({ directory });
  recorder = new CallRecorder(new URL(server.endpoint));
  settings = { endpoint: await recorder.start(), region: 'us-east-1', credentials };
  await clientOf().send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
    }),
  );
  meter = new CallMeter(new SFNClient(settings));
  meter.attach(recorder);
});

afterAll(async () => {
  await recorder.stop();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('the meter', () => {
  it('counts what a function does, not what the rehearsal asks', async () => {
    const { metered } = await meter.during('access', async () => {
      await clientOf('receive').send(new PutItemCommand({ TableName, Item }));
      await clientOf().send(new GetItemCommand({ TableName, Key: { pk: Item.pk } }));
      meter.onPage('/s/decide/x', 4_000);
    });

    expect(metered.once).toMatchObject({ tableWrites: 1, tableReads: 0 });
    expect(metered.once).toMatchObject({ pages: 1, bytesOut: 4_000, invocations: { decide: 1 } });
    expect(metered.once.tableBytes).toBeGreaterThan(1_207);
    expect(metered.stores.tableWrites).toBe(0);
  });

  it('separates what another store would add to', async () => {
    const read = new GetItemCommand({ TableName, Key: { pk: Item.pk }, ConsistentRead: true });
    const write = new PutItemCommand({ TableName, Item });

    const { metered } = await meter.during('access', async () => {
      for (const caller of ['store-profiles', 'search-stores', 'ask-decision']) {
        await clientOf(caller).send(read);
        await clientOf(caller).send(write);
      }
    });

    expect([metered.once.tableReads, metered.stores.tableReads]).toEqual([2, 1]);
    expect([metered.once.tableWrites, metered.stores.tableWrites]).toEqual([1, 2]);
  });

  it.each([
    ['what was due', 0],
    ['every sweep', 1],
  ] as const)('counts of the watch %s', async (watch, tableReads) => {
    const scan = () => clientOf('watch-deadlines').send(new ScanCommand({ TableName }));

    const { metered } = await meter.during('access', scan, watch);

    expect(metered.once.tableReads).toBe(tableReads);
  });

  it.each([
    ['watch-deadlines', 'what was due', 0, 0],
    ['watch-deadlines', 'every sweep', 1, 1],
    ['anchor-evidence', 'what was due', 1, 1],
  ] as const)(
    'counts a look at the anchors by %s as %s',
    async (caller, watch, objectWrites, objectReads) => {
      const s3 = new S3Client({
        ...settings,
        userAgentAppId: `rightsdesk-${caller}`,
        forcePathStyle: true,
        maxAttempts: 1,
      });
      const look = async () => {
        await s3
          .send(new ListObjectVersionsCommand({ Bucket: 'evidence', Prefix: 'anchors/' }))
          .catch(noBucket);
        const Key = 'anchors/2026/03/02/10.json';
        await s3.send(new GetObjectCommand({ Bucket: 'evidence', Key, VersionId: '1' })).catch(noBucket);
      };

      const { metered } = await meter.during('access', look, watch);

      expect(metered.once).toMatchObject({ objectWrites, objectReads });
    },
  );

  it('takes the function of a page as awake for the next page with the same link', async () => {
    const [one, other] = ['a'.repeat(43), 'b'.repeat(43)];
    const open = async (...paths: readonly string[]) => {
      const { metered } = await meter.during('access', async () => {
        for (const path of paths) meter.onPage(path, 1);
      });
      return metered.once.invocations;
    };

    expect(await open(`/s/decide/${one}`, `/s/decide/${one}/page?x=1`)).toEqual({
      decide: 1,
      'decide awake': 1,
    });
    expect(await open(`/s/task/${one}`, `/s/task/${other}`)).toEqual({ staff: 2 });
    expect(await open(`/s/decide/${one}`, `/v/${other}`, `/s/decide/${one}`)).toEqual({
      decide: 2,
      verify: 1,
    });
    expect(await open('/', '/')).toEqual({ intake: 1, 'intake awake': 1 });
  });

  it('keeps a ledger that adds up to its counts, with table names and none of their content', async () => {
    const from = meter.ledger.length;

    await meter.during('erasure', async () => {
      await clientOf('receive').send(new PutItemCommand({ TableName, Item }));
      await clientOf('watch-deadlines').send(new ScanCommand({ TableName }));
    });
    await clientOf('receive').send(new PutItemCommand({ TableName, Item }));

    const lines = ledgerText(meter.ledger.slice(from)).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        walk: 'erasure',
        caller: 'receive',
        service: 'dynamodb',
        operation: 'PutItem',
        of: 'items',
        part: 'once',
        counts: { tableWrites: 1, tableBytes: expect.any(Number) },
      },
    ]);
    expect(lines.join()).not.toMatch(/xxx|"pk"/);
  });

  it('fails on a call without a price', async () => {
    const sqs = new SQSClient({ ...settings, userAgentAppId: 'rightsdesk-receive', maxAttempts: 1 });
    const ask = () => sqs.send(new ListQueuesCommand({})).catch(() => undefined);

    await expect(meter.during('access', ask)).rejects.toThrow(
      'receive sqs:ListQueues: no rule for this service',
    );
  });
});

/** A stand-in for Lambda that responds on demand. */
async function storesThatWait() {
  const open = new Map<string, () => void>();
  const lambda = createServer((from, to) => {
    const [, name = ''] = /functions\/rightsdesk-store-([^/]+)/.exec(from.url ?? '') ?? [];
    from.resume();
    open.set(name, () => to.end('{}'));
  });
  const { endpoint, stop } = await listenOnLoopback(lambda, 0);
  const before = new CallRecorder(new URL(endpoint));
  const client = (caller: string) =>
    new LambdaClient({
      endpoint: url,
      region: 'us-east-1',
      credentials,
      userAgentAppId: `rightsdesk-${caller}`,
    });
  const url = await before.start();
  const own = new CallMeter(new SFNClient(settings));
  own.attach(before);
  const arrived = async (store: string) => {
    while (!open.has(store)) await new Promise((next) => setTimeout(next, 5));
  };
  return {
    meter: own,
    begin: async (caller: string, store: string) => {
      const answer = client(caller).send(new InvokeCommand({ FunctionName: `rightsdesk-store-${store}` }));
      await arrived(store);
      return async () => {
        open.get(store)?.();
        open.delete(store);
        await answer;
      };
    },
    stop: async () => {
      await before.stop();
      await stop();
    },
  };
}

describe('the wait for stores', () => {
  it('is charged once to a function that asks several in parallel, and each time to one that asks in turn', async () => {
    const stores = await storesThatWait();
    const { metered } = await stores.meter.during('access', async () => {
      const ends = [
        await stores.begin('read-stores-again', 'a'),
        await stores.begin('read-stores-again', 'b'),
      ];
      for (const end of ends) await end();
      await (await stores.begin('read-stores-again', 'a'))();
    });
    await stores.stop();

    expect(metered.stores.invocations).toEqual({ store: 2, 'store awake': 1 });
    expect(metered.stores.waits).toEqual({
      'read-stores-again for store': 1,
      'read-stores-again for store awake': 1,
    });
  });
});
