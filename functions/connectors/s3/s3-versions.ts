import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import { StoreForbiddenError } from '../connector';
import { s3Call, s3ErrorName, s3StoreError } from './s3-failure';

/** All that S3 lists in one go. */
const KEYS_PER_LIST = 1_000;

/**
 * The buckets of one call: each is asked once whether it keeps versions, however many objects are read or
 * changed.
 */
export interface Buckets {
  readonly client: S3Client;
  readonly keepVersions: (bucket: string) => Promise<boolean>;
  /** Whether Object Lock may hold objects of the bucket. */
  readonly mayLock: (bucket: string) => Promise<boolean>;
}

export function bucketsOf(client: S3Client): Buckets {
  const keepVersions = askedOnce((bucket) => keepsVersions(client, bucket));
  const mayLock = askedOnce(async (bucket) => (await keepVersions(bucket)) && mayHold(client, bucket));
  return { client, keepVersions, mayLock };
}

function askedOnce(ask: (bucket: string) => Promise<boolean>): (bucket: string) => Promise<boolean> {
  const known = new Map<string, Promise<boolean>>();
  return (bucket) => {
    const answer = known.get(bucket) ?? ask(bucket);
    known.set(bucket, answer);
    return answer;
  };
}

/**
 * Whether the bucket keeps, or once kept, what is overwritten and deleted. An S3 that does not know the
 * question keeps nothing.
 */
async function keepsVersions(client: S3Client, bucket: string): Promise<boolean> {
  try {
    const answer = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    return answer.Status !== undefined;
  } catch (error) {
    if (s3ErrorName(error) === 'NotImplemented') return false;
    throw s3StoreError(error, { right: 's3:GetBucketVersioning', bucket });
  }
}

/** Who may not ask has to look at each object. Only buckets that keep versions can have Object Lock. */
async function mayHold(client: S3Client, bucket: string): Promise<boolean> {
  try {
    const answer = await client.send(new GetObjectLockConfigurationCommand({ Bucket: bucket }));
    return answer.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled';
  } catch (error) {
    if (['ObjectLockConfigurationNotFoundError', 'NotImplemented'].includes(s3ErrorName(error))) return false;
    const known = s3StoreError(error, { right: 's3:GetBucketObjectLockConfiguration', bucket });
    if (known instanceof StoreForbiddenError) return true;
    throw known;
  }
}

export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
  /** A version of it; absent: what it is now. */
  readonly version?: string | undefined;
}

export interface StoredVersion {
  /** Absent in a bucket that keeps none. */
  readonly version?: string;
  /** What a plain read gives; nothing is behind a delete marker. */
  readonly current: boolean;
  readonly size?: number;
  readonly lastModified?: string;
  readonly storageClass?: string;
}

/** Everything that is stored under one key. */
export interface StoredObject {
  readonly key: string;
  /** Newest first, as S3 lists them. Without delete markers, which hold nothing. */
  readonly versions: readonly StoredVersion[];
  /** Versions of the delete markers. */
  readonly markers: readonly string[];
}

export interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  readonly after?: string | undefined;
  /** How many keys are enough. */
  readonly limit: number;
}

export interface Listed {
  readonly objects: readonly StoredObject[];
  readonly more: boolean;
}

/**
 * What is stored under a prefix, in the order of the keys, after a given key; old versions too where the
 * bucket keeps them.
 */
export async function listStored({ client, keepVersions }: Buckets, listing: Listing): Promise<Listed> {
  return (await keepVersions(listing.bucket)) ? listVersions(client, listing) : listCurrent(client, listing);
}

async function listCurrent(client: S3Client, { bucket, prefix, after, limit }: Listing): Promise<Listed> {
  const answer = await s3Call({ right: 's3:ListBucket', bucket }, () =>
    client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...defined({ StartAfter: after }),
      }),
    ),
  );
  const objects = (answer?.Contents ?? []).map(({ Key = '', ...listed }) => ({
    key: Key,
    versions: [{ current: true, ...factsOf(listed) }],
    markers: [],
  }));
  return { objects: objects.slice(0, limit), more: answer?.IsTruncated === true || objects.length > limit };
}

interface ListedFacts {
  readonly Size?: number | undefined;
  readonly LastModified?: Date | undefined;
  readonly StorageClass?: string | undefined;
}

