import { Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import { DeleteObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { StoreRefusedError, StoreUnavailableError } from '../connector';
import { type JsonlLine, jsonlLines } from './jsonl-lines';
import { codingOf } from './object-coding';
import { type ObjectProperties, propertiesOf } from './object-properties';
import type { RecordBlanking } from './record-blanks';
import { type NeededPermission, s3ErrorName, s3StoreError } from './s3-failure';
import type { JsonlPlace } from './s3-place';
import { contentOf, openObject, readObjectLines, Unreadable } from './s3-read';
import { nameAmong } from './s3-records';
import { type Buckets, deleteVersion, type ObjectName, versionsOf } from './s3-versions';

/** How often an object that others keep writing to is tried again. */
const MAX_ATTEMPTS = 5;

/** What is to happen to some records of an object. */
export interface Rewrite {
  readonly object: string;
  readonly names: ReadonlySet<string>;
  /** undefined: the lines go; else their fields are set. */
  readonly blank: RecordBlanking | undefined;
  /** Nothing of what was overwritten may be left: the version goes as well. */
  readonly forGood: boolean;
  /** Of the run. */
  readonly now: string;
}

export interface SeenObject {
  /** Names of the lines that have to change, a name as often as it occurs. */
  readonly records: readonly string[];
  /** Lines that hold something and stay. */
  readonly others: number;
  /** Of the object as it was then; none when it was not there. */
  readonly etag?: string | undefined;
  readonly version?: string | undefined;
  readonly lock?: Pick<GetObjectCommandOutput, 'ObjectLockRetainUntilDate' | 'ObjectLockLegalHoldStatus'>;
}

/**
 * Reads an object for a rewrite. Throws {@link StoreRefusedError} when it cannot be read, which is no
 * absence.
 */
export async function readObjectState(
  { client, keepVersions }: Buckets,
  place: JsonlPlace,
  rewrite: Rewrite,
  also: (line: JsonlLine) => void = () => undefined,
): Promise<SeenObject> {
  const records: string[] = [];
  let others = 0;
  const name = { bucket: place.bucket, key: rewrite.object };
  const { opened, unread, divisible } = await readObjectLines(client, name, (line) => {
    also(line);
    if (changes(place, line, rewrite)) records.push(nameAmong(rewrite.names, place, line) ?? '');
    else if (line.text !== '' || line.unread !== undefined) others += 1;
  });
  if (!divisible || isShelved(opened))
    throw new StoreRefusedError(
      `an object of ${place.collection.name} cannot be read, so nothing was changed in it`,
      {
        collection: place.collection.name,
        code: unread ?? 'archived',
      },
    );
  if (opened === undefined) return { records, others };
  const version =
    opened.VersionId ?? ((await keepVersions(place.bucket)) ? await currentVersion(client, name) : undefined);
  return { records, others, etag: opened.ETag, version, lock: opened };
}

/**
 * Of these classes only a restored copy can be read: what is written back could not be read again to see that
 * it is right.
 */
function isShelved(opened: GetObjectCommandOutput | undefined): boolean {
  return ['GLACIER', 'DEEP_ARCHIVE'].includes(opened?.StorageClass ?? '');
}

async function currentVersion(client: S3Client, name: ObjectName): Promise<string | undefined> {
  return (await versionsOf(client, name)).find(({ current }) => current)?.version;
}

function changes(place: JsonlPlace, line: JsonlLine, { names, blank }: Rewrite): boolean {
  if (nameAmong(names, place, line) === undefined) return false;
  return blank === undefined || blank(line.text) !== line.text;
}

/**
 * Writes the object anew. Where somebody else changed it meanwhile it is read again, until nothing is left to
 * change. Returns what had to change.
 *
 * @param seen what a look has found before; nothing is written unless the object is still as it was then.
 */
export async function rewriteUntilDone(
  buckets: Buckets,
  place: JsonlPlace,
  rewrite: Rewrite,
  seen?: SeenObject,
): Promise<SeenObject> {
  const first = seen ?? (await readObjectState(buckets, place, rewrite));
  const overwritten: SeenObject[] = [];
  for (let left = first; left.records.length > 0; left = await readObjectState(buckets, place, rewrite)) {
    if (overwritten.length === MAX_ATTEMPTS)
      throw new StoreUnavailableError('an object was changed by others each time it was written');
    overwritten.push(left);
    if (await isWritten(buckets.client, place, rewrite, left)) break;
  }
  if (rewrite.forGood && overwritten.length > 0) await forget(buckets, place, rewrite, overwritten);
  return first;
}

/**
 * Deletes the version that was overwritten last, whose other lines are in the new one, and those before it
 * that held nothing but the person. Earlier versions that hold lines of others stay; the next reading finds
 * them.
 */
async function forget(
  { client, keepVersions }: Buckets,
  { bucket }: JsonlPlace,
  { object }: Rewrite,
  overwritten: readonly SeenObject[],
): Promise<void> {
  if (!(await keepVersions(bucket))) return;
  const stored = await versionsOf(client, { bucket, key: object });
  const gone = overwritten.filter((seen, at) => at === overwritten.length - 1 || seen.others === 0);
  for (const { version } of gone) {
    const isOld = stored.some((one) => one.version === version && !one.current);
    if (isOld && version !== undefined) await deleteVersion(client, { bucket, key: object, version });
  }
}

/** Writes it, if it is still as it was seen: then what is there now is what was written. */
async function isWritten(
  client: S3Client,
  place: JsonlPlace,
  rewrite: Rewrite,
  seen: SeenObject,
): Promise<boolean> {
  const { bucket } = place;
  const name = { bucket, key: rewrite.object };
  if (seen.others === 0 && rewrite.blank === undefined) {
    const command = new DeleteObjectCommand({ Bucket: bucket, Key: name.key, IfMatch: seen.etag });
    return isUnraced({ right: 's3:DeleteObject', bucket }, () => client.send(command));
  }
  const opened = await openObject(client, name);
  if (opened === undefined || opened instanceof Unreadable) return false;
  if (opened.ETag !== seen.etag) {
    (opened.Body as Readable | undefined)?.destroy();
    return false;
  }
  const properties = await propertiesOf(client, name, { opened, now: rewrite.now });
  const Body = await newContent(place, opened, rewrite);
  const params = { ...properties, Bucket: bucket, Key: name.key, Body, IfMatch: opened.ETag };
  return isUnraced({ right: writeRights(properties), bucket }, () =>
    new Upload({ client, queueSize: 1, params }).done(),
  );
}

/** What the role needs to write an object with these properties. */
function writeRights(properties: ObjectProperties): string {
  const rights = [
    's3:PutObject',
    ...(properties.Tagging ? ['s3:PutObjectTagging'] : []),
    ...(properties.ObjectLockMode ? ['s3:PutObjectRetention'] : []),
    ...(properties.ObjectLockLegalHoldStatus ? ['s3:PutObjectLegalHold'] : []),
    ...(properties.SSEKMSKeyId ? ['kms:GenerateDataKey'] : []),
  ];
  return rights.join(', ');
}

/** The content without the records, packed as it was. */
async function newContent(
  place: JsonlPlace,
  opened: GetObjectCommandOutput,
  rewrite: Rewrite,
): Promise<Readable> {
  const coding = await codingOf(contentOf(opened, place.bucket), opened.ContentEncoding);
  if (coding.kind === 'unreadable')
    throw new StoreRefusedError(`an object of ${place.collection.name} cannot be read`);
  const lines = Readable.from(remainingLines(place, coding.content, rewrite), { objectMode: false });
  if (coding.kind === 'plain') return lines;
  const packed = createGzip();
  lines.on('error', (error) => packed.destroy(error));
  return lines.pipe(packed);
}

async function* remainingLines(
  place: JsonlPlace,
  content: AsyncIterable<Uint8Array>,
  rewrite: Rewrite,
): AsyncGenerator<Buffer> {
  for await (const line of jsonlLines(content)) {
    if (!changes(place, line, rewrite)) yield line.bytes;
    else if (rewrite.blank !== undefined) yield blanked(line, rewrite.blank);
  }
}

/** The record in its place; the spaces around it and the ending of the line stay. */
function blanked({ bytes, text }: JsonlLine, blank: RecordBlanking): Buffer {
  const whole = bytes.toString('utf8');
  const start = whole.indexOf(text);
  return Buffer.from(`${whole.slice(0, start)}${blank(text)}${whole.slice(start + text.length)}`);
}

/**
 * Overwrites or deletes the object only if it has not changed meanwhile; if it has, the next look sees it.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
async function isUnraced(needed: NeededPermission, change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (!['PreconditionFailed', 'ConditionalRequestConflict', 'NoSuchKey'].includes(s3ErrorName(error)))
      throw s3StoreError(error, needed);
    return false;
  }
}
