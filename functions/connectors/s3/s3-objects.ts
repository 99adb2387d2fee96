import type { S3Client } from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import type { LocatedRow } from '../../domain/finding';
import type { ExportedRecord, FieldValue, LocatedPage } from '../connector';
import { StoreRefusedError, StoreUnavailableError } from '../connector';
import { fieldText } from '../exact-json';
import { inParallel } from '../in-parallel';
import { locatedFacts } from '../located-facts';
import { percentDecoded } from './percent-decoded';
import type { S3Page } from './s3-page';
import {
  beginningOf,
  identifiersIn,
  type KnownValues,
  type ObjectsPlace,
  ownership,
  type S3Place,
} from './s3-place';
import { contentOf, headObject, type ObjectFacts, openObject, Unreadable } from './s3-read';
import {
  type Buckets,
  listStored,
  type ObjectName,
  type StoredObject,
  type StoredVersion,
  versionsOf,
} from './s3-versions';
import { isWrittenOtherwise, namedUnclaimedObjects } from './unclaimed-objects';

/** All that one request lists. */
const KEYS_PER_LIST = 1_000;
const MAX_PARALLEL_CALLS = 8;
/** Files of a page that are looked at; if these show nothing, the listing speaks for the others. */
const SAMPLED_FILES = 16;
/** Storage classes of files that may have to be restored before they can be read. */
const ARCHIVES = ['GLACIER', 'DEEP_ARCHIVE', 'INTELLIGENT_TIERING'];

/** Fields that every object has; they say nothing that a map must classify. */
const OWN_FIELDS = ['key', 'size', 'last_modified', 'content_type'];

export interface ObjectsAsked {
  /** What the keys begin with, as far as the identifiers are known. */
  readonly beginning: string;
  readonly known: KnownValues;
  readonly after?: string | undefined;
  /** All places of the store. */
  readonly others: readonly S3Place[];
}

/** Objects whose keys hold the identifiers; also those that are hidden behind a delete marker. */
export async function locateObjects(
  buckets: Buckets,
  place: ObjectsPlace,
  { beginning, known, after, others }: ObjectsAsked,
): Promise<S3Page> {
  const { collection, bucket } = place;
  const listing = { bucket, prefix: beginning, after, limit: KEYS_PER_LIST };
  const { objects, more } = await listStored(buckets, listing);
  const stored = objects.filter(({ versions }) => versions.length > 0);
  const owned = ({ key }: StoredObject) => {
    const identifiers = identifiersIn(place, key);
    if (identifiers === undefined) return undefined;
    const whose = ownership(place, identifiers, known);
    return whose === 'not-theirs' && isWrittenOtherwise(place, identifiers, known) ? 'unclear' : whose;
  };
  const theirs = stored.filter((object) => owned(object) === 'theirs');
  const unclear = stored.filter((object) => owned(object) === 'unclear');
  const strange = stored.map(({ key }) => key).filter((key) => identifiersIn(place, key) === undefined);
  const found = await knownObjects(buckets, place, theirs);
  const last = objects.at(-1);
  return {
    rows: found.map((one) => locatedObject(place, one)),
    unmapped: unmappedIn(
      place,
      found.map(({ values }) => values),
    ),
    unread: [
      ...unclear.map(({ key }) => ({
        collection: collection.name,
        place: key,
        reason: 'unclaimed' as const,
      })),
      ...(beginning === beginningOf(place) || isInTheirFolder(place, known)
        ? namedUnclaimedObjects(place, strange, { known, others })
        : []),
      ...found.flatMap(({ values, unread }) =>
        unread ? [{ collection: collection.name, place: String(values.key), reason: unread }] : [],
      ),
    ],
    ...(more && last ? { after: last.key } : {}),
  };
}

/**
 * Whether all that lies where the listing looked is the person's: what leads to them is known, and further
 * names in the key are not. Where all of them are known, what lies beside is looked for by itself.
 */
