import type { S3Client } from '@aws-sdk/client-s3';
import type { LocatedRow } from '../../domain/finding';
import {
  BlastRadiusError,
  type EraseInstruction,
  type EraseReceipt,
  type ExportedRecord,
  type FieldValue,
  type LocatedPage,
  StoreShapeError,
  StoreUnavailableError,
} from '../connector';
import { fieldText } from '../exact-json';
import { inParallel } from '../in-parallel';
import { distinctKeys } from '../mapped-collection';
import { identifierIn, type ObjectsPlace, prefixOf } from './s3-place';
import { contentOf, headObject, listObjects, openObject } from './s3-read';
import { deleteObject, type WrittenBuckets } from './s3-versions';

const objectsAtOnce = 200;
const callsAtOnce = 8;

/** Fields that every object has; they say nothing that a map must classify. */
const ownFields = ['key', 'size', 'last_modified', 'content_type'];

export interface ObjectsPage {
  readonly rows: readonly LocatedRow[];
  readonly unmapped: LocatedPage['unmapped'];
  /** Key of the last object, when there are more. */
  readonly after?: string;
}

/** Objects in the folder of one identifier. */
export async function locateObjects(
  client: S3Client,
  place: ObjectsPlace,
  { value, after }: { value: string; after: string | undefined },
): Promise<ObjectsPage> {
  const prefix = prefixOf(place, value);
  if (prefix === undefined) {
    return { rows: [], unmapped: [] };
  }
  const { objects, more } = await listObjects(client, {
    bucket: place.bucket,
    prefix,
    after,
    limit: objectsAtOnce,
  });
  const all = await inParallel(objects, callsAtOnce, ({ key }) => valuesOf(client, place, key));
  const found = all.filter((values) => values !== undefined);
  const last = objects.at(-1);
  return {
    rows: found.map((values) => locatedObject(place, values)),
    unmapped: unmappedIn(place, found),
    ...(more && last ? { after: last.key } : {}),
  };
}

type Values = Readonly<Record<string, FieldValue>>;

/** What is known of an object, its own metadata included; undefined when it is gone. */
async function valuesOf(client: S3Client, place: ObjectsPlace, key: string): Promise<Values | undefined> {
  const head = await headObject(client, { bucket: place.bucket, key });
  if (head === undefined) {
    return undefined;
  }
  const metadata = Object.entries(head.metadata).map(([name, value]) => [
    name.replaceAll('-', '_'),
    decoded(value),
  ]);
  return {
    ...Object.fromEntries(metadata),
    key,
    [place.field]: identifierIn(place, key) ?? null,
    size: head.size,
    last_modified: head.lastModified,
    content_type: head.contentType ?? null,
  };
}

/** Metadata travels in headers, so names are usually written percent-encoded. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function locatedObject({ collection }: ObjectsPlace, values: Values): LocatedRow {
  const facts = collection.facts.flatMap((field) => {
    const text = fieldText(values[field]);
    return text === undefined ? [] : [[field, text]];
  });
  return { collection: collection.name, key: { key: String(values.key) }, facts: Object.fromEntries(facts) };
}

function unmappedIn({ collection, field }: ObjectsPlace, all: readonly Values[]): LocatedPage['unmapped'] {
  const known = [...ownFields, field, ...collection.fields.map(({ name }) => name)];
  const held = all.flatMap((values) =>
    Object.keys(values).filter((name) => fieldText(values[name]) !== undefined),
  );
  return [...new Set(held)]
    .filter((name) => !known.includes(name))
    .map((name) => ({ collection: collection.name, field: name }));
}

/** An object with its content, which is fetched only when somebody reads it. */
export async function exportObject(
  client: S3Client,
  place: ObjectsPlace,
  key: string,
): Promise<ExportedRecord | undefined> {
  const values = identifierIn(place, key) === undefined ? undefined : await valuesOf(client, place, key);
  if (values === undefined) {
    return undefined;
  }
  const name = fieldText(values.original_name) ?? key.split('/').at(-1) ?? key;
  const contentType = fieldText(values.content_type);
  const content = contentLater(client, place, key);
  return {
    collection: place.collection.name,
    key: { key },
    values: mappedFirst(place, values),
    file: { name, ...(contentType === undefined ? {} : { contentType }), content },
  };
}

/** The fields of an object that a map has to name. */
export async function sampleObject(client: S3Client, place: ObjectsPlace, key: string): Promise<Values> {
  return mappedFirst(place, (await valuesOf(client, place, key)) ?? {});
}

/** Only what the map or the object's metadata names: size and the like are facts of S3, unless the map wants them told. */
function mappedFirst({ collection, field }: ObjectsPlace, values: Values): Values {
  const mapped = collection.fields.map(({ name }) => name);
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => mapped.includes(name) || ![...ownFields, field].includes(name)),
  );
}

function contentLater(client: S3Client, place: ObjectsPlace, key: string): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      const opened = await openObject(client, { bucket: place.bucket, key });
      if (opened === undefined) {
        throw new StoreUnavailableError('a file went away while it was being copied');
      }
      yield* contentOf(opened);
    },
  };
}

type Receipt = EraseReceipt['collections'][number];

/** Deletes objects by key, each with all its versions. */
export async function eraseObjects(
  { client, keepVersions }: WrittenBuckets,
  place: ObjectsPlace,
  instruction: EraseInstruction,
): Promise<Receipt> {
  const { collection, bucket } = place;
  const keys = distinctKeys(collection, instruction.keys).map(([key = '']) => key);
  if (instruction.action !== 'erase' || (instruction.unlessReferencedBy ?? []).length > 0) {
    throw new StoreShapeError(`files of ${collection.name} can only be erased, one by one`);
  }
  if (keys.some((key) => identifierIn(place, key) === undefined)) {
    throw new StoreShapeError(`a file of ${collection.name} is said to lie outside its prefix`);
  }
  if (keys.length > instruction.atMost) {
    throw new BlastRadiusError(
      `${collection.name}: ${keys.length} files would go, ${instruction.atMost} were approved`,
    );
  }
  const versioned = await keepVersions(bucket);
  let erased = 0;
  for (const key of keys) {
    const exists = (await headObject(client, { bucket, key })) !== undefined;
    if (exists || versioned) {
      await deleteObject(client, { bucket, key }, versioned);
    }
    erased += exists ? 1 : 0;
  }
  return {
    collection: collection.name,
    erased,
    anonymised: 0,
    alreadyAbsent: keys.length - erased,
    keptShared: 0,
  };
}
