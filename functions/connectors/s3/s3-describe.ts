import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import type { StoreMap } from '../../domain/data-map';
import type { StoreShape } from '../connector';
import { groupBy } from '../group-by';
import { s3Call } from './s3-failure';
import { sampleObject } from './s3-objects';
import { beginningOf, type ObjectsPlace, type RecordsPlace, type S3Place, s3Place } from './s3-place';
import { readRecords } from './s3-read';
import { type Buckets, listStored } from './s3-versions';

/** Objects, and lines of each, read to learn which fields occur: S3 keeps no list of them. */
const SAMPLED_OBJECTS = 5;
const SAMPLED_LINES = 50;
/** A bucket with more folders than this may have one for each person, and their names must not be shown. */
const MAX_FOLDERS_NAMED = 20;

/** What a sample of each place holds, and which other places there are. */
export async function describeBucket(buckets: Buckets, store: StoreMap): Promise<StoreShape> {
  const collections = [];
  for (const collection of store.collections) {
    const place = s3Place(collection);
    const types =
      place.format === 'objects' ? await objectFields(buckets, place) : await recordFields(buckets, place);
    collections.push({
      name: collection.name,
      fields: [...types].sort().map(([name, type]) => ({ name, type })),
    });
  }
  const notLookedAt = await besides(buckets.client, store.collections.map(s3Place));
  return { collections, ...(notLookedAt.length > 0 ? { notLookedAt } : {}) };
}

async function objectFields(buckets: Buckets, place: ObjectsPlace): Promise<Map<string, string>> {
  const types = new Map(place.prefix.fields.map((field) => [field, 'string']));
  const listing = { bucket: place.bucket, prefix: beginningOf(place), limit: SAMPLED_OBJECTS };
  const { objects } = await listStored(buckets, listing);
  for (const object of objects) {
    for (const [name, value] of Object.entries(await sampleObject(buckets.client, place, object))) {
      types.set(name, typeof value);
    }
  }
  return types;
}

async function recordFields(buckets: Buckets, place: RecordsPlace): Promise<Map<string, string>> {
  const { bucket, prefix } = place;
  const types = new Map<string, string>();
  const { objects } = await listStored(buckets, { bucket, prefix, limit: SAMPLED_OBJECTS });
  for (const { key, versions } of objects.filter((object) =>
    object.versions.some(({ current }) => current),
  )) {
    if (versions.every(({ size }) => size === 0)) continue;
    let lines = 0;
    await readRecords(buckets.client, { place, name: { bucket, key } }, ({ record = {} }) => {
      for (const [name, value] of Object.entries(record)) {
        types.set(name, place.format === 'csv' ? 'string' : Array.isArray(value) ? 'array' : typeof value);
      }
      lines += 1;
      return lines === SAMPLED_LINES ? 'enough' : undefined;
    });
  }
  return types;
}

/** The top folders of each bucket, and objects in none of them, that no collection of the map describes. */
async function besides(client: S3Client, places: readonly S3Place[]): Promise<string[]> {
  const words: string[] = [];
  for (const [bucket, own] of groupBy(places, (place) => place.bucket)) {
    const answer = await s3Call({ right: 's3:ListBucket', bucket }, () =>
      client.send(new ListObjectsV2Command({ Bucket: bucket, Delimiter: '/' })),
    );
    const beginnings = own.map(beginningOf);
    const folders = (answer?.CommonPrefixes ?? []).map(({ Prefix = '' }) => Prefix);
    const strange = folders.filter(
      (folder) => !beginnings.some((begun) => begun.startsWith(folder) || folder.startsWith(begun)),
    );
    const loose = (answer?.Contents ?? []).filter(
      ({ Key = '' }) => !beginnings.some((begun) => Key.startsWith(begun)),
    );
    const many = strange.length > MAX_FOLDERS_NAMED;
    words.push(
      ...(many
        ? [`s3://${bucket}: ${strange.length} folders in which no collection of the map lies`]
        : strange.map((folder) => `s3://${bucket}/${folder}: no collection of the map lies there`)),
      ...(loose.length > 0
        ? [`s3://${bucket}: objects that lie in no folder, and in no collection of the map`]
        : []),
      ...(answer?.IsTruncated ? [`s3://${bucket}: more folders than one listing shows`] : []),
    );
  }
  return words;
}
