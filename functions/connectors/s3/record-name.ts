import { createHash } from 'node:crypto';
import type { FieldValue } from '../connector';
import { fieldText } from '../exact-json';
import { type LineSieve, lineSieve } from './line-sieve';
import type { RecordsPlace } from './s3-place';
import type { StoredRecord } from './stored-record';

/** What a record is called in a manifest, and who it is about. */
export interface RecordName {
  readonly name: string;
  /** Of the map's `record_id`; a record without one is known by its content. */
  readonly id?: string;
  /**
   * A fingerprint of the fields that lead to the person: an id that was used for someone else is another
   * record.
   */
  readonly owner?: string;
}

/**
 * Names a record by its id and the person it is about, so that it keeps its name while other lines come and
 * go and its other fields change. Several lines of one name differ by their number only; a manifest counts
 * them.
 */
export function recordName({ collection, recordId }: RecordsPlace, line: StoredRecord): RecordName {
  const record = line.record ?? {};
  const id = recordId === undefined ? undefined : fieldText(record[recordId]);
  if (id === undefined) return { name: `sha256:${hash(line.text)}` };
  const leading = collection.reachedBy.map(({ field }) => field);
  const owner = fingerprint(record, leading.length > 0 ? leading : collection.facts, 16);
  const { onErasure } = collection;
  const dated = fingerprint(record, onErasure.action === 'retain' ? [onErasure.countedFrom] : [], 8);
  return { name: `${id}#${owner}.${dated}`, id, owner };
}

const NAME_WITH_OWNER = /^(.*)#([0-9a-f]{16})\.[0-9a-f]{8}$/s;

/**
 * Reads a name of a manifest. In manifests from before owners were recorded, an id names every line that has
 * it.
 */
export function readRecordName(name: string): RecordName {
  const [, id, owner] = NAME_WITH_OWNER.exec(name) ?? [];
  if (id !== undefined && owner !== undefined) return { name, id, owner };
  return name.startsWith('sha256:') ? { name } : { name, id: name };
}

/** The sieve for lines of other names; none where a record is known by its content. */
export function sieveForNames(names: Iterable<string>): LineSieve | undefined {
  const ids = [...names].map((name) => readRecordName(name).id);
  const known = ids.filter((id) => id !== undefined);
  return known.length === ids.length ? sieveForIds(known) : undefined;
}

/** Whether an id is one text or number, which stands in the bytes of its line as it is. */
export function isOneValue(id: string): boolean {
  return !/^[[{]/.test(id);
}

/** The sieve for lines of other ids; none where an id is not one text or number. */
export function sieveForIds(ids: readonly string[]): LineSieve | undefined {
  if (!ids.every(isOneValue)) return undefined;
  return lineSieve({ fields: [], whole: ids, addresses: [] });
}

function fingerprint(
  record: Readonly<Record<string, FieldValue>>,
  fields: readonly string[],
  digits: number,
): string {
  const values = [...new Set(fields)].sort().map((field) => [field, fieldText(record[field]) ?? null]);
  return hash(JSON.stringify(values)).slice(0, digits);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
