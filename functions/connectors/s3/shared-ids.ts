import type { S3Client } from '@aws-sdk/client-s3';
import type { JsonlLine } from './jsonl-lines';
import { recordName, sieveForIds } from './record-name';
import type { JsonlPlace } from './s3-place';
import { readObjectLines } from './s3-read';
import type { ObjectName } from './s3-versions';

/**
 * Ids of the person's records that another record of the same object has as well, about another person or
 * nobody: an edit without an address, or an id that is used again. It is then unclear what an approval means.
 * An old version is deleted as a whole or not at all, whatever its ids.
 *
 * @param lines the person's.
 */
export async function sharedIds(
  client: S3Client,
  place: JsonlPlace,
  { name, lines }: { readonly name: ObjectName; readonly lines: readonly JsonlLine[] },
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
  await readObjectLines(client, name, see, sieveForIds([...owners.keys()]));
  return shared;
}
