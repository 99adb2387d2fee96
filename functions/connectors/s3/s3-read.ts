import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { StoreUnavailableError } from '../connector';
import { asStoreError, s3Call } from './s3-failure';
import type { ObjectName } from './s3-versions';

export interface ListedObject {
  readonly key: string;
  readonly size: number;
  readonly lastModified: string;
}

export interface Listing {
  readonly bucket: string;
  readonly prefix: string;
  readonly after?: string | undefined;
  /** At most the 1,000 that S3 gives at once. */
  readonly limit: number;
}

/** Objects under a prefix in the order of their keys, after a given key. `more` when the limit cut them off. */
export async function listObjects(
  client: S3Client,
  { bucket, prefix, after, limit }: Listing,
): Promise<{ readonly objects: readonly ListedObject[]; readonly more: boolean }> {
  const answer = await s3Call(() =>
    client.send(
      new ListObjectsV2Command({
        Bucket: bucket,
        Prefix: prefix,
        ...(after === undefined ? {} : { StartAfter: after }),
      }),
    ),
  );
  const objects = (answer?.Contents ?? []).map(({ Key = '', Size = 0, LastModified }) => ({
    key: Key,
    size: Size,
    lastModified: LastModified?.toISOString() ?? '',
  }));
  return { objects: objects.slice(0, limit), more: answer?.IsTruncated === true || objects.length > limit };
}

export interface ObjectFacts {
  readonly size: number;
  readonly lastModified: string;
  readonly contentType?: string;
  readonly metadata: Readonly<Record<string, string>>;
}

/** What S3 knows of an object without its content; undefined when it is gone. */
export async function headObject(
  client: S3Client,
  { bucket, key }: ObjectName,
): Promise<ObjectFacts | undefined> {
  const head = await s3Call(() => client.send(new HeadObjectCommand({ Bucket: bucket, Key: key })));
  return (
    head && {
      size: head.ContentLength ?? 0,
      lastModified: head.LastModified?.toISOString() ?? '',
      ...(head.ContentType === undefined ? {} : { contentType: head.ContentType }),
      metadata: head.Metadata ?? {},
    }
  );
}

/** An object opened for reading; undefined when it is gone. */
export async function openObject(
  client: S3Client,
  { bucket, key }: ObjectName,
): Promise<GetObjectCommandOutput | undefined> {
  return s3Call(() => client.send(new GetObjectCommand({ Bucket: bucket, Key: key })));
}

/** The content of an opened object, chunk by chunk. A connection that ends early is an error, never a shorter object. */
export async function* contentOf(opened: GetObjectCommandOutput): AsyncGenerator<Uint8Array> {
  const body = opened.Body as (AsyncIterable<Uint8Array> & { destroy?: () => void }) | undefined;
  let received = 0;
  try {
    for await (const chunk of body ?? []) {
      received += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    throw asStoreError(error);
  } finally {
    body?.destroy?.();
  }
  if (opened.ContentLength !== undefined && received !== opened.ContentLength) {
    throw new StoreUnavailableError('S3 ended an object early');
  }
}
