import type { Readable } from 'node:stream';
import { DeleteObjectCommand, type GetObjectCommandOutput, type S3Client } from '@aws-sdk/client-s3';
import { Upload } from '@aws-sdk/lib-storage';
import { StoreRefusedError, StoreUnavailableError } from '../connector';
import { afterChange, ContentPrint, newContent, notAsRead, type RecordChange } from './new-content';
import { type ObjectProperties, propertiesOf } from './object-properties';
import { type NeededPermission, s3ErrorName, s3StoreError } from './s3-failure';
import type { RecordsPlace } from './s3-place';
import { openObject, readRecords, Unreadable } from './s3-read';
import { nameAmong } from './s3-records';
import { type Buckets, deleteVersion, type ObjectName, versionsOf } from './s3-versions';
import type { StoredRecord } from './stored-record';

/** How often an object that others keep writing to is tried again. */
const MAX_ATTEMPTS = 5;

/** What is to happen to some records of an object. */
export interface Rewrite extends RecordChange {
  readonly object: string;
  /** Nothing of what was overwritten may be left: the version goes as well. */
  readonly forGood: boolean;
  /** Of the run. */
  readonly now: string;
}

export interface SeenObject {
  /** Names of the lines that have to change, a name as often as it occurs. */
  readonly records: readonly string[];
  /** Records, and pieces that are none, that hold something and stay. */
  readonly others: number;
  /** The print of all that stays as it is. */
  readonly kept: string;
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
  place: RecordsPlace,
  rewrite: Rewrite,
  also: (line: StoredRecord) => void = () => undefined,
): Promise<SeenObject> {
  const records: string[] = [];
  let others = 0;
  const print = new ContentPrint();
  const name = { bucket: place.bucket, key: rewrite.object };
  const { opened, unread, divisible } = await readRecords(client, { place, name }, (line) => {
    also(line);
    const stays = afterChange(place, line, rewrite) === line;
    if (stays) print.add(line);
    if (!stays) records.push(nameAmong(rewrite.names, place, line) ?? '');
    else if (line.text !== '' || line.unread !== undefined) others += 1;
  });
  const kept = print.end();
  if (!divisible || isShelved(opened))
    throw new StoreRefusedError(
      `an object of ${place.collection.name} cannot be read, so nothing was changed in it`,
      {
        collection: place.collection.name,
        code: unread ?? 'archived',
      },
    );
  if (opened === undefined) return { records, others, kept };
  const version =
    opened.VersionId ?? ((await keepVersions(place.bucket)) ? await currentVersion(client, name) : undefined);
  return { records, others, kept, etag: opened.ETag, version, lock: opened };
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

/**
 * Writes the object anew. Where somebody else changed it meanwhile it is read again, until nothing is left to
 * change. Returns what had to change.
 *
 * @param seen what a look has found before; nothing is written unless the object is still as it was then.
 */
export async function rewriteUntilDone(
  buckets: Buckets,
  place: RecordsPlace,
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
  { bucket }: RecordsPlace,
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
  place: RecordsPlace,
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
  const { content, print } = await newContent(place, opened, { change: rewrite, kept: seen.kept });
  const params = { ...properties, Bucket: bucket, Key: name.key, Body: content, IfMatch: opened.ETag };
  let etag: string | undefined;
  const isDone = await isUnraced({ right: writeRights(properties), bucket }, async () => {
    ({ ETag: etag } = await new Upload({ client, queueSize: 1, params }).done());
  });
  if (isDone) await assertWritten(client, place, { name, etag, print: print() });
  return isDone;
}

interface Written {
  readonly name: ObjectName;
  readonly etag: string | undefined;
  readonly print: string;
}

/**
 * Reads what was written once more. Where somebody else has written since, it is theirs and cannot be
 * compared.
 */
async function assertWritten(
  client: S3Client,
  place: RecordsPlace,
  { name, etag, print }: Written,
): Promise<void> {
  const again = new ContentPrint();
  const { opened, divisible } = await readRecords(client, { place, name }, (record) => again.add(record));
  if (opened === undefined || opened.ETag !== etag) return;
  if (!divisible || again.end() !== print) throw notAsRead(place);
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
