import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoRequestRegister } from '../functions/adapters/dynamo-request-register';
import type { NewEvent } from '../functions/domain/events';
import { startDynamoDb } from '../local/aws/dynamodb-server';
import { createTables, deskTables } from '../local/desk/create-tables';

const DUE = 5;
const now = '2026-11-24T09:00:00.000Z';

/**
 * Index items that a sweep reads, with few and with many open requests of which equally many are due: the
 * cost must depend on what is due only.
 */
export async function countWatchReads(): Promise<{ few: number; many: number }> {
  return { few: await readsWith(100), many: await readsWith(2_000) };
}

async function readsWith(open: number): Promise<number> {
  const server = await startDynamoDb({ directory: mkdtempSync(join(tmpdir(), 'rightsdesk-bench-')) });
  try {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const plain = new DynamoDBClient({ endpoint: server.endpoint, region: 'us-east-1', credentials });
    await createTables(plain);
    const register = dynamoRequestRegister({
      client: DynamoDBDocumentClient.from(plain),
      table: deskTables.REGISTER_TABLE,
      clock: { now: () => now },
      nextCheckAt: ({ requestId }) => checkOf(Number(requestId.slice(4))),
    });
    for (let i = 0; i < open; i += 1) await register.open(`dsr-${i}`, 'received', receipt);
    let seen = 0;
    for await (const _due of register.due(now)) seen += 1;
    return seen;
  } finally {
    await server.stop();
  }
}

/**
 * The instant of the nth check: the first few are due now, all others on later days, each at its own instant.
 */
function checkOf(n: number): string {
  if (n < DUE) return `2026-11-24T08:00:0${n}.000Z`;
  const minute = String(n % 60).padStart(2, '0');
  const second = String(Math.floor(n / 60) % 60).padStart(2, '0');
  return `2026-12-${String(1 + (n % 28)).padStart(2, '0')}T08:${minute}:${second}.000Z`;
}

const receipt: NewEvent = {
  type: 'received',
  data: {
    right: 'access',
    regimes: ['eu-gdpr'],
    channel: 'form',
    receivedAt: now,
    place: 'DE-BE',
    zone: 'Europe/Berlin',
    forWhom: 'self',
    relation: 'customer',
  },
  sealed: 'ciphertext',
  actor: { kind: 'requester' },
};
