import type { LocatedRow, RowRef, UnreadPlace } from '../../domain/finding';
import { type ExportedRecord, type ExportOptions, StoreRefusedError } from '../connector';
import { groupBy } from '../group-by';
import { inParallel } from '../in-parallel';
import type { CollectionSearch } from '../mapped-collection';
import { readRecordName, recordName, sieveForNames } from './record-name';
import type { S3Page } from './s3-page';
import type { RecordsPlace } from './s3-place';
import { readRecords } from './s3-read';
import { type Buckets, listStored, type StoredObject, type StoredVersion } from './s3-versions';
import { objectSearch, type SeenInObject } from './search-object';
import type { StoredRecord } from './stored-record';

/** All objects that one request lists. */
const KEYS_PER_LIST = 1_000;
/** A page ends behind the object with which it has so many rows: each goes into an answer. */
const PAGE_ROWS = 200;
/** A page also ends behind the object with which so much was read: some five seconds of a small function. */
const PAGE_BYTES = 256 * 1024 * 1024;
/** Objects read side by side, since each takes some time to begin. */
const OBJECTS_AT_ONCE = 16;
/** What these may hold, as listed: a line of an object is no longer than the object. */
const BYTES_AT_ONCE = 16 * 1024 * 1024;

export interface RecordsAsked {
  readonly search: CollectionSearch;
  readonly after?: string | undefined;
  /** Old versions are looked through as well, where the bucket keeps them. */
  readonly alsoOld: boolean;
}

/** Looks through the next objects of the prefix, line by line, for records that any condition finds. */
export async function locateRecords(
  buckets: Buckets,
  place: RecordsPlace,
  { search, after, alsoOld }: RecordsAsked,
): Promise<S3Page> {
  const { bucket, prefix } = place;
  const { objects, more } = await listStored(buckets, { bucket, prefix, after, limit: KEYS_PER_LIST });
  const look = objectSearch(buckets.client, place, search);
  const page = new RecordsPage();
  // One at first, then twice as many: where each object has many rows, few are read in vain.
  for (let atOnce = 1; page.objects < objects.length && !page.isFull(); atOnce *= 2) {
    const batch = sideBySide(objects.slice(page.objects, page.objects + atOnce), alsoOld);
    const seen = await inParallel(batch, OBJECTS_AT_ONCE, async ({ key, versions }) => {
      const all: SeenInObject[] = [];
      for (const version of looked(versions, alsoOld)) all.push(await look(key, version));
      return all;
    });
    for (const one of seen) if (!page.isFull()) page.add(one);
  }
  const last = objects[page.objects - 1];
  const unseen = more || page.objects < objects.length;
  return {
    rows: page.rows,
    unmapped: [...page.unmapped].map((field) => ({ collection: place.collection.name, field })),
    unread: page.unread,
    ...(last !== undefined && unseen ? { after: last.key } : {}),
  };
}

class RecordsPage {
  readonly rows: LocatedRow[] = [];
  readonly unmapped = new Set<string>();
  readonly unread: UnreadPlace[] = [];
  objects = 0;
  private bytes = 0;

  add(versions: readonly SeenInObject[]): void {
    this.objects += 1;
    for (const { rows, unmapped, unread, bytes } of versions) {
      for (const row of rows) this.rows.push(row);
      for (const field of unmapped) this.unmapped.add(field);
      for (const place of unread) this.unread.push(place);
      this.bytes += bytes;
    }
  }

  isFull(): boolean {
    return this.rows.length >= PAGE_ROWS || this.bytes >= PAGE_BYTES;
  }
}

function looked(versions: readonly StoredVersion[], alsoOld: boolean): readonly StoredVersion[] {
  return versions.filter(({ current }) => current || alsoOld);
}

/** As many of the next objects as may be read side by side; one in any case. */
function sideBySide(objects: readonly StoredObject[], alsoOld: boolean): readonly StoredObject[] {
  let bytes = 0;
  let count = 0;
  for (const { versions } of objects.slice(0, OBJECTS_AT_ONCE)) {
    bytes += Math.max(0, ...looked(versions, alsoOld).map(({ size = 0 }) => size));
    if (count > 0 && bytes > BYTES_AT_ONCE) break;
    count += 1;
  }
  return objects.slice(0, count);
}

/**
 * Records of one object, in the order asked for. Throws {@link StoreRefusedError} where one is missing and
 * the object could not be read to its end.
 */
export async function exportRecords(
  { client }: Buckets,
  place: RecordsPlace,
  rows: readonly RowRef[],
  { onlyIfThere }: ExportOptions,
): Promise<ExportedRecord[]> {
  const wanted = groupBy(rows, (row) => row.key.line ?? '');
  const found = new Map<string, StoredRecord[]>();
  const { key = '', version } = rows[0]?.key ?? {};
  const see = (line: StoredRecord) => {
    const name = nameAmong(wanted, place, line);
    if (name === undefined) return;
    const same = found.get(name);
    if (same === undefined) found.set(name, [line]);
    else same.push(line);
  };
  const name = { bucket: place.bucket, key, version };
  const sieve = sieveForNames(wanted.keys());
  const { unread, divisible } = await readRecords(client, { place, name, sieve }, see);
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
  place: RecordsPlace,
  line: StoredRecord,
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
  found: ReadonlyMap<string, readonly StoredRecord[]>,
): readonly StoredRecord[] {
  const name = key.line ?? '';
  const lines = found.get(name) ?? [];
  const copy = Number(key.copy ?? '1');
  if (copy > 1) return lines.slice(copy - 1, copy);
  return lines.filter((_, at) => at === 0 || at >= (wanted.get(name)?.length ?? 1));
}
