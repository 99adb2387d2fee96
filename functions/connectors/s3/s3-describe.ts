import type { S3Client } from '@aws-sdk/client-s3';
import type { StoreMap } from '../../domain/data-map';
import type { StoreShape } from '../connector';
import { jsonlLines } from './jsonl-lines';
import { sampleObject } from './s3-objects';
import { type JsonlPlace, type ObjectsPlace, s3Place } from './s3-place';
import { contentOf, listObjects, openObject } from './s3-read';

/** Objects, and lines of each, read to learn which fields occur: S3 keeps no list of them. */
const objectsRead = 5;
const linesRead = 50;

/** What a sample of each place holds. */
export async function describeBucket(client: S3Client, store: StoreMap): Promise<StoreShape> {
  const collections = [];
  for (const collection of store.collections) {
    const place = s3Place(collection);
    const types =
      place.format === 'objects' ? await objectFields(client, place) : await recordFields(client, place);
    collections.push({
      name: collection.name,
      fields: [...types].sort().map(([name, type]) => ({ name, type })),
    });
  }
  return { collections };
}

async function objectFields(client: S3Client, place: ObjectsPlace): Promise<Map<string, string>> {
  const types = new Map([[place.field, 'string']]);
  const { objects } = await listObjects(client, {
    bucket: place.bucket,
    prefix: place.before,
    limit: objectsRead,
  });
  for (const { key } of objects) {
    for (const [name, value] of Object.entries(await sampleObject(client, place, key))) {
      types.set(name, typeof value);
    }
  }
  return types;
}

async function recordFields(client: S3Client, place: JsonlPlace): Promise<Map<string, string>> {
  const types = new Map<string, string>();
  const { bucket, prefix } = place;
  const { objects } = await listObjects(client, { bucket, prefix, limit: objectsRead });
  for (const { key } of objects) {
    const opened = await openObject(client, { bucket, key });
    let lines = 0;
    for await (const { record = {} } of opened === undefined ? [] : jsonlLines(contentOf(opened))) {
      for (const [name, value] of Object.entries(record)) {
        types.set(name, Array.isArray(value) ? 'array' : typeof value);
      }
      lines += 1;
      if (lines === linesRead) {
        break;
      }
    }
  }
  return types;
}
