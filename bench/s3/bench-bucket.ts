import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { StoreMap } from '../../functions/domain/data-map';
import type { Search } from '../../functions/domain/finding';
import { aCollection, aStore } from '../../test/connectors/small-map';
import { bundleScript, startScript } from '../machinery/child-process';
import { localAccount } from '../machinery/local-account';
import { withTemporaryFolder } from '../machinery/temporary-folder';

export const BUCKET = 'bench';
export const SOUGHT = 'person-1@example.com';
const OWNER = '4711';

export const bucketStore: StoreMap = aStore('s3', [
  aCollection('events', ['id', 'email'], {
    primaryKey: ['key', 'line'],
    physical: { bucket: BUCKET, format: 'jsonl', prefix: 'events/', record_id: 'id' },
  }),
  aCollection('photos', ['owner', 'key'], {
    primaryKey: ['key'],
    physical: { bucket: BUCKET, format: 'objects', prefix: 'photos/{owner}/' },
  }),
]);

export const recordSearch: readonly Search[] = [{ collection: 'events', field: 'email', values: [SOUGHT] }];
export const fileSearch: readonly Search[] = [{ collection: 'photos', field: 'owner', values: [OWNER] }];

/** Runs a piece of work with a bucket on a server in a process of its own. */
export async function withBucket<Result>(work: (client: S3Client) => Promise<Result>): Promise<Result> {
  const bundle = await bundleScript(join(__dirname, 's3-script.ts'));
  try {
    return await withTemporaryFolder(async (directory) => {
      const { line, stop } = await startScript(bundle, { directory, bucket: BUCKET });
      const client = new S3Client({
        ...localAccount(line),
        forcePathStyle: true,
        requestChecksumCalculation: 'WHEN_REQUIRED',
        responseChecksumValidation: 'WHEN_REQUIRED',
      });
      try {
        return await work(client);
      } finally {
        client.destroy();
        await stop();
      }
    });
  } finally {
    bundle.remove();
  }
}

/**
 * Writes objects of JSON lines of about 200 bytes; the first line of each is of the sought person. Returns
 * their keys and all bytes.
 */
export async function putRecords(
  client: S3Client,
  { objects, megabytes }: { readonly objects: number; readonly megabytes: number },
): Promise<{ readonly keys: readonly string[]; readonly bytes: number }> {
  const keys: string[] = [];
  let bytes = 0;
  for (let object = 0; object < objects; object += 1) {
    const body = linesOf(object, (megabytes * 1e6) / objects);
    const Key = `events/part-${String(object).padStart(6, '0')}.jsonl`;
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: body }));
    keys.push(Key);
    bytes += body.length;
  }
  return { keys, bytes };
}

function linesOf(object: number, size: number): Buffer {
  const lines: string[] = [];
  for (let length = 0, n = 0; length < size; n += 1) {
    const email = n === 0 ? SOUGHT : `person-${object}-${n}@example.com`;
    const line = `${JSON.stringify({ id: `${object}-${n}`, email, at: '2026-03-05T09:00:00Z', page: '/lamps/'.repeat(15) })}\n`;
    lines.push(line);
    length += line.length;
  }
  return Buffer.from(lines.join(''));
}

/** Writes the sought person's files. */
export async function putFiles(client: S3Client, files: number): Promise<void> {
  for (let n = 0; n < files; n += 1)
    await client.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: `photos/${OWNER}/${n}.jpg`, Body: `file ${n}` }),
    );
}
