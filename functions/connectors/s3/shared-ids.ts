import type { S3Client } from '@aws-sdk/client-s3';
import type { JsonlLine } from './jsonl-lines';
import type { KeptBlocks } from './kept-blocks';
import { isOneValue, recordName, sieveForIds } from './record-name';
import type { JsonlPlace } from './s3-place';
import { readObjectLines } from './s3-read';
import type { ObjectName } from './s3-versions';

export interface TheirLines {
  readonly name: ObjectName;
  /** The person's. */
  readonly lines: readonly JsonlLine[];
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
  place: JsonlPlace,
  { name, lines, kept }: TheirLines,
): Promise<ReadonlySet<string>> {
  const shared = new Set<string>();
  if (place.recordId === undefined || name.version !== undefined) return shared;
  const owners = new Map<string, Set<string | undefined>>();
  for (const { id, owner } of lines.map((line) => recordName(place, line))) {
    if (id !== undefined) owners.set(id, (owners.get(id) ?? new Set()).add(owner));
  }
  if (owners.size === 0) return shared;
  const see = (line: JsonlLine) => {
    const { id, owner } = line.record === undefined ? {} : recordName(place, line);
    if (id !== undefined && owners.get(id)?.has(owner) === false) shared.add(id);
  };
  const ids = [...owners.keys()];
  const again = ids.every(isOneValue) ? kept.linesWith(ids) : undefined;
  if (again === undefined) await readObjectLines(client, name, see, sieveForIds(ids));
  else again.forEach(see);
  return shared;
}
