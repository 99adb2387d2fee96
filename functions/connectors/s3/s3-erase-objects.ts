import type { S3Client } from '@aws-sdk/client-s3';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, type EraseReceipt, StoreRefusedError, StoreShapeError } from '../connector';
import { distinctKeys } from '../mapped-collection';
import { identifiersIn, type ObjectsPlace } from './s3-place';
import { headObject } from './s3-read';
import { type Buckets, deleteObject, versionsOf } from './s3-versions';

type Receipt = EraseReceipt['collections'][number];

/** An erasure that was checked against the bucket and the approval; nothing is changed before `carryOut`. */
export interface PlannedErasure {
  readonly carryOut: () => Promise<Receipt>;
}

/**
 * Plans to delete objects by key, each with all its versions and delete markers. A version that Object Lock
 * protects stops it before the first is deleted.
 */
export async function planObjects(
  { client, keepVersions }: Buckets,
  place: ObjectsPlace,
  { instruction, now }: { readonly instruction: EraseInstruction; readonly now: string | undefined },
): Promise<PlannedErasure> {
  const { collection, bucket } = place;
  const keys = checkedKeys(place, instruction);
  const versioned = await keepVersions(bucket);
  const present: string[] = [];
  for (const key of keys) {
    if (await isThere(client, place, { key, versioned, now: now ?? '' })) present.push(key);
  }
  const carryOut = async (): Promise<Receipt> => {
    for (const key of versioned ? keys : present) await deleteObject(client, { bucket, key }, versioned);
    return {
      collection: collection.name,
      erased: present.length,
      anonymised: 0,
      alreadyAbsent: keys.length - present.length,
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

interface Asked {
  readonly key: string;
  readonly versioned: boolean;
  readonly now: string;
}

async function isThere(
  client: S3Client,
  place: ObjectsPlace,
  { key, versioned, now }: Asked,
): Promise<boolean> {
  const name = { bucket: place.bucket, key };
  if (!versioned) return (await headObject(client, name)) !== undefined;
  const versions = await versionsOf(client, name);
  for (const { version } of versions) {
    const { heldUntil } = (await headObject(client, { ...name, version })) ?? {};
    if (heldUntil === 'unknown' || (heldUntil !== undefined && heldUntil >= now.slice(0, 10)))
      throw new StoreRefusedError(`Object Lock protects a file of ${place.collection.name}`, {
        collection: place.collection.name,
        table: place.bucket,
        constraint: 'Object Lock',
      });
  }
  return versions.length > 0;
}
