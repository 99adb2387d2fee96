import type { S3Client } from '@aws-sdk/client-s3';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, type EraseReceipt, StoreRefusedError, StoreShapeError } from '../connector';
import { inParallel } from '../in-parallel';
import { distinctKeys } from '../mapped-collection';
import { deleteObjects } from './delete-objects';
import { beginningOf, identifiersIn, type ObjectsPlace } from './s3-place';
import { headObject } from './s3-read';
import { type Buckets, type ObjectName, storedAmong } from './s3-versions';

const MAX_PARALLEL_CALLS = 8;

type Receipt = EraseReceipt['collections'][number];

/** An erasure that was checked against the bucket and the approval; nothing is changed before `carryOut`. */
export interface PlannedErasure {
  readonly carryOut: () => Promise<Receipt>;
}

/**
 * Plans to delete objects by key, each with all its versions and delete markers, as a marker alone erases
 * nothing. A version that Object Lock protects stops it before the first is deleted.
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/DeletingObjectVersions.html
 */
export async function planObjects(
  buckets: Buckets,
  place: ObjectsPlace,
  { instruction, now }: { readonly instruction: EraseInstruction; readonly now: string | undefined },
): Promise<PlannedErasure> {
  const { collection, bucket } = place;
  const keys = checkedKeys(place, instruction);
  const stored = await storedAmong(buckets, { bucket, prefix: beginningOf(place), keys });
  const versions = stored.flatMap(({ key, versions: all }) => all.map(({ version }) => ({ key, version })));
  const markers = stored.flatMap(({ key, markers: all }) => all.map((version) => ({ key, version })));
  if (await buckets.mayLock(bucket))
    await assertUnlocked(buckets.client, place, { versions, now: now ?? '' });
  const present = stored.filter((object) => object.versions.length > 0).length;
  const carryOut = async (): Promise<Receipt> => {
    await deleteObjects(buckets.client, bucket, [...versions, ...markers]);
    return {
      collection: collection.name,
      erased: present,
      anonymised: 0,
      alreadyAbsent: keys.length - present,
      keptShared: 0,
    };
  };
  return { carryOut };
}

function checkedKeys(place: ObjectsPlace, instruction: EraseInstruction): readonly string[] {
  const { collection } = place;
  const keys = distinctKeys(collection, instruction.keys).map(([key = '']) => key);
  if (instruction.action !== 'erase' || (instruction.unlessReferencedBy ?? []).length > 0)
    throw new StoreShapeError(`files of ${collection.name} can only be erased, one by one`, {
      collection: collection.name,
      code: 'erase-only',
    });
  if (keys.some((key) => identifiersIn(place, key) === undefined))
    throw new StoreShapeError(`a file of ${collection.name} is said to lie outside its prefix`);
  if (keys.length > instruction.atMost)
    throw new BlastRadiusError(
      `${collection.name}: ${keys.length} files would go, ${instruction.atMost} were approved`,
      { collection: collection.name },
    );
  return keys;
}

type Version = Pick<ObjectName, 'key' | 'version'>;

async function assertUnlocked(
  client: S3Client,
  { bucket, collection }: ObjectsPlace,
  { versions, now }: { readonly versions: readonly Version[]; readonly now: string },
): Promise<void> {
  await inParallel(versions, MAX_PARALLEL_CALLS, async (version) => {
    const { heldUntil } = (await headObject(client, { bucket, ...version })) ?? {};
    if (heldUntil === 'unknown' || (heldUntil !== undefined && heldUntil >= now.slice(0, 10)))
      throw new StoreRefusedError(`Object Lock protects a file of ${collection.name}`, {
        collection: collection.name,
        table: bucket,
        constraint: 'Object Lock',
      });
  });
}
