import type { S3Client } from '@aws-sdk/client-s3';
import { defined } from '../../domain/defined';
import type { LocatedRow, UnreadPlace } from '../../domain/finding';
import type { FieldValue } from '../connector';
import { fieldText, isEmptyJson } from '../exact-json';
import { groupBy } from '../group-by';
import { locatedFacts } from '../located-facts';
import type { CollectionSearch } from '../mapped-collection';
import { isNoIdentity, withoutFormula } from './identity-forms';
import { KeptBlocks, KeptBytes } from './kept-blocks';
import { lineSieve } from './line-sieve';
import { readRecordName, recordName } from './record-name';
import { kindOf, recordSearch, sievedValues } from './record-search';
import type { RecordsPlace } from './s3-place';
import { type LockFacts, type ObjectReading, objectLockOf, readRecords } from './s3-read';
import type { ObjectName, StoredVersion } from './s3-versions';
import { sharedIds } from './shared-ids';
import type { StoredRecord } from './stored-record';

/** What a search brought up in one object, or in one version of it. */
export interface SeenInObject {
  readonly rows: readonly LocatedRow[];
  /** Fields of the rows that the map does not know. */
  readonly unmapped: readonly string[];
  readonly unread: readonly UnreadPlace[];
  /** Read for it, as text. */
  readonly bytes: number;
}

type Verdict = ReturnType<ReturnType<typeof recordSearch>>;

/** Looks for the records of one search in one object after another, line by line. */
export function objectSearch(client: S3Client, place: RecordsPlace, search: CollectionSearch) {
  const verdictOn = recordSearch(search);
  const columns = place.format === 'csv' ? place.collection.reachedBy.map(({ field }) => field) : [];
  const sieved = sievedValues(search, columns);
  const sieve = lineSieve(sieved);
  const room = new KeptBytes();
  return async (key: string, stored: StoredVersion): Promise<SeenInObject> => {
    if (stored.size === 0) return { rows: [], unmapped: [], unread: [], bytes: 0 };
    const name = { bucket: place.bucket, key, ...(stored.current ? {} : { version: stored.version }) };
    const kept = new KeptBlocks(room, sieved, sieve);
    try {
      const seen = await readFor(client, { place, name, verdictOn, kept });
      const shared = await sharedIds(client, place, { name, lines: seen.lines, kept });
      return seenIn(place, name, { ...seen, shared });
    } finally {
      kept.release();
    }
  };
}

interface Look {
  readonly place: RecordsPlace;
  readonly name: ObjectName;
  readonly verdictOn: (line: StoredRecord) => Verdict;
  readonly kept: KeptBlocks;
}

async function readFor(client: S3Client, { place, name, verdictOn, kept }: Look) {
  const theirs: StoredRecord[] = [];
  const verdicts = new Set<Verdict>();
  const see = (line: StoredRecord) => {
    const verdict = verdictOn(line);
    verdicts.add(verdict);
    if (verdict === 'found') theirs.push(line);
  };
  const reading = await readRecords(client, { place, name, sieve: kept.sieve }, see);
  const doubts = (['unclear', 'mentioned'] as const).filter((verdict) => verdicts.has(verdict));
  return { reading, doubts, lines: reading.divisible ? theirs : [] };
}

type Read = Awaited<ReturnType<typeof readFor>> & Theirs;

function seenIn(
  place: RecordsPlace,
  name: ObjectName,
  { reading, doubts, lines, shared }: Read,
): SeenInObject {
  const isUnsure = lines.some((line) => unusable(place, line).length > 0);
  const reasons = new Set([...doubts, ...(isUnsure ? ['unclear' as const] : [])]);
  const all = [...(reading.unread === undefined ? [] : [reading.unread]), ...reasons];
  const unread = all.map((reason) => unreadIn(place, name, reason));
  return {
    rows: rowsOf(place, name, { lines, reading, shared }),
    unmapped: [...new Set(lines.flatMap((line) => unmappedFields(place, line)))],
    unread: [...unread, ...doubtsOn(place, name, { lines, shared })],
    bytes: reading.bytes,
  };
}

