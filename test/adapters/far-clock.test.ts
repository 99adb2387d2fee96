import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { buildRegister } from '../../functions/adapters/build-deps';
import { systemClock } from '../../functions/adapters/system-clock';
import type { DeskData } from '../../functions/domain/desk-deps';
import { aBook, aDesk } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import { anEvent } from '../domain/a-log';

const DAY_MS = 86_400_000;

/**
 * A DynamoDB that takes everything and holds nothing, whose clock is beside ours by so much. Keeps what it
 * was asked.
 */
function answering(beside: number) {
  const asked: string[] = [];
  const client = new DynamoDBClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    requestHandler: {
      handle: async ({ body }: { body: Uint8Array }) => {
        asked.push(new TextDecoder().decode(body));
        const date = new Date(Date.now() + beside).toUTCString();
        const headers = { date, 'content-type': 'application/x-amz-json-1.0' };
        return { response: { statusCode: 200, headers, body: new TextEncoder().encode('{}') } };
      },
    },
  });
  return { client: DynamoDBDocumentClient.from(client), asked };
}

/** Instants of the next check that are put into the index when a request comes in. */
async function checksOf(beside: number): Promise<number[]> {
  process.env.REGISTER_TABLE = 'register';
  const { client, asked } = answering(beside);
  const desk = aDesk();
  const data: DeskData = { desk, book: aBook(desk), map: aMap() };
  const register = buildRegister(client, data, systemClock);
  const receivedAt = systemClock.now();
  await register.open('dsr-000000000001', 'received', anEvent('received', { receivedAt }));
  const checks = asked.flatMap((body) => /":nextCheckAt":{"S":"([^"]+)"}/.exec(body)?.[1] ?? []);
  return checks.map((at) => Date.parse(at));
}

describe('the index of a function whose clock is off, as the answers of DynamoDB show', () => {
  it.each([400, 40, -40])('by %d days names a moment that has come by the right clock', async (ahead) => {
    const checks = await checksOf(-ahead * DAY_MS);

    expect(checks.length).toBeGreaterThan(0);
    for (const at of checks) expect(at).toBeLessThanOrEqual(Date.now() - ahead * DAY_MS + 2_000);
  });

  it('by seconds names the date that the request waits for', async () => {
    const [at = 0] = await checksOf(3_000);

    expect(at).toBeGreaterThan(Date.now() + DAY_MS);
  });
});
