import type { S3Client } from '@aws-sdk/client-s3';
import type { KeptBlocks } from './kept-blocks';
import { isOneValue, recordName, sieveForIds } from './record-name';
import type { RecordsPlace } from './s3-place';
import { readRecords } from './s3-read';
import type { ObjectName } from './s3-versions';
import type { StoredRecord } from './stored-record';

export interface TheirLines {
  readonly name: ObjectName;
  /** The person's. */
  readonly lines: readonly StoredRecord[];
  /** The object as it was read when these were found. */
  readonly kept: KeptBlocks;
}

/**
 * Ids of the person's records that another record of the same object has as well, about another person or
 * nobody: an edit without an address, or an id that is used again. It is then unclear what an approval means.
 * An old version is deleted as a whole or not at all, whatever its ids.
 */
export async function sharedIds(
  client: S3Client,
  place: RecordsPlace,
  { name, lines, kept }: TheirLines,
): Promise<ReadonlySet<string>> {
  const shared = new Set<string>();
  if (place.recordId === undefined || name.version !== undefined) return shared;
  const owners = new Map<string, Set<string | undefined>>();
  for (const { id, owner } of lines.map((line) => recordName(place, line))) {
    if (id !== undefined) owners.set(id, (owners.get(id) ?? new Set()).add(owner));
  }
  if (owners.size === 0) return shared;
  const see = (line: StoredRecord) => {
    const { id, owner } = line.record === undefined ? {} : recordName(place, line);
    if (id !== undefined && owners.get(id)?.has(owner) === false) shared.add(id);
  };
  const ids = [...owners.keys()];
  const again = ids.every(isOneValue) ? kept.linesWith(ids) : undefined;
  if (again === undefined) await readRecords(client, { place, name, sieve: sieveForIds(ids) }, see);
  else again.forEach(see);
  return shared;
}