function factsOf({ Size, LastModified, StorageClass }: ListedFacts): Omit<StoredVersion, 'current'> {
  return {
    ...defined({ size: Size, storageClass: StorageClass }),
    ...(LastModified === undefined ? {} : { lastModified: LastModified.toISOString() }),
  };
}

/**
 * A key is only given once all its versions are listed; the last one of a page that was cut off waits for the
 * next.
 */
async function listVersions(client: S3Client, { bucket, prefix, after, limit }: Listing): Promise<Listed> {
  const stored = new Map<string, { versions: StoredVersion[]; markers: string[] }>();
  const under = (key: string) => {
    const one = stored.get(key) ?? { versions: [], markers: [] };
    stored.set(key, one);
    return one;
  };
  let last: string | undefined;
  for await (const page of versionPages(client, { bucket, prefix, after })) {
    for (const { Key = '', VersionId, IsLatest, ...listed } of page.Versions ?? []) {
      const version = { current: IsLatest === true, ...factsOf(listed), ...defined({ version: VersionId }) };
      if (Key !== after) under(Key).versions.push(version);
    }
    for (const { Key = '', VersionId = '' } of page.DeleteMarkers ?? [])
      if (Key !== after) under(Key).markers.push(VersionId);
    last = page.IsTruncated ? page.NextKeyMarker : undefined;
    if (stored.size - (last !== undefined && stored.has(last) ? 1 : 0) >= limit) break;
  }
  const objects = [...stored].filter(([key]) => key !== last).map(([key, all]) => ({ key, ...all }));
  objects.sort((a, b) => Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)));
  return { objects: objects.slice(0, limit), more: last !== undefined || objects.length > limit };
}

async function* versionPages(
  client: S3Client,
  { bucket, prefix, after }: Pick<Listing, 'bucket' | 'prefix' | 'after'>,
): AsyncGenerator<ListObjectVersionsCommandOutput> {
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined =
    after === undefined ? {} : { KeyMarker: after };
  while (from !== undefined) {
    const input: ListObjectVersionsCommandInput = { Bucket: bucket, Prefix: prefix, ...from };
    const page: ListObjectVersionsCommandOutput | undefined = await s3Call(
      { right: 's3:ListBucketVersions', bucket },
      () => client.send(new ListObjectVersionsCommand(input)),
    );
    if (page !== undefined) yield page;
    from = page?.IsTruncated
      ? {
          ...(page.NextKeyMarker ? { KeyMarker: page.NextKeyMarker } : {}),
          ...(page.NextVersionIdMarker ? { VersionIdMarker: page.NextVersionIdMarker } : {}),
        }
      : undefined;
  }
}

/** The versions of one key, none when there is nothing. */
export async function versionsOf(
  client: S3Client,
  { bucket, key }: ObjectName,
): Promise<readonly StoredVersion[]> {
  const { objects } = await listVersions(client, { bucket, prefix: key, limit: 1 });
  return objects.find((object) => object.key === key)?.versions ?? [];
}

/**
 * What is stored under the keys, listed by the thousand. Keys that lie together cost one listing for a
 * thousand of them, scattered ones at most one each.
 */
export async function storedAmong(
  buckets: Buckets,
  {
    bucket,
    prefix,
    keys,
  }: { readonly bucket: string; readonly prefix: string; readonly keys: readonly string[] },
): Promise<readonly StoredObject[]> {
  const wanted = new Set(keys);
  const sorted = [...wanted].map((key) => Buffer.from(key)).sort(Buffer.compare);
  const found: StoredObject[] = [];
  let last: Buffer | undefined;
  for (const next of sorted) {
    while (last === undefined || last.compare(next) < 0) {
      const before = justBefore(next);
      const after = (last === undefined || last.compare(before) < 0 ? before : last).toString();
      const { objects, more } = await listStored(buckets, { bucket, prefix, after, limit: KEYS_PER_LIST });
      for (const object of objects) if (wanted.has(object.key)) found.push(object);
      const end = objects.at(-1)?.key;
      if (!more || end === undefined) return found;
      last = Buffer.from(end);
    }
  }
  return found;
}

/** A listing begins behind a key, so it begins behind one that is shorter by a character. */
function justBefore(key: Buffer): Buffer {
  return Buffer.from([...key.toString()].slice(0, -1).join(''));
}

export async function deleteVersion(client: S3Client, { bucket, key, version }: ObjectName): Promise<void> {
  await s3Call({ right: 's3:DeleteObjectVersion', bucket }, () =>
    client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: version })),
  );
}
