import type { Blank } from '../../domain/blank';
import { defined } from '../../domain/defined';
import type { EraseInstruction } from '../../domain/erase-instruction';
import { BlastRadiusError, StoreRefusedError, StoreShapeError } from '../connector';
import { groupBy } from '../group-by';
import { keyValues } from '../mapped-collection';
import { unexpectedShape } from '../unexpected-shape';
import { movedRecords } from './moved-records';
import { type RecordBlanking, recordBlankingOf, unexpectedRecordPart } from './record-blanks';
import { readRecordName, recordName, sieveForNames } from './record-name';
import type { PlannedErasure } from './s3-erase-objects';
import type { RecordsPlace } from './s3-place';
import { readRecords } from './s3-read';
import { nameAmong } from './s3-records';
import { type Rewrite, readObjectState, rewriteUntilDone, type SeenObject } from './s3-rewrite';
import { type Buckets, deleteVersion, type ObjectName, versionsOf } from './s3-versions';
import { bytesWith, type StoredRecord } from './stored-record';

type Key = Readonly<Record<string, string>>;

/**
 * Plans to erase or blank records in JSONL objects: each object is read, written without them under the ETag
 * that was read, and read again. An old version cannot be rewritten; it is deleted as a whole, where the map
 * says so and its records were approved. Everything is counted before the first change, so that too many
 * records stop the call while nothing has changed.
 */
export async function planRecords(
  buckets: Buckets,
  place: RecordsPlace,
  { instruction, now }: { readonly instruction: EraseInstruction; readonly now: string | undefined },
): Promise<PlannedErasure> {
  const { collection } = place;
  const blank = blankOf(place, instruction, now);
  const keys = distinct(place, instruction.keys);
  const parts = instruction.action === 'anonymise' ? (instruction.blank ?? {}) : {};
  const plans = await plansOf(buckets, place, keys, { blank, parts, now: now ?? '' });
  const present = plans.reduce((sum, { seen }) => sum + seen.records.length, 0);
  if (present > instruction.atMost)
    throw new BlastRadiusError(
      `${collection.name}: ${present} records would change, ${instruction.atMost} were approved`,
      { collection: collection.name },
    );
  const anonymised = blank === undefined ? 0 : ofCurrent(plans);
  return {
    carryOut: async () => {
      for (const plan of plans) await carryOut(buckets, place, plan);
      return {
        collection: collection.name,
        erased: present - anonymised,
        anonymised,
        alreadyAbsent: keys.length - present,
        keptShared: 0,
      };
    },
  };
}

type Doing = Omit<Approved, 'records'>;

/** One plan for each object, the objects of moved records included. */
async function plansOf(
  buckets: Buckets,
  place: RecordsPlace,
  keys: readonly Key[],
  doing: Doing,
): Promise<Plan[]> {
  const plans = await plansWhere(buckets, place, keys, doing);
  const missing = plans.flatMap(({ absent }) => absent);
  const moved = missing.length === 0 ? [] : await movedRecords(buckets, place, { keys, missing });
  if (moved.length === 0) return plans;
  const places = new Map(moved.map(({ key, object }) => [key, object]));
  const now = keys.map((key) => ({ ...key, key: places.get(key) ?? key.key ?? '' }));
  return plansWhere(buckets, place, now, doing);
}

async function plansWhere(
  buckets: Buckets,
  place: RecordsPlace,
  keys: readonly Key[],
  doing: Doing,
): Promise<Plan[]> {
  const plans: Plan[] = [];
  for (const [, records] of groupBy(keys, ({ key, version }) => JSON.stringify([key, version ?? null]))) {
    plans.push(await planOf(buckets, place, { records, ...doing }));
  }
  return plans;
}

/** Keys of an object for which there was no line to change. */
function absentIn(records: readonly Key[], seen: SeenObject): Key[] {
  const lines = groupBy(seen.records, (name) => name);
  return [...groupBy(records, ({ line = '' }) => line)].flatMap(([name, same]) =>
    same.slice(lines.get(name)?.length ?? 0),
  );
}

function ofCurrent(plans: readonly Plan[]): number {
  return plans.reduce((sum, { version, seen }) => sum + (version === undefined ? seen.records.length : 0), 0);
}

function blankOf(
  { collection, prefix, recordId, oldVersions }: RecordsPlace,
  instruction: EraseInstruction,
  now: string | undefined,
): RecordBlanking | undefined {
  const { action, blank = {}, keys, unlessReferencedBy = [] } = instruction;
  if (unlessReferencedBy.length > 0)
    throw new StoreShapeError(`records of ${collection.name} cannot be shared`, {
      collection: collection.name,
      code: 'not-shareable',
    });
  if (keys.some((key) => !key.key?.startsWith(prefix)))
    throw new StoreShapeError(`a record of ${collection.name} is said to lie outside its prefix`);
  if (keys.some((key) => key.version !== undefined) && oldVersions !== 'erase')
    throw new StoreShapeError(`the map does not say that old versions of ${collection.name} may go`, {
      collection: collection.name,
      code: 'old-versions',
    });
  if (action === 'erase') return undefined;
  if (Object.keys(blank).length === 0 || (recordId !== undefined && recordId in blank))
    throw new StoreShapeError(`nothing in ${collection.name} can be overwritten as the map says`, {
      collection: collection.name,
      code: 'no-blank',
    });
  if (now === undefined && Object.values(blank).some((value) => isNow(value)))
    throw new StoreShapeError('there is no clock for an instant');
  return recordBlankingOf(blank, now ?? '');
}

