import type { RowRef } from '../../domain/finding';
import { groupBy } from '../group-by';
import { readRecordName, recordName, sieveForNames } from './record-name';
import type { RecordsPlace } from './s3-place';
import { readRecords } from './s3-read';
import { type Buckets, listStored } from './s3-versions';
import type { StoredRecord } from './stored-record';

const MAX_OBJECTS = 1_000;
/** Limit of what one call reads in search of records that have moved. */
const MAX_BYTES = 1024 * 1024 * 1024;

type Key = RowRef['key'];

/** A record that lies in another object of its prefix by now. */
export interface MovedRecord<T extends Key> {
  readonly key: T;
  readonly object: string;
  readonly line: StoredRecord;
}

/**
 * Searches a prefix for records that are no longer in their object, as when logs are rotated or compacted. A
 * record is the same by its content, or by its id and the person it is about. A record that another of the
 * keys names does not count as a moved one.
 *
 * @param keys all that are asked for.
 * @param missing those of them that are not in their object.
 */
export async function movedRecords<T extends Key>(
  { client, ...buckets }: Buckets,
  place: RecordsPlace,
  { keys, missing }: { readonly keys: readonly T[]; readonly missing: readonly T[] },
): Promise<MovedRecord<T>[]> {
  const { bucket, prefix } = place;
  const open = new Map(
    [...groupBy(missing.filter(isTelling), lineOf)].map(([name, all]) => [name, [...all]]),
  );
  const own = groupBy(keys.filter(isCurrent), (key) => JSON.stringify([key.key, key.line]));
  const moved: MovedRecord<T>[] = [];
  let bytes = 0;
  for (let after: string | undefined, more = true; more && open.size > 0; ) {
    const listed = await listStored({ client, ...buckets }, { bucket, prefix, after, limit: MAX_OBJECTS });
    for (const { key: object, versions } of listed.objects) {
      const size = versions.find(({ current }) => current)?.size ?? 0;
      bytes += size;
      if (open.size === 0 || size === 0) continue;
      if (bytes > MAX_BYTES) return moved;
      const lines = await linesNamed(client, place, { object, names: open });
      for (const [name, all] of lines) {
        const spared = own.get(JSON.stringify([object, name]))?.length ?? 0;
        for (const line of all.slice(spared)) {
          const key = open.get(name)?.shift();
          if (key !== undefined) moved.push({ key, object, line });
        }
        if (open.get(name)?.length === 0) open.delete(name);
      }
    }
    after = listed.objects.at(-1)?.key;
    more = listed.more && after !== undefined;
  }
  return moved;
}

function lineOf({ line = '' }: Key): string {
  return line;
}

function isCurrent(key: Key): boolean {
  return key.line !== undefined && key.version === undefined;
}

/** An id from before owners were recorded names every line that has it. */
function isTelling(key: Key): boolean {
  const { id, owner } = readRecordName(key.line ?? '');
  return isCurrent(key) && (id === undefined || owner !== undefined);
}

async function linesNamed(
  client: Buckets['client'],
  place: RecordsPlace,
  { object, names }: { readonly object: string; readonly names: ReadonlyMap<string, unknown> },
): Promise<ReadonlyMap<string, readonly StoredRecord[]>> {
  const found: StoredRecord[] = [];
  const see = (line: StoredRecord) => {
    if (line.record !== undefined && names.has(recordName(place, line).name)) found.push(line);
  };
  const name = { bucket: place.bucket, key: object };
  const sieve = sieveForNames(names.keys());
  const { divisible } = await readRecords(client, { place, name, sieve }, see);
  return divisible ? groupBy(found, (line) => recordName(place, line).name) : new Map();
}
