import { defined } from '../../domain/defined';
import type { LocatedRow, RowRef, UnreadPlace } from '../../domain/finding';
import { type ExportedRecord, type ExportOptions, type FieldValue, StoreRefusedError } from '../connector';
import { fieldText, isEmptyJson } from '../exact-json';
import { groupBy } from '../group-by';
import { locatedFacts } from '../located-facts';
import type { CollectionSearch } from '../mapped-collection';
import type { JsonlLine } from './jsonl-lines';
import { readRecordName, recordName } from './record-name';
import { recordSearch } from './record-search';
import type { S3Page } from './s3-page';
import type { JsonlPlace } from './s3-place';
import { type LockFacts, type ObjectReading, objectLockOf, readObjectLines } from './s3-read';
import {
  type Buckets,
  listStored,
  type ObjectName,
  type StoredObject,
  type StoredVersion,
} from './s3-versions';
import { sharedIds } from './shared-ids';

/** All objects that one request lists. */
const KEYS_PER_LIST = 1_000;
/** A page ends behind the object with which it has so many rows: each goes into an answer. */
const PAGE_ROWS = 200;

export interface RecordsAsked {
  readonly search: CollectionSearch;
  readonly after?: string | undefined;
  /** Old versions are looked through as well, where the bucket keeps them. */
  readonly alsoOld: boolean;
}

/** Looks through the next objects of the prefix, line by line, for records that any condition finds. */
export async function locateRecords(
  buckets: Buckets,
  place: JsonlPlace,
  { search, after, alsoOld }: RecordsAsked,
): Promise<S3Page> {
  const { bucket, prefix, collection } = place;
  const { objects, more } = await listStored(buckets, { bucket, prefix, after, limit: KEYS_PER_LIST });
  const found = new Found(place, search);
  let last: string | undefined;
  for (const object of objects) {
    if (found.rows.length >= PAGE_ROWS) break;
    last = object.key;
    for (const version of object.versions.filter(({ current }) => current || alsoOld)) {
      await found.lookInto(buckets, object, version);
    }
  }
  const unseen = more || last !== objects.at(-1)?.key;
  return {
    rows: found.rows,
    unmapped: [...found.unmapped].map((field) => ({ collection: collection.name, field })),
    unread: found.unread,
    ...(last !== undefined && unseen ? { after: last } : {}),
  };
}

/** What a search has brought up so far. */
class Found {
  readonly rows: LocatedRow[] = [];
  readonly unmapped = new Set<string>();
  readonly unread: UnreadPlace[] = [];
  private readonly verdictOn: ReturnType<typeof recordSearch>;

  constructor(
    private readonly place: JsonlPlace,
    search: CollectionSearch,
  ) {
    this.verdictOn = recordSearch(search);
  }

  async lookInto({ client }: Buckets, { key }: StoredObject, stored: StoredVersion): Promise<void> {
    if (stored.size === 0) return;
    const name = { bucket: this.place.bucket, key, ...(stored.current ? {} : { version: stored.version }) };
    const theirs: JsonlLine[] = [];
    let mentioned = false;
    let unclear = false;
    const reading = await readObjectLines(client, name, (line) => {
      const verdict = this.verdictOn(line);
      if (verdict === 'found') theirs.push(line);
      mentioned ||= verdict === 'mentioned';
      unclear ||= verdict === 'unclear';
    });
    if (reading.unread !== undefined) this.note(name, reading.unread);
    if (unclear) this.note(name, 'unclear');
    if (mentioned) this.note(name, 'mentioned');
    if (!reading.divisible || theirs.length === 0) return;
    const shared = await sharedIds(client, this.place, { name, lines: theirs });
    for (const id of shared) this.note(name, 'same-id', ` (record ${id})`);
    this.take(name, theirs, { reading, shared });
  }

  private take(
    name: ObjectName,
    lines: readonly JsonlLine[],
    { reading: { opened = {} as never }, shared }: { reading: ObjectReading; shared: ReadonlySet<string> },
  ): void {
    const held = name.version === undefined ? objectLockOf(opened) : this.heldAsOld(opened);
    if (name.version !== undefined && this.place.oldVersions === undefined) this.note(name, 'old-version');
    const standing = (row: LocatedRow) =>
      shared.has(readRecordName(row.key.line ?? '').id ?? '') ? { heldBy: 'same-id' as const } : held;
    this.rows.push(...locatedRecords(this.place, name, lines).map((row) => ({ ...row, ...standing(row) })));
    for (const field of lines.flatMap((line) => unmappedFields(this.place, line))) this.unmapped.add(field);
  }