interface Theirs {
  readonly lines: readonly StoredRecord[];
  /** Ids that records of others have as well. */
  readonly shared: ReadonlySet<string>;
}

function doubtsOn(place: RecordsPlace, name: ObjectName, { lines, shared }: Theirs): UnreadPlace[] {
  const isUndecided = name.version !== undefined && place.oldVersions === undefined && lines.length > 0;
  return [
    ...[...shared].map((id) => unreadIn(place, name, 'same-id', ` (record ${id})`)),
    ...(isUndecided ? [unreadIn(place, name, 'old-version')] : []),
  ];
}

function unreadIn(
  { collection }: RecordsPlace,
  { key, version }: ObjectName,
  reason: UnreadPlace['reason'],
  which = '',
): UnreadPlace {
  const place = `${key}${version === undefined ? '' : ` (version ${version})`}${which}`;
  return { collection: collection.name, place, reason };
}

function rowsOf(
  place: RecordsPlace,
  name: ObjectName,
  { lines, shared, reading: { opened = {} as never } }: Theirs & { readonly reading: ObjectReading },
): LocatedRow[] {
  const held = name.version === undefined ? objectLockOf(opened) : heldAsOld(place, opened);
  const standing = (row: LocatedRow) =>
    shared.has(readRecordName(row.key.line ?? '').id ?? '') ? { heldBy: 'same-id' as const } : held;
  return locatedRecords(place, name, lines).map((row) => ({ ...row, ...standing(row) }));
}

function heldAsOld(
  { oldVersions }: RecordsPlace,
  opened: LockFacts,
): Pick<LocatedRow, 'heldUntil' | 'heldBy'> {
  if (oldVersions === 'erase') return objectLockOf(opened);
  return { heldBy: 'old-version', ...(oldVersions === 'keep' ? { heldUntil: 'unknown' } : {}) };
}

/** A row for each line; those of one name are numbered. */
function locatedRecords(
  place: RecordsPlace,
  { key, version }: ObjectName,
  lines: readonly StoredRecord[],
): LocatedRow[] {
  const named = groupBy(lines, (line) => recordName(place, line).name);
  return [...named].flatMap(([name, copies]) =>
    copies.map((line, at) => ({
      collection: place.collection.name,
      key: {
        key,
        line: name,
        ...defined({ version }),
        ...(at === 0 ? {} : { copy: String(at + 1) }),
      },
      ...factsOf(place, line),
    })),
  );
}

/** Without what would find others elsewhere, or nobody: a rounded number, an address among other text. */
function factsOf(place: RecordsPlace, line: StoredRecord) {
  const { facts, ...more } = locatedFacts(place.collection, (field) => factIn(place, line, field));
  const left = unusable(place, line);
  return {
    ...more,
    facts: Object.fromEntries(Object.entries(facts).filter(([field]) => !left.includes(field))),
  };
}

function factIn({ collection }: RecordsPlace, { record = {} }: StoredRecord, field: string) {
  const text = fieldText(firstOf(record[field]));
  const value = text === undefined ? undefined : withoutFormula(text);
  return kindOf(collection, field) === undefined ? value : value?.trim();
}

/** Facts of a record that name the person in a form that is not compared. */
function unusable(place: RecordsPlace, line: StoredRecord): string[] {
  const { collection } = place;
  return collection.facts.filter((field) =>
    isNoIdentity(kindOf(collection, field), factIn(place, line, field) ?? ''),
  );
}

/** A list that was found holds nothing but what was searched for. */
function firstOf(value: FieldValue | undefined): FieldValue | undefined {
  return Array.isArray(value) ? value.find((one) => one !== null) : value;
}

function unmappedFields(place: RecordsPlace, { record = {} }: StoredRecord): string[] {
  const mapped = place.collection.fields.map((field) => field.name);
  return Object.keys(record).filter((field) => !mapped.includes(field) && !isEmptyJson(record[field]));
}
