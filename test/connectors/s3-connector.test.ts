import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { groupBy } from '../../functions/connectors/group-by';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { startS3 } from '../../local/aws/s3-server';
import { type ContractKind, connectorContract, type Member } from '../contracts/connector.contract';
import { s3Particulars } from './s3-particulars';

jest.setTimeout(30_000);

const bucket = 'club';

function clientAt(endpoint: string): S3Client {
  return new S3Client({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'swordfish' },
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}

/** Spread over a few objects, with both line endings, a blank line, and no line ending at the end. */
async function fill(client: S3Client, members: readonly Member[]): Promise<void> {
  const objects = groupBy(members, (member) => `members/${member.club}-${member.id.length}.jsonl`);
  for (const [Key, rows] of objects) {
    const Body = rows
      .map((row, nth) => `${JSON.stringify(row)}${nth === 1 ? '\r\n\n' : '\n'}`)
      .join('')
      .trimEnd();
    await client.send(
      new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType: 'application/x-ndjson' }),
    );
  }
}

async function contentOf(client: S3Client): Promise<Map<string, string>> {
  const { Contents = [] } = await client.send(
    new ListObjectsV2Command({ Bucket: bucket, Prefix: 'members/' }),
  );
  const lines = new Map<string, string>();
  for (const { Key = '' } of Contents) {
    const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
    for (const line of ((await Body?.transformToString()) ?? '')
      .split('\n')
      .filter((text) => text.trim() !== '')) {
      lines.set(`${Key}/${(JSON.parse(line) as Member).member_number}`, line);
    }
  }
  return lines;
}

describe('the S3 connector on s3rver', () => {
  const directory = mkdtempSync(join(tmpdir(), 'club-'));
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startS3({ directory, buckets: [bucket] });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  const jsonl: ContractKind = {
    kind: 's3',
    physical: {
      members: { bucket, format: 'jsonl', prefix: 'members/', record_id: 'member_number' },
      rooms: {},
    },
    memberKey: ['key', 'line'],
    sharing: false,
    crowd: 300,
    open: async (store, { members }) => {
      const client = clientAt(server.endpoint);
      await fill(client, members);
      return {
        connector: createS3Connector({ store, client: clientAt(server.endpoint) }),
        unreachable: createS3Connector({ store, client: clientAt('http://127.0.0.1:1') }),
        snapshot: () => contentOf(client),
        close: async () => client.destroy(),
      };
    },
  };

  connectorContract(jsonl);

  describe('particulars', () => s3Particulars(() => clientAt(server.endpoint)));
});
