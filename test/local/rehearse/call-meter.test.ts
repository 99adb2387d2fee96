import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  CreateTableCommand,
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  ScanCommand,
} from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { startDynamoDb } from '../../../local/aws/dynamodb-server';
import { CallRecorder } from '../../../local/rehearse/call-recorder';
import { CallMeter } from '../../../local/rehearse/metering/call-meter';

jest.setTimeout(30_000);

const directory = mkdtempSync(join(tmpdir(), 'rightsdesk-meter-'));
const TableName = 'items';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const Item = { pk: { S: 'a' }, text: { S: 'x'.repeat(1_100) } };

let server: Awaited<ReturnType<typeof startDynamoDb>>;
let recorder: CallRecorder;
let meter: CallMeter;
let settings: { endpoint: string; region: string; credentials: typeof credentials };

/** A client as a function of the desk has it; without a name, as the rehearsal itself. */
function clientOf(name?: string): DynamoDBClient {
  return new DynamoDBClient({ ...settings, ...(name && { userAgentAppId: `rightsdesk-${name}` }) });
}

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
  meter = new CallMeter(clientOf(), new SFNClient(settings));
  await meter.attach(recorder);
});

afterAll(async () => {
  await recorder.stop();
  await server.stop();
  rmSync(directory, { recursive: true, force: true });
});

describe('the meter', () => {
  it('counts what a function does, and not what the rehearsal asks', async () => {
    const { metered } = await meter.during(async () => {
      await clientOf('receive').send(new PutItemCommand({ TableName, Item }));
      await clientOf().send(new GetItemCommand({ TableName, Key: { pk: Item.pk } }));
      meter.hearPage('/s/decide/x', 4_000);
    });

    expect(metered.once).toMatchObject({ writeUnits: 2, readUnits: 0, tableBytes: 1_207 });
    expect(metered.once).toMatchObject({ pages: 1, bytesOut: 4_000, invocations: { staff: 1 } });
    expect(metered.stores.writeUnits).toBe(0);
  });

  it('puts apart what another store would make more of', async () => {
    const read = new GetItemCommand({ TableName, Key: { pk: Item.pk }, ConsistentRead: true });

    const { metered } = await meter.during(async () => {
      await clientOf('store-profiles').send(read);
      await clientOf('search-stores').send(read);
      await clientOf('ask-decision').send(read);
    });

    expect([metered.once.readUnits, metered.stores.readUnits]).toEqual([1, 2]);
  });

  it.each([
    ['what was due', 0],
    ['every sweep', 0.5],
  ] as const)('counts of the watch %s', async (watch, readUnits) => {
    const scan = () => clientOf('watch-deadlines').send(new ScanCommand({ TableName }));

    const { metered } = await meter.during(scan, watch);

    expect(metered.once.readUnits).toBe(readUnits);
  });

  it('fails on a call that it has no price for', async () => {
    const sqs = new SQSClient({ ...settings, userAgentAppId: 'rightsdesk-receive', maxAttempts: 1 });
    const ask = () => sqs.send(new ListQueuesCommand({})).catch(() => undefined);

    await expect(meter.during(ask)).rejects.toThrow('receive sqs:ListQueues: no rule for this service');
  });
});
