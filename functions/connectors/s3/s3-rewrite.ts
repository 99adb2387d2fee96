import { Readable } from 'node:stream';
import { DeleteObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import {
  BlastRadiusError,
  type EraseInstruction,
  type EraseReceipt,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';
import { constantBlanks } from '../constant-blanks';
import { withFields } from '../exact-json';
import { groupedBy } from '../grouped-by';
import { distinctKeys } from '../mapped-collection';
import { type JsonlLine, jsonlLines } from './jsonl-lines';
import { asStoreError } from './s3-failure';
import type { JsonlPlace } from './s3-place';
import { contentOf, openObject } from './s3-read';
import { recordName } from './s3-records';
import { deleteOldVersions, type ObjectName, type WrittenBuckets } from './s3-versions';

/** How often an object that others keep writing to is tried again. */
const mostAttempts = 5;

type Receipt = EraseReceipt['collections'][number];
export type NewFields = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Erases or blanks records inside JSONL objects: each object is read, written without them under the ETag that was read, and read again.
 * All objects are counted before the first is written, so that too many records stop it while nothing has changed.
 */
export async function eraseRecords(
  buckets: WrittenBuckets,
  place: JsonlPlace,
  instruction: EraseInstruction,
): Promise<Receipt> {
  const { collection } = place;
  const blank = blankOf(place, instruction);
  const keys = distinctKeys(collection, instruction.keys);
  const rewrites: { rewrite: Rewrite; seen: Seen }[] = [];
  for (const [object, records] of groupedBy(keys, ([name = '']) => name)) {
    const rewrite = { object, names: namesOf(records), blank };
    rewrites.push({ rewrite, seen: await look(buckets.client, place, rewrite) });
  }
  const present = rewrites.reduce((sum, { seen }) => sum + seen.records, 0);
  if (present > instruction.atMost) {
    throw new BlastRadiusError(
      `${collection.name}: ${present} records would change, ${instruction.atMost} were approved`,
    );
  }
  for (const { rewrite, seen } of rewrites) {
    await rewriteUntilDone(buckets, place, rewrite, seen);
  }
  const touched = rewrites.reduce((sum, { seen }) => sum + seen.names.size, 0);
  return {
    collection: collection.name,
    erased: blank ? 0 : present,
    anonymised: blank ? present : 0,
    alreadyAbsent: keys.length - touched,
    keptShared: 0,
  };
}

function blankOf(
  { collection, prefix, recordId }: JsonlPlace,
  instruction: EraseInstruction,
): NewFields | undefined {
  const { action, blank = {}, keys, unlessReferencedBy = [] } = instruction;
  if (unlessReferencedBy.length > 0) {
    throw new StoreShapeError(`records of ${collection.name} cannot be shared`);
  }
  if (keys.some((key) => !key.key?.startsWith(prefix))) {
    throw new StoreShapeError(`a record of ${collection.name} is said to lie outside its prefix`);
  }
  if (action === 'erase') {
    return undefined;
  }
  if (Object.keys(blank).length === 0 || (recordId !== undefined && recordId in blank)) {
    throw new StoreShapeError(`nothing in ${collection.name} can be overwritten as the map says`);
  }
  return constantBlanks(blank);
}

function namesOf(records: readonly (readonly string[])[]): ReadonlySet<string> {
  return new Set(records.map(([, name = '']) => name));
}

interface Seen {
  /** Lines that have to change. */
  readonly records: number;
  readonly names: ReadonlySet<string>;
  /** Of the object as it was then; none when it was not there. */
  readonly etag?: string | undefined;
}

async function look(client: S3Client, place: JsonlPlace, rewrite: Rewrite): Promise<Seen> {
  const seen = new Set<string>();
  let records = 0;
  const opened = await openObject(client, { bucket: place.bucket, key: rewrite.object });
  if (opened === undefined) {
    return { records, names: seen };
  }
  for await (const line of jsonlLines(contentOf(opened))) {
    if (changes(place, line, rewrite)) {
      records += 1;
      seen.add(recordName(place, line));
    }
  }
  return { records, names: seen, etag: opened.ETag };
}

function changes(place: JsonlPlace, line: JsonlLine, { names, blank }: Rewrite): boolean {
  if (line.record === undefined || !names.has(recordName(place, line))) {
    return false;
  }
  const { record } = line;
  return (
    blank === undefined || Object.entries(blank).some(([field, value]) => (record[field] ?? null) !== value)
  );
}

export interface Rewrite {
  readonly object: string;
  readonly names: ReadonlySet<string>;
  /** undefined: the lines go; else their fields are set. */
  readonly blank: NewFields | undefined;
}

/**
 * Writes and reads again until nothing is left to change. Answers what had to change.
 *
 * @param seen what a look has found before; nothing is written unless the object is still as it was then.
 */
export async function rewriteUntilDone(
  { client, keepVersions }: WrittenBuckets,
  place: JsonlPlace,
  rewrite: Rewrite,
  seen?: Seen,
): Promise<Seen> {
  const first = seen ?? (await look(client, place, rewrite));
  let left = first;
  for (let attempt = 0; left.records > 0; attempt += 1) {
    if (attempt === mostAttempts) {
      throw new StoreUnavailableError('an object was changed by others each time it was written');
    }
    await writeOnce(client, place, { ...rewrite, etag: left.etag });
    left = await look(client, place, rewrite);
  }
  if (first.records > 0 && (await keepVersions(place.bucket))) {
    await deleteOldVersions(client, { bucket: place.bucket, key: rewrite.object });
  }
  return first;
}

async function writeOnce(
  client: S3Client,
  place: JsonlPlace,
  { etag, ...rewrite }: Rewrite & { readonly etag: string | undefined },
): Promise<void> {
  const name = { bucket: place.bucket, key: rewrite.object };
  const opened = await openObject(client, name);
  if (opened === undefined || opened.ETag !== etag) {
    (opened?.Body as Readable | undefined)?.destroy();
    return;
  }
  const remaining = remainingLines(place, opened, rewrite);
  const first = await remaining.next();
  await unlessRaced(async () => {
    if (first.done) {
      await client.send(new DeleteObjectCommand({ Bucket: name.bucket, Key: name.key, IfMatch: etag }));
    } else {
      const body = Readable.from(from(first.value, remaining), { objectMode: false });
      await upload(client, name, { old: opened, body });
    }
  });
}

async function* remainingLines(
  place: JsonlPlace,
  opened: GetObjectCommandOutput,
  rewrite: Rewrite,
): AsyncGenerator<Buffer> {
  for await (const line of jsonlLines(contentOf(opened))) {
    if (!changes(place, line, rewrite)) {
      yield line.bytes;
    } else if (rewrite.blank !== undefined) {
      yield blanked(line, rewrite.blank);
    }
  }
}

function blanked(line: JsonlLine, blank: NewFields): Buffer {
  const text = line.bytes.toString('utf8');
  const ending = /\r?\n$/.exec(text)?.[0] ?? '';
  return Buffer.from(`${withFields(text, blank)}${ending}`);
}

async function* from(first: Buffer, rest: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  yield first;
  yield* rest;
}

/**
 * Overwrites or deletes the object only if nobody else did meanwhile; if somebody did, the next look sees it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
async function unlessRaced(change: () => Promise<void>): Promise<void> {
  try {
    await change();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (!['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'].includes(name)) {
      throw asStoreError(error);
    }
  }
}

async function upload(
  client: S3Client,
  { bucket, key }: ObjectName,
  { old, body }: { readonly old: GetObjectCommandOutput; readonly body: Readable },
): Promise<void> {
  const params = {
    Bucket: bucket,
    Key: key,
    Body: body,
    IfMatch: old.ETag,
    ...(old.ContentType === undefined ? {} : { ContentType: old.ContentType }),
    ...(old.Metadata === undefined ? {} : { Metadata: old.Metadata }),
  };
  await new Upload({ client, queueSize: 1, params }).done();
}
