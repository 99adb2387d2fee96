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

/** Collections of JSON lines, and of how many objects one holds a record of the sought person. */
export const recordsIn = { visits: 10, chats: 1 } as const;

type RecordCollection = keyof typeof recordsIn;

export const bucketStore: StoreMap = aStore('s3', [
  ...Object.keys(recordsIn).map((name) =>
    aCollection(name, ['id', 'email'], {
      primaryKey: ['key', 'line'],
      physical: { bucket: BUCKET, format: 'jsonl', prefix: `${name}/`, record_id: 'id' },
    }),
  ),
  aCollection('photos', ['owner', 'key'], {
    primaryKey: ['key'],
    physical: { bucket: BUCKET, format: 'objects', prefix: 'photos/{owner}/' },
  }),
]);

export const recordSearch = (collection: RecordCollection): readonly Search[] => [
  { collection, field: 'email', values: [SOUGHT] },
];
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
 * Writes objects of JSON lines of about 200 bytes; in some of them the first line is of the sought person.
 *
 * @returns the keys, all bytes, and how many records are of the person
 */
export async function putRecords(
  client: S3Client,
  collection: RecordCollection,
  { objects, megabytes }: { readonly objects: number; readonly megabytes: number },
): Promise<{ readonly keys: readonly string[]; readonly bytes: number; readonly theirs: number }> {
  const keys: string[] = [];
  let bytes = 0;
  for (let object = 0; object < objects; object += 1) {
    const first = isTheirs(collection, object) ? SOUGHT : `person-${object}-0@example.com`;
    const body = linesOf(object, { size: (megabytes * 1e6) / objects, first });
    const Key = `${collection}/part-${String(object).padStart(6, '0')}.jsonl`;
    await client.send(new PutObjectCommand({ Bucket: BUCKET, Key, Body: body }));
    keys.push(Key);
    bytes += body.length;
  }
  return { keys, bytes, theirs: keys.filter((_, object) => isTheirs(collection, object)).length };
}

function isTheirs(collection: RecordCollection, object: number): boolean {
  return object % recordsIn[collection] === 0;
}

function linesOf(object: number, { size, first }: { readonly size: number; readonly first: string }): Buffer {
  const lines: string[] = [];
  for (let length = 0, n = 0; length < size; n += 1) {
    const email = n === 0 ? first : `person-${object}-${n}@example.com`;
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
