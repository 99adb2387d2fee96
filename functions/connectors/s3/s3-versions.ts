import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  ListObjectVersionsCommand,
  type ListObjectVersionsCommandInput,
  type ListObjectVersionsCommandOutput,
  type S3Client,
} from '@aws-sdk/client-s3';
import { asStoreError, s3Call } from './s3-failure';

/** The buckets of one call that changes objects in them: each is asked once whether it keeps versions, however many objects change. */
export interface WrittenBuckets {
  readonly client: S3Client;
  readonly keepVersions: (bucket: string) => Promise<boolean>;
}

export function writtenBuckets(client: S3Client): WrittenBuckets {
  const known = new Map<string, Promise<boolean>>();
  const keepVersions = (bucket: string) => {
    const answer = known.get(bucket) ?? keepsVersions(client, bucket);
    known.set(bucket, answer);
    return answer;
  };
  return { client, keepVersions };
}

/** Whether the bucket keeps, or once kept, what is overwritten and deleted. An S3 that does not know the question keeps nothing. */
async function keepsVersions(client: S3Client, bucket: string): Promise<boolean> {
  try {
    const answer = await client.send(new GetBucketVersioningCommand({ Bucket: bucket }));
    return answer.Status !== undefined;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotImplemented') {
      return false;
    }
    throw asStoreError(error);
  }
}

export interface ObjectName {
  readonly bucket: string;
  readonly key: string;
}

/**
 * Deletes an object; in a bucket that keeps versions, each of them, as a delete marker alone erases nothing.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export async function deleteObject(client: S3Client, name: ObjectName, versioned: boolean): Promise<void> {
  if (versioned) {
    await deleteVersions(client, name, () => true);
    return;
  }
  await s3Call(() => client.send(new DeleteObjectCommand({ Bucket: name.bucket, Key: name.key })));
}

/** Deletes what was overwritten, and leaves the object as it is now. */
export async function deleteOldVersions(client: S3Client, name: ObjectName): Promise<void> {
  await deleteVersions(client, name, (version) => version.IsLatest !== true);
}

type Version = NonNullable<ListObjectVersionsCommandOutput['Versions']>[number];

async function deleteVersions(
  client: S3Client,
  { bucket, key }: ObjectName,
  goes: (version: Version) => boolean,
): Promise<void> {
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = {};
  while (from !== undefined) {
    const input: ListObjectVersionsCommandInput = { Bucket: bucket, Prefix: key, ...from };
    const page: ListObjectVersionsCommandOutput | undefined = await s3Call(() =>
      client.send(new ListObjectVersionsCommand(input)),
    );
    const all: Version[] = [...(page?.Versions ?? []), ...(page?.DeleteMarkers ?? [])];
    for (const { VersionId } of all.filter((version) => version.Key === key && goes(version))) {
      await s3Call(() => client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId })));
    }
    from = page?.IsTruncated
      ? {
          ...(page.NextKeyMarker ? { KeyMarker: page.NextKeyMarker } : {}),
          ...(page.NextVersionIdMarker ? { VersionIdMarker: page.NextVersionIdMarker } : {}),
        }
      : undefined;
  }
}