function isNow(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'now' in value;
}

/** Each key once, whatever the order of its fields. */
function distinct({ collection }: RecordsPlace, keys: readonly Key[]): readonly Key[] {
  const spelled = (key: Key) => JSON.stringify([...keyValues(collection, key), key.version, key.copy]);
  return [...new Map(keys.map((key) => [spelled(key), key])).values()];
}

/** What happens to one object, or to one old version of it. */
interface Plan {
  readonly rewrite: Rewrite;
  readonly seen: SeenObject;
  /** Those approved for which no line is there to change. */
  readonly absent: readonly Key[];
  readonly version?: string;
}

interface Approved {
  readonly records: readonly Key[];
  readonly blank: RecordBlanking | undefined;
  /** The same as the map has it. */
  readonly parts: Readonly<Record<string, Blank>>;
  readonly now: string;
}

async function planOf(
  buckets: Buckets,
  place: RecordsPlace,
  { records, blank, parts, now }: Approved,
): Promise<Plan> {
  const [{ key: object = '', version } = {}] = records;
  const approved = groupBy(records, ({ line = '' }) => line);
  const rewrite = { object, names: new Set(approved.keys()), blank, forGood: true, now };
  const strangers = strangersAmong(place, rewrite);
  const seen =
    version === undefined
      ? await readObjectState(buckets, place, rewrite, (line) => {
          strangers.see(line);
          assertParts(place, rewrite, line, parts);
        })
      : await lookAtVersion(buckets, place, { bucket: place.bucket, key: object, version }, rewrite);
  const counted = groupBy(seen.records, (name) => name);
  const many = [...counted].some(([name, lines]) => lines.length > (approved.get(name)?.length ?? 0));
  if (many || strangers.found())
    throw new BlastRadiusError(
      `${place.collection.name}: a name that was approved stands for more records than were found`,
      { collection: place.collection.name, code: strangers.found() ? 'same-id' : 'more-lines' },
    );
  if (seen.records.length > 0) refuseLocked(place, seen, now);
  const plan = { rewrite, seen, absent: absentIn(records, seen) };
  return version === undefined ? plan : { ...plan, version };
}

/**
 * Lines with an approved id that are about another person: the id is used again, so it is unclear whom the
 * approval meant. A line that is blank already is the person's own, from an earlier attempt.
 */
function strangersAmong(place: RecordsPlace, { names, blank }: Rewrite) {
  const owners = new Map<string, Set<string | undefined>>();
  for (const { id, owner } of [...names].map(readRecordName)) {
    if (id !== undefined) owners.set(id, (owners.get(id) ?? new Set()).add(owner));
  }
  let found = false;
  const see = (line: StoredRecord) => {
    const { id, owner } = line.record === undefined ? {} : recordName(place, line);
    const known = id === undefined ? undefined : owners.get(id);
    if (known === undefined || known.has(owner) || known.has(undefined)) return;
    found ||= blank === undefined || !bytesWith(line, blank(line.text)).equals(line.bytes);
  };
  return { see, found: () => found };
}

/** Throws {@link StoreRefusedError} for a record in which a part that is to be blanked cannot be reached. */
function assertParts(
  place: RecordsPlace,
  { names }: Rewrite,
  line: StoredRecord,
  parts: Approved['parts'],
): void {
  if (nameAmong(names, place, line) === undefined) return;
  const field = unexpectedRecordPart(line.record ?? {}, parts);
  if (field !== undefined) throw unexpectedShape(place.collection, field, 'records', { table: place.bucket });
}

/** The version that is overwritten goes as well, so a lock on it stops the erasure before it begins. */
function refuseLocked({ collection, bucket }: RecordsPlace, { lock = {} }: SeenObject, now: string): void {
  const until = lock.ObjectLockRetainUntilDate?.toISOString();
  if (lock.ObjectLockLegalHoldStatus === 'ON' || (until !== undefined && until > now))
    throw new StoreRefusedError(`Object Lock protects an object of ${collection.name}`, {
      collection: collection.name,
      table: bucket,
      constraint: 'Object Lock',
    });
}

async function lookAtVersion(
  { client }: Buckets,
  place: RecordsPlace,
  name: ObjectName,
  { names }: Rewrite,
): Promise<SeenObject> {
  const stored = (await versionsOf(client, name)).find(({ version }) => version === name.version);
  if (stored === undefined) return { records: [], others: 0, kept: '' };
  const records: string[] = [];
  const see = (line: StoredRecord) => {
    const known = nameAmong(names, place, line);
    if (known !== undefined) records.push(known);
  };
  const sieve = sieveForNames(names);
  const { opened, divisible, unread } = await readRecords(client, { place, name, sieve }, see);
  if (!divisible || stored.current) {
    const code = stored.current ? 'current' : (unread ?? 'unreadable');
    throw new StoreRefusedError(`an old version of ${place.collection.name} is not as it was approved`, {
      collection: place.collection.name,
      code,
    });
  }
  return { records, others: 0, kept: '', ...defined({ lock: opened }) };
}

async function carryOut(
  buckets: Buckets,
  place: RecordsPlace,
  { rewrite, seen, version }: Plan,
): Promise<void> {
  if (seen.records.length === 0) return;
  if (version === undefined) await rewriteUntilDone(buckets, place, rewrite, seen);
  else await deleteVersion(buckets.client, { bucket: place.bucket, key: rewrite.object, version });
}