  private heldAsOld(opened: LockFacts): Pick<LocatedRow, 'heldUntil' | 'heldBy'> {
    const { oldVersions } = this.place;
    if (oldVersions === 'erase') return objectLockOf(opened);
    return { heldBy: 'old-version', ...(oldVersions === 'keep' ? { heldUntil: 'unknown' } : {}) };
  }

  private note({ key, version }: ObjectName, reason: UnreadPlace['reason'], which = ''): void {
    const place = `${key}${version === undefined ? '' : ` (version ${version})`}${which}`;
    this.unread.push({ collection: this.place.collection.name, place, reason });
  }
}

/** A row for each line; those of one name are numbered. */
function locatedRecords(
  place: JsonlPlace,
  { key, version }: ObjectName,
  lines: readonly JsonlLine[],
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

function factsOf({ collection }: JsonlPlace, { record = {} }: JsonlLine) {
  return locatedFacts(collection, (field) => {
    const text = fieldText(firstOf(record[field]));
    const isIdentity = collection.fields.some(({ name, identity }) => name === field && identity);
    return isIdentity ? text?.trim() : text;
  });
}

/** A list that was found holds nothing but what was searched for. */
function firstOf(value: FieldValue | undefined): FieldValue | undefined {
  return Array.isArray(value) ? value.find((one) => one !== null) : value;
}

function unmappedFields(place: JsonlPlace, { record = {} }: JsonlLine): string[] {
  const mapped = place.collection.fields.map((field) => field.name);
  return Object.keys(record).filter((field) => !mapped.includes(field) && !isEmptyJson(record[field]));
}

/**
 * Records of one object, in the order asked for. Throws {@link StoreRefusedError} where one is missing and
 * the object could not be read to its end.
 */
export async function exportRecords(
  { client }: Buckets,
  place: JsonlPlace,
  rows: readonly RowRef[],
  { onlyIfThere }: ExportOptions,
): Promise<ExportedRecord[]> {
  const wanted = groupBy(rows, (row) => row.key.line ?? '');
  const found = new Map<string, JsonlLine[]>();
  const { key = '', version } = rows[0]?.key ?? {};
  const { unread, divisible } = await readObjectLines(
    client,
    { bucket: place.bucket, key, version },
    (line) => {
      const name = nameAmong(wanted, place, line);
      if (name !== undefined) found.set(name, [...(found.get(name) ?? []), line]);
    },
  );
  const missing = [...wanted].some(([name, same]) => (found.get(name)?.length ?? 0) < same.length);
  if (unread !== undefined && ((missing && !onlyIfThere) || !divisible))
    throw new StoreRefusedError(`an object of ${place.collection.name} cannot be read any more`, {
      collection: place.collection.name,
      code: unread,
    });
  return rows.flatMap((row) =>
    linesOf(row, wanted, found).map((line) => ({ ...row, values: line.record ?? {} })),
  );
}

/** By which of the names wanted a line goes: its own, or the mere id of an older manifest. */
export function nameAmong(
  wanted: { has(name: string): boolean },
  place: JsonlPlace,
  line: JsonlLine,
): string | undefined {
  if (line.record === undefined) return undefined;
  const { name, id } = recordName(place, line);
  if (wanted.has(name)) return name;
  return id !== undefined && wanted.has(id) && readRecordName(id).owner === undefined ? id : undefined;
}

/** The line with the number of the row; the first row also stands for what came since. */
function linesOf(
  { key }: RowRef,
  wanted: ReadonlyMap<string, readonly RowRef[]>,
  found: ReadonlyMap<string, readonly JsonlLine[]>,
): readonly JsonlLine[] {
  const name = key.line ?? '';
  const lines = found.get(name) ?? [];
  const copy = Number(key.copy ?? '1');
  if (copy > 1) return lines.slice(copy - 1, copy);
  return lines.filter((_, at) => at === 0 || at >= (wanted.get(name)?.length ?? 1));
}
