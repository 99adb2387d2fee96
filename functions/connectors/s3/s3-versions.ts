import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import { s3Call, s3ErrorName, s3StoreError } from './s3-failure';

/**
 * The buckets of one call: each is asked once whether it keeps versions, however many objects are read or
 * changed.
 */
export interface Buckets {
  readonly client: S3Client;
  readonly keepVersions: (bucket: string) => Promise<boolean>;
}

export function bucketsOf(client: S3Client): Buckets {
  const known = new Map<string, Promise<boolean>>();
  const keepVersions = (bucket: string) => {
    const answer = known.get(bucket) ?? keepsVersions(client, bucket);
    known.set(bucket, answer);
    return answer;
  };
  return { client, keepVersions };
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
}

/** Everything that is stored under one key. */
export interface StoredObject {
  readonly key: string;
  /** Newest first, as S3 lists them. Without delete markers, which hold nothing. */
  readonly versions: readonly StoredVersion[];
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
  const objects = (answer?.Contents ?? []).map(({ Key = '', Size, LastModified }) => ({
    key: Key,
    versions: [{ current: true, ...factsOf({ Size, LastModified }) }],
  }));
  return { objects: objects.slice(0, limit), more: answer?.IsTruncated === true || objects.length > limit };
}

function factsOf({ Size, LastModified }: { Size?: number | undefined; LastModified?: Date | undefined }) {
  return {
    ...defined({ size: Size }),
    ...(LastModified === undefined ? {} : { lastModified: LastModified.toISOString() }),
  };
}

/**
 * A key is only given once all its versions are listed; the last one of a page that was cut off waits for the
 * next.
 */
async function listVersions(client: S3Client, { bucket, prefix, after, limit }: Listing): Promise<Listed> {
  const stored = new Map<string, StoredVersion[]>();
  let last: string | undefined;
  for await (const page of versionPages(client, { bucket, prefix, after })) {
    const { Versions = [], DeleteMarkers = [] } = page;
    for (const { Key = '', VersionId, IsLatest, Size, LastModified } of Versions) {
      if (Key === after) continue;
      const version = { current: IsLatest === true, ...factsOf({ Size, LastModified }) };
      stored.set(Key, [
        ...(stored.get(Key) ?? []),
        VersionId === undefined ? version : { ...version, version: VersionId },
      ]);
    }
    last = page.IsTruncated ? page.NextKeyMarker : undefined;
    for (const { Key = '' } of DeleteMarkers) if (Key !== after && !stored.has(Key)) stored.set(Key, []);
    const complete = [...stored.keys()].filter((key) => key !== last).length;
    if (complete >= limit) break;
  }
  const objects = [...stored].filter(([key]) => key !== last).map(([key, versions]) => ({ key, versions }));
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
 * Deletes an object; in a bucket that keeps versions, each of them and each delete marker, as a marker alone
 * erases nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export async function deleteObject(client: S3Client, name: ObjectName, versioned: boolean): Promise<void> {
  const { bucket, key } = name;
  if (!versioned) {
    await s3Call({ right: 's3:DeleteObject', bucket }, () =>
      client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key })),
    );
    return;
  }
  for await (const { Versions = [], DeleteMarkers = [] } of versionPages(client, { bucket, prefix: key })) {
    for (const { Key, VersionId } of [...Versions, ...DeleteMarkers]) {
      if (Key === key) await deleteVersion(client, { bucket, key, version: VersionId });
    }
  }
}

export async function deleteVersion(client: S3Client, { bucket, key, version }: ObjectName): Promise<void> {
  await s3Call({ right: 's3:DeleteObjectVersion', bucket }, () =>
    client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: version })),
  );
}
