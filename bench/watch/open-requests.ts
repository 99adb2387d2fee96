import { type AttributeValue, type DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../../functions/adapters/dynamo-request-register';
import type { NewEvent } from '../../functions/domain/events';
import type { RequestRegister } from '../../functions/domain/ports';
import { createTables, deskTables } from '../../local/desk/create-tables';
import { writeAll } from '../dynamodb/bench-items';

export const NOW = '2026-11-24T09:00:00.000Z';

/** The id of the request that the others are copies of. */
const FIRST = 'dsr-000000000000';

type Items = readonly Readonly<Record<string, AttributeValue>>[];

/** Makes the desk's tables, with open requests of which the first few are due. */
export async function fillRegister(
  client: DynamoDBClient,
  { open, due }: { readonly open: number; readonly due: number },
): Promise<Pick<RequestRegister, 'due'>> {
  await createTables(client);
  const register = dynamoRequestRegister({
    client: DynamoDBDocumentClient.from(client),
    table: deskTables.REGISTER_TABLE,
    clock: { now: () => NOW },
    nextCheckAt: () => checkOf(0, due),
  });
  await register.open(FIRST, 'received', receipt);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: deskTables.REGISTER_TABLE }));
  const copies: Record<string, AttributeValue>[] = [];
  for (let n = 1; n < open; n += 1) copies.push(...copyOf(Items, n, due));
  await writeAll(client, deskTables.REGISTER_TABLE, copies);
  return register;
}

/** What the register wrote of the first request, with the id and the instant of the nth. */
function copyOf(items: Items, n: number, due: number): Record<string, AttributeValue>[] {
  const text = JSON.stringify(items)
    .replaceAll(FIRST, `dsr-${String(n).padStart(12, '0')}`)
    .replaceAll(checkOf(0, due), checkOf(n, due));
  return JSON.parse(text);
}

/** Seconds between two checks. */
const APART = 37;

/** The instant of the nth check: the first few are due now, all others on later days. */
function checkOf(n: number, due: number): string {
  const from = n < due ? '2026-11-23T08:00:00.000Z' : '2026-12-01T08:00:00.000Z';
  return new Date(Date.parse(from) + n * APART * 1_000).toISOString();
}

const receipt: NewEvent = {
  type: 'received',
  data: {
    right: 'access',
    regimes: ['eu-gdpr'],
    channel: 'form',
    receivedAt: NOW,
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    forWhom: 'self',
    relation: 'customer',
  },
  sealed: 'ciphertext',
  actor: { kind: 'requester' },
};