function isInTheirFolder({ collection, prefix }: ObjectsPlace, known: KnownValues): boolean {
  const leading = prefix.fields.filter((field) =>
    collection.reachedBy.some((reach) => reach.field === field),
  );
  const isAllKnown = prefix.fields.every((field) => known.has(field));
  return leading.length > 0 && leading.every((field) => known.has(field)) && !isAllKnown;
}

type Values = Readonly<Record<string, FieldValue>>;

interface KnownObject extends Pick<ObjectFacts, 'unread' | 'heldUntil'> {
  readonly values: Values;
  readonly name: ObjectName;
}

/**
 * What is known of the files, from the listing where that is enough. Each is asked about by itself where the
 * bucket may lock it, where it may be archived, where the map needs what no listing tells, and where a sample
 * has shown metadata that the map does not know, or a file that cannot be read.
 */
async function knownObjects(
  { client, mayLock }: Buckets,
  place: ObjectsPlace,
  objects: readonly StoredObject[],
): Promise<readonly KnownObject[]> {
  const look = (some: readonly StoredObject[]) =>
    inParallel(some, MAX_PARALLEL_CALLS, (object) => knownOf(client, place, object));
  const sample = (await look(objects.slice(0, SAMPLED_FILES))).filter((one) => one !== undefined);
  const rest = objects.slice(SAMPLED_FILES);
  const told = [...OWN_FIELDS.filter((field) => field !== 'content_type'), ...place.prefix.fields];
  const needsAll =
    place.collection.facts.some((field) => !told.includes(field)) ||
    sample.some(({ unread }) => unread !== undefined) ||
    unmappedIn(
      place,
      sample.map(({ values }) => values),
    ).length > 0 ||
    (rest.length > 0 && (await mayLock(place.bucket)));
  const others = needsAll ? await look(rest) : await asListed(look, place, rest);
  return [...sample, ...others.filter((one) => one !== undefined)];
}

type Look = (some: readonly StoredObject[]) => Promise<(KnownObject | undefined)[]>;

async function asListed(
  look: Look,
  place: ObjectsPlace,
  objects: readonly StoredObject[],
): Promise<(KnownObject | undefined)[]> {
  const isArchive = ({ versions }: StoredObject) =>
    ARCHIVES.includes(newestFirst(versions)[0]?.storageClass ?? '');
  const archived = objects.filter(isArchive);
  const looked = await look(archived);
  return objects.map((object) => {
    if (isArchive(object)) return looked[archived.indexOf(object)];
    const [newest = { current: true }] = newestFirst(object.versions);
    return {
      name: nameOf(place, object.key, newest),
      values: valuesOf(place, object.key, { ...newest, metadata: {} }),
    };
  });
}

function nameOf({ bucket }: ObjectsPlace, key: string, { current, version }: StoredVersion): ObjectName {
  return { bucket, key, ...(current || version === undefined ? {} : { version }) };
}

/**
 * An object by its newest version that is still there; undefined when it is gone. It is locked as long as any
 * of its versions is.
 */
async function knownOf(
  client: S3Client,
  place: ObjectsPlace,
  { key, versions }: StoredObject,
): Promise<KnownObject | undefined> {
  const names = newestFirst(versions).map((version) => nameOf(place, key, version));
  const heads = await inParallel(names, MAX_PARALLEL_CALLS, async (name) => ({
    name,
    head: await headObject(client, name),
  }));
  const [newest] = heads.filter(({ head }) => head !== undefined);
  if (newest?.head === undefined) return undefined;
  const held = latest(heads.flatMap(({ head }) => head?.heldUntil ?? []));
  return {
    name: newest.name,
    values: valuesOf(place, key, newest.head),
    ...defined({ unread: newest.head.unread, heldUntil: held }),
  };
}

/** Where S3 tells no dates, its own order stands. */
function newestFirst(versions: readonly StoredVersion[]): StoredVersion[] {
  const rank = ({ current, lastModified = '' }: StoredVersion) => `${current ? 1 : 0}${lastModified}`;
  return [...versions].sort((a, b) => (rank(a) === rank(b) ? 0 : rank(a) < rank(b) ? 1 : -1));
}

