import {
  GetBucketReplicationCommand,
  GetBucketVersioningCommand,
  GetObjectLockConfigurationCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { StoreMap } from '../../domain/data-map';
import type { StoreExamination, StoreProblem } from '../../domain/store-examination';
import { StoreForbiddenError, StoreShapeError } from '../connector';
import { s3ErrorName, s3StoreError } from './s3-failure';
import { beginningOf, type S3Place, s3Place } from './s3-place';

/**
 * Checks the map against the buckets: what may be listed, and what they keep, lock and copy by themselves.
 * Reads no object.
 */
export async function examineBuckets(client: S3Client, store: StoreMap): Promise<StoreExamination> {
  const known = new Map<string, Promise<Habits>>();
  const problems: StoreProblem[] = [];
  for (const collection of store.collections) {
    try {
      const place = s3Place(collection);
      const habits = known.get(place.bucket) ?? habitsOf(client, place.bucket);
      known.set(place.bucket, habits);
      problems.push(
        ...problemsAt(place, await habits),
        ...(await listingProblems(client, place, await habits)),
      );
    } catch (error) {
      problems.push(problemOf(collection.name, error));
    }
  }
  return { problems };
}

/** What a bucket does by itself. `hidden`: permissions without which that cannot be read. */
interface Habits {
  readonly versioned: boolean;
  readonly mfaDelete: boolean;
  readonly locked: boolean;
  readonly replicated: boolean;
  readonly hidden: readonly string[];
}

async function habitsOf(client: S3Client, Bucket: string): Promise<Habits> {
  const hidden: string[] = [];
  const ask = async <T>(right: string, call: () => Promise<T>, none: string): Promise<T | undefined> => {
    try {
      return await call();
    } catch (error) {
      if ([none, 'NotImplemented'].includes(s3ErrorName(error))) return undefined;
      const known = s3StoreError(error, { right, bucket: Bucket });
      if (!(known instanceof StoreForbiddenError)) throw known;
      hidden.push(right);
      return undefined;
    }
  };
  const versioning = await ask(
    's3:GetBucketVersioning',
    () => client.send(new GetBucketVersioningCommand({ Bucket })),
    '',
  );
  const lock = await ask(
    's3:GetBucketObjectLockConfiguration',
    () => client.send(new GetObjectLockConfigurationCommand({ Bucket })),
    'ObjectLockConfigurationNotFoundError',
  );
  const replication = await ask(
    's3:GetReplicationConfiguration',
    () => client.send(new GetBucketReplicationCommand({ Bucket })),
    'ReplicationConfigurationNotFoundError',
  );
  return {
    versioned: versioning?.Status !== undefined,
    mfaDelete: versioning?.MFADelete === 'Enabled',
    locked: lock?.ObjectLockConfiguration?.ObjectLockEnabled === 'Enabled',
    replicated: (replication?.ReplicationConfiguration?.Rules ?? []).some(
      ({ Status }) => Status === 'Enabled',
    ),
    hidden,
  };
}

function problemsAt(place: S3Place, habits: Habits): StoreProblem[] {
  const at = { collection: place.collection.name, table: place.bucket };
  const undecided = place.format !== 'objects' && place.oldVersions === undefined;
  const needsVersions = place.format === 'objects' || place.oldVersions === 'erase';
  return [
    ...(habits.versioned && undecided ? [{ ...at, ...UNDECIDED_VERSIONS }] : []),
    ...(habits.mfaDelete && needsVersions ? [{ ...at, ...MFA_DELETE }] : []),
    ...(habits.locked ? [{ ...at, ...OBJECT_LOCK }] : []),
    ...(habits.replicated ? [{ ...at, ...REPLICATED }] : []),
    ...habits.hidden.map((right) => ({ ...at, ...hiddenHabit(right) })),
  ];
}

const UNDECIDED_VERSIONS = {
  code: 'bucket-versioned-undecided',
  problem:
    'The bucket keeps old versions, and the map does not say what becomes of those that hold the person.',
  remedy:
    'Set physical.old_versions to keep, or to erase if old versions may go as a whole with the lines of everybody else in them.',
  blocks: 'nothing',
} as const;

const MFA_DELETE = {
  code: 'mfa-delete',
  problem: 'The bucket lets nobody delete a version without a code of the root account (MFA delete).',
  remedy: 'Switch MFA delete off for this bucket, or map the collection as a manual store.',
  blocks: 'erasure',
} as const;

const OBJECT_LOCK = {
  code: 'object-lock',
  problem:
    'The bucket has Object Lock: what it protects stays until the lock ends, and the person is told so.',
  remedy: 'Nothing to do, if the locks are meant.',
  blocks: 'nothing',
} as const;

const REPLICATED = {
  code: 'replicated',
  problem: 'The bucket copies its objects to another bucket, in which the desk neither looks nor erases.',
  remedy: 'Map the other bucket as a store of its own, or see to it that deletions arrive there.',
  blocks: 'nothing',
} as const;

function hiddenHabit(right: string) {
  return {
    code: 'privilege',
    constraint: right,
    problem: `The role may not ask the bucket by ${right}, so what the bucket does by itself is not wholly known.`,
    remedy: `Grant ${right} on the bucket.`,
    blocks: right === 's3:GetBucketVersioning' ? 'everything' : 'nothing',
  } as const;
}

async function listingProblems(
  client: S3Client,
  place: S3Place,
  { versioned }: Habits,
): Promise<StoreProblem[]> {
  const { bucket } = place;
  const input = { Bucket: bucket, Prefix: beginningOf(place) };
  try {
    await client.send(new ListObjectsV2Command(input));
  } catch (error) {
    throw s3StoreError(error, { right: 's3:ListBucket', bucket });
  }
  try {
    if (versioned) await client.send(new ListObjectVersionsCommand(input));
  } catch (error) {
    throw s3StoreError(error, { right: 's3:ListBucketVersions', bucket });
  }
  return [];
}

/**
 * One collection that cannot be used does not hide the others; a store that does not answer is no finding
 * about the map.
 */
function problemOf(collection: string, error: unknown): StoreProblem {
  if (error instanceof StoreForbiddenError) {
    const right = error.place.constraint ?? 'a right';
    return {
      collection,
      ...error.place,
      code: 'privilege',
      problem: `The role lacks ${right}.`,
      remedy: `Grant ${right} to the role of the store.`,
      blocks: 'everything',
    };
  }
  if (!(error instanceof StoreShapeError)) throw error;
  return {
    collection,
    ...error.place,
    code: error.place.code === 'NoSuchBucket' ? 'no-bucket' : 'addressing',
    problem: `The map does not fit: ${error.message}.`,
    remedy: 'Correct physical.bucket, physical.format and physical.prefix.',
    blocks: 'everything',
  };
}
