import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { MemoryBucket } from '../../fakes/memory-bucket';
import { type BucketCase, bucketName, type Version } from './model';

/** One version as it is stored. */
export interface Slot {
  readonly key: string;
  /** Unique among all versions of the key. */
  readonly id: string;
  /** Absent for a delete marker. */
  readonly body?: Buffer;
  readonly properties: string;
  readonly isCurrent: boolean;
  /** The generated version; absent for what the desk wrote. */
  readonly made?: Version;
}

export interface OpenBucket {
  readonly client: () => S3Client;
  readonly put: (version: Version) => Promise<void>;
  /** Every version of every key, in the order in which they were written. */
  readonly content: () => Promise<Slot[]>;
}

/** @param endpoint of the desk's own S3; a case with versions is in memory */
export async function openBucket(
  { onServer, versioning }: BucketCase,
  endpoint: string,
): Promise<OpenBucket> {
  return onServer ? openServer(endpoint) : openMemory(versioning);
}

function openMemory(versioning: BucketCase['versioning']): OpenBucket {
  const bucket = new MemoryBucket(versioning);
  bucket.pageSize = 7;
  const made = new Map<string, Version>();
  return {
    client: () => bucket as unknown as S3Client,
    put: async (version) => {
      const { key, body, properties, tags } = version;
      bucket.put(key, body, { ...properties, ...lockOf(version) }, tags);
      const stored = bucket.versions.at(-1);
      if (stored?.Key === key) made.set(String(stored.at.getTime()), version);
    },
    content: async () => {
      const last = new Map(bucket.versions.map((one) => [one.Key, one]));
      return bucket.versions.map((one): Slot => {
        const id = String(one.at.getTime());
        const known = made.get(id);
        return {
          key: one.Key,
          id,
          ...(one.body ? { body: one.body } : {}),
          properties: sorted({ ...one.properties, tags: one.tags }),
          isCurrent: last.get(one.Key) === one && one.body !== undefined,
          ...(known ? { made: known } : {}),
        };
      });
    },
  };
}

function lockOf({ lock }: Version): object {
  return {
    ...(lock?.until ? { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: new Date(lock.until) } : {}),
    ...(lock?.hold ? { ObjectLockLegalHoldStatus: 'ON' } : {}),
  };
}

async function openServer(endpoint: string): Promise<OpenBucket> {
  const client = clientAt(endpoint);
  const made = new Map<string, Version>();
  const list = async () => {
    const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucketName }));
    return Contents.map(({ Key = '' }) => Key);
  };
  for (const Key of await list()) await client.send(new DeleteObjectCommand({ Bucket: bucketName, Key }));
  return {
    client: () => clientAt(endpoint),
    put: async (version) => {
      const { key: Key, body: Body, properties } = version;
      const input = { Bucket: bucketName, Key };
      await client.send(
        Body ? new PutObjectCommand({ ...input, Body, ...properties }) : new DeleteObjectCommand(input),
      );
      if (Body) made.set(Key, version);
    },
    content: async () => Promise.all((await list()).map((key) => serverSlot(client, key, made.get(key)))),
  };
}

/** A version on the server, which keeps only one of each key, identified by its bytes. */
async function serverSlot(client: S3Client, key: string, version: Version | undefined): Promise<Slot> {
  const { Body, ContentType, ContentEncoding, Metadata } = await client.send(
    new GetObjectCommand({ Bucket: bucketName, Key: key }),
  );
  const body = Buffer.from((await Body?.transformToByteArray()) ?? []);
  return {
    key,
    id: body.toString('base64'),
    body,
    properties: sorted({ ContentType, ContentEncoding, Metadata }),
    isCurrent: true,
    ...(version?.body?.equals(body) ? { made: version } : {}),
  };
}

function sorted(properties: object): string {
  return JSON.stringify(
    Object.entries(properties)
      .filter(([, value]) => value !== undefined)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

function clientAt(endpoint: string): S3Client {
  return new S3Client({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' },
    forcePathStyle: true,
    maxAttempts: 1,
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
}