function latest(dates: readonly string[]): string | undefined {
  return dates.includes('unknown') ? 'unknown' : [...dates].sort().at(-1);
}

function valuesOf(place: ObjectsPlace, key: string, head: ObjectFacts): Values {
  const metadata = Object.entries(head.metadata).map(([name, value]) => [
    name.replaceAll('-', '_'),
    // Metadata travels in headers, so names are usually written percent-encoded.
    percentDecoded(value),
  ]);
  return {
    ...Object.fromEntries(metadata),
    key,
    ...identifiersIn(place, key),
    size: head.size ?? null,
    last_modified: head.lastModified ?? null,
    content_type: head.contentType ?? null,
  };
}

function locatedObject({ collection }: ObjectsPlace, { values, heldUntil }: KnownObject): LocatedRow {
  return {
    collection: collection.name,
    key: { key: String(values.key) },
    ...locatedFacts(collection, (field) => fieldText(values[field])),
    ...defined({ heldUntil }),
  };
}

function unmappedIn({ collection, prefix }: ObjectsPlace, all: readonly Values[]): LocatedPage['unmapped'] {
  const known = [...OWN_FIELDS, ...prefix.fields, ...collection.fields.map(({ name }) => name)];
  const held = all.flatMap((values) =>
    Object.keys(values).filter((name) => fieldText(values[name]) !== undefined),
  );
  return [...new Set(held)]
    .filter((name) => !known.includes(name))
    .map((name) => ({ collection: collection.name, field: name }));
}

/**
 * An object with its content, which is fetched only when it is read: the newest version that is there, also
 * behind a delete marker. An object that is archived, or encrypted with a key that the desk lacks, comes
 * without its content; the search has reported it.
 */
export async function exportObject(
  { client, keepVersions }: Buckets,
  place: ObjectsPlace,
  key: string,
): Promise<ExportedRecord | undefined> {
  if (identifiersIn(place, key) === undefined) return undefined;
  const versions = (await keepVersions(place.bucket))
    ? await versionsOf(client, { bucket: place.bucket, key })
    : [{ current: true }];
  const known = await knownOf(client, place, { key, versions, markers: [] });
  if (known === undefined) return undefined;
  const { values } = known;
  const record = { collection: place.collection.name, key: { key }, values: mappedFirst(place, values) };
  // The search may have seen a sample only, so the record itself says that something is missing.
  if (known.unread === 'encrypted') return { ...record, values: { ...record.values, content: known.unread } };
  if (known.unread !== undefined) return record;
  const name = fieldText(values.original_name) ?? key.split('/').at(-1) ?? key;
  const contentType = fieldText(values.content_type);
  const content = contentLater(client, known.name);
  return { ...record, file: { name, ...defined({ contentType }), content } };
}

/** The fields of an object that a map has to name. */
export async function sampleObject(
  client: S3Client,
  place: ObjectsPlace,
  object: StoredObject,
): Promise<Values> {
  return mappedFirst(place, (await knownOf(client, place, object))?.values ?? {});
}

/**
 * Only what the map or the object's metadata names: size and the like are facts of S3, unless the map asks
 * for them.
 */
function mappedFirst({ collection, prefix }: ObjectsPlace, values: Values): Values {
  const mapped = collection.fields.map(({ name }) => name);
  const own = [...OWN_FIELDS, ...prefix.fields];
  return Object.fromEntries(
    Object.entries(values).filter(([name]) => mapped.includes(name) || !own.includes(name)),
  );
}

function contentLater(client: S3Client, name: ObjectName): AsyncIterable<Uint8Array> {
  return {
    async *[Symbol.asyncIterator]() {
      const opened = await openObject(client, name);
      if (opened === undefined) throw new StoreUnavailableError('a file went away while it was being copied');
      if (opened instanceof Unreadable)
        throw new StoreRefusedError('the content of a file cannot be read', {
          table: name.bucket,
          code: opened.reason,
        });
      yield* contentOf(opened, name.bucket);
    },
  };
}
