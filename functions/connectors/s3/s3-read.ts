import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import type { UnreadReason } from '../../domain/finding';
import { StoreUnavailableError } from '../connector';
import type { LineSieve } from './line-sieve';
import { BrokenContent, codingOf, counted } from './object-coding';
import { textOf } from './object-records';
import { isGone, s3Call, s3StoreError, unreadableBecause } from './s3-failure';
import type { RecordsPlace } from './s3-place';
import type { ObjectName } from './s3-versions';
import { NoRecords, type StoredRecord } from './stored-record';

export interface ObjectFacts {
  readonly size?: number;
  readonly lastModified?: string;
  readonly contentType?: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** Why its content cannot be read. */
  readonly unread?: UnreadReason;
  readonly heldUntil?: string;
}

/** The facts of an object without its content; undefined when it is gone. */
export async function headObject(client: S3Client, name: ObjectName): Promise<ObjectFacts | undefined> {
  try {
    const head = await s3Call({ right: readRight(name), bucket: name.bucket }, () =>
      orUnreadable(() => client.send(new HeadObjectCommand(input(name)))),
    );
    if (head === undefined || head instanceof Unreadable)
      return head && { metadata: {}, unread: head.reason };
    const unread = isArchived(head) ? ({ unread: 'archived' } as const) : {};
    return {
      ...defined({ size: head.ContentLength }),
      ...(head.LastModified === undefined ? {} : { lastModified: head.LastModified.toISOString() }),
      ...defined({ contentType: head.ContentType }),
      metadata: head.Metadata ?? {},
      ...unread,
      ...objectLockOf(head),
    };
  } catch (error) {
    throw s3StoreError(error, { right: readRight(name), bucket: name.bucket });
  }
}

function input({ bucket, key, version }: ObjectName) {
  return { Bucket: bucket, Key: key, ...defined({ VersionId: version }) };
}

function readRight({ version }: ObjectName): string {
  return version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
}

/**
 * It has to be restored before it can be read.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/archived-objects.html
 */
function isArchived(head: {
  StorageClass?: string | undefined;
  Restore?: string | undefined;
  ArchiveStatus?: string | undefined;
}): boolean {
  const away =
    ['GLACIER', 'DEEP_ARCHIVE'].includes(head.StorageClass ?? '') || head.ArchiveStatus !== undefined;
  return away && !/ongoing-request="false"/.test(head.Restore ?? '');
}

export interface LockFacts {
  readonly ObjectLockRetainUntilDate?: Date | undefined;
  readonly ObjectLockLegalHoldStatus?: string | undefined;
}

/**
 * Until when Object Lock keeps a version; a legal hold has no end. S3 tells it only to who may read retention
 * and holds.
 */
export function objectLockOf(facts: LockFacts): { readonly heldUntil?: string } {
  if (facts.ObjectLockLegalHoldStatus === 'ON') return { heldUntil: 'unknown' };
  const until = facts.ObjectLockRetainUntilDate;
  if (until === undefined) return {};
  // A year of five digits would be compared as an early one.
  return { heldUntil: until.getUTCFullYear() <= 9999 ? until.toISOString().slice(0, 10) : 'unknown' };
}

/** An object that is there and cannot be read. */
export class Unreadable {
  constructor(readonly reason: UnreadReason) {}
}

async function orUnreadable<T>(call: () => Promise<T>): Promise<T | Unreadable> {
  try {
    return await call();
  } catch (error) {
    const reason = isGone(error) ? undefined : unreadableBecause(error);
    if (reason === undefined) throw error;
    return new Unreadable(reason);
  }
}

/** An object opened for reading; undefined when it is gone. */
export async function openObject(
  client: S3Client,
  name: ObjectName,
): Promise<GetObjectCommandOutput | Unreadable | undefined> {
  return s3Call({ right: readRight(name), bucket: name.bucket }, () =>
    orUnreadable(() => client.send(new GetObjectCommand({ ...input(name), ChecksumMode: 'ENABLED' }))),
  );
}

/**
 * The content of an opened object, chunk by chunk. A connection that ends early is an error, never a shorter
 * object.
 */
export async function* contentOf(opened: GetObjectCommandOutput, bucket: string): AsyncGenerator<Uint8Array> {
  const body = opened.Body as (AsyncIterable<Uint8Array> & { destroy?: () => void }) | undefined;
  let received = 0;
  try {
    for await (const chunk of body ?? []) {
      received += chunk.byteLength;
      yield chunk;
    }
  } catch (error) {
    throw s3StoreError(error, { right: 's3:GetObject', bucket });
  } finally {
    body?.destroy?.();
  }
  if (opened.ContentLength !== undefined && received !== opened.ContentLength)
    throw new StoreUnavailableError('S3 ended an object early');
}

/** What was seen of an object of records. */
export interface ObjectReading {
  /** Absent: it is gone, or could not even be opened. */
  readonly opened?: GetObjectCommandOutput;
  /** Why it is not wholly known; the first reason of perhaps several. */
  readonly unread?: UnreadReason;
  /** Whether its records are independent of one another, so that some can be erased and the others kept. */
  readonly divisible: boolean;
  /** Read as text, that is after it was unpacked. */
  readonly bytes: number;
}

/** Which object is read, and for what. */
export interface RecordsWanted {
  readonly place: RecordsPlace;
  readonly name: ObjectName;
  /** The records that it rules out are read, but not shown. */
  readonly sieve?: LineSieve | undefined;
}

/**
 * Reads an object record by record, until the consumer has enough. What cannot be read is reported, never
 * skipped.
 */
export async function readRecords(
  client: S3Client,
  { place, name, sieve }: RecordsWanted,
  see: (record: StoredRecord) => unknown,
): Promise<ObjectReading> {
  const opened = await openObject(client, name);
  if (opened === undefined) return { divisible: true, bytes: 0 };
  if (opened instanceof Unreadable) return { unread: opened.reason, divisible: false, bytes: 0 };
  const coding = await codingOf(contentOf(opened, name.bucket), opened.ContentEncoding);
  if (coding.kind === 'unreadable') return { opened, unread: coding.reason, divisible: false, bytes: 0 };
  const read = { bytes: 0 };
  const records = () => textOf(place, { ...coding, content: counted(coding.content, read) }).records(sieve);
  const seen = await seeRecords(records, see);
  return { opened, ...seen, ...read };
}

async function seeRecords(
  records: () => AsyncIterable<StoredRecord>,
  see: (record: StoredRecord) => unknown,
): Promise<Pick<ObjectReading, 'unread' | 'divisible'>> {
  let unread: UnreadReason | undefined;
  let divisible = true;
  try {
    for await (const record of records()) {
      unread ??= record.unread;
      divisible &&= record.isPiece !== true;
      if (see(record) === 'enough') break;
    }
  } catch (error) {
    if (!(error instanceof BrokenContent) && !(error instanceof NoRecords)) throw error;
    return { unread: error instanceof NoRecords ? error.reason : 'broken', divisible: false };
  }
  if (!divisible) return { unread: 'not-records', divisible };
  return { divisible, ...defined({ unread }) };
}
