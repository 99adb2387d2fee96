import { Temporal } from 'temporal-polyfill';
import type { DataMap, StoreMap, Treatment } from './data-map';
import { defined } from './defined';
import type { Identities, LocatedRow } from './finding';
import type { SettledRows, StoreFinding } from './found-rows';
import { isCheck } from './locate-plan';
import type { Manifest, ManifestCollection, ManifestRow, ManifestStore, RowTreatment } from './manifest';
import { approvedRows } from './manifest-rows';
import { type KeyedRows, KeySet } from './packed-map';
import { parentMissing, treatAsParent } from './parent-treatment';
import { placesToLookAt } from './places-to-look-at';
import { retentionDate } from './retention-date';
import { rowKey } from './row-key';
import { allRows, packRows, RowPacker, type Rows } from './rows';
import { type TreatedRow, withShared } from './shared-treatment';
import { withWholeVersions } from './whole-versions';
import { type WhoseRows, whoseRows } from './whose-rows';

export interface FreezeInput {
  readonly map: DataMap;
  readonly right: string;
  readonly version: number;
  readonly findings: readonly StoreFinding[];
  /**
   * The requester's identities, which decide whose each row is. Absent only for a manifest from before that
   * was checked: then all rows count as theirs.
   */
  readonly identities?: Identities;
  /**
   * The approved manifest, when its stores are read again: its rows lead to new ones, and whose they are is
   * settled.
   */
  readonly before?: Manifest;
  /** Automatic stores that stayed unreachable until they were given up. */
  readonly unavailable: readonly string[];
  /** Plain date in the establishment's zone: a retention that has ended retains nothing. */
  readonly today: string;
  /**
   * The zone in which a store's timestamp becomes the day from which a retention counts; without it, the
   * timestamp's own day.
   */
  readonly zone?: string;
}

/**
 * Turns the stores' answers into the frozen manifest: every row of the data subject once, each with its
 * treatment on erasure.
 */
export function freezeManifest(input: FreezeInput): Manifest {
  const whose = ownershipOf(input);
  return {
    version: input.version,
    right: input.right,
    ...defined({ identities: input.identities }),
    stores: input.map.stores.map((s) => freezeStore(input, s, whose)),
  };
}

type Ownership = Pick<WhoseRows, 'ownership' | 'isShared'>;

function ownershipOf({ map, findings, identities, before }: FreezeInput): Ownership {
  if (!identities) return { ownership: () => 'clear', isShared: () => false };
  if (!before) return whoseRows({ map, identities, findings });
  const approved = new Map(before.stores.map(({ storeId }) => [storeId, approvedRows(before, storeId)]));
  const all = [...findingsIn(before, approved), ...findings];
  return whoseRows({ map, identities, findings: all, settled: settledBy(approved) });
}

type ApprovedByStore = ReadonlyMap<string, KeyedRows<ManifestRow>>;

function settledBy(approved: ApprovedByStore): SettledRows {
  return {
    get: (storeId, key) => {
      const row = approved.get(storeId)?.get(key);
      return row && { row, as: row.treatment.action === 'contested' ? 'contested' : 'clear' };
    },
  };
}

function findingsIn({ stores }: Manifest, approved: ApprovedByStore): StoreFinding[] {
  return stores.map(({ storeId, searches }) => ({
    storeId,
    searches,
    rows: packRows(approved.get(storeId)?.values() ?? []),
    unmapped: [],
  }));
}

function freezeStore(input: FreezeInput, store: StoreMap, whose: Ownership): ManifestStore {
  const findings = input.findings.filter((f) => f.storeId === store.storeId);
  const found = collectionsOf(store, findings, treatedRows(input, store, findings, whose));
  const places = findings.flatMap((f) => f.unread ?? []);
  const unread = placesToLookAt(places, allRows(found));
  return {
    storeId: store.storeId,
    state: storeState(input, store),
    searches: findings.flatMap((f) => f.searches.filter(({ check }) => !check)),
    collections: wholeVersions(store, withShared(store, whose, treatAsParent(store, found))),
    ...(unread.length > 0 ? { unread: distinct(unread) } : {}),
  };
}

function wholeVersions(
  { kind }: StoreMap,
  collections: readonly ManifestCollection[],
): readonly ManifestCollection[] {
  return kind === 's3' ? withWholeVersions(collections) : collections;
}

/** The data subject's rows in a store, each once, by collection. */
function treatedRows(
  input: FreezeInput,
  store: StoreMap,
  findings: readonly StoreFinding[],
  whose: Ownership,
): ReadonlyMap<string, Rows<TreatedRow>> {
  const rows = new Map<string, RowPacker<TreatedRow>>();
  const met = new KeySet();
  for (const row of allRows(findings.filter((finding) => !isCheck(finding)))) {
    const key = rowKey(row);
    if (met.has(key)) continue;
    met.add(key);
    const treatment = ownTreatment(input, store, row, whose);
    if (!treatment) continue;
    const packer = rows.get(row.collection) ?? new RowPacker<TreatedRow>();
    packer.add({ ...row, treatment });
    rows.set(row.collection, packer);
  }
  return new Map([...rows].map(([name, packer]) => [name, packer.rows()]));
}

function distinct<T>(items: readonly T[]): T[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()];
}

/** The treatment of a row if nobody else had a share in it; undefined where it is not this person's. */
function ownTreatment(
  input: FreezeInput,
  store: StoreMap,
  row: LocatedRow,
  whose: Ownership,
): RowTreatment | undefined {
  const standing = whose.ownership(store.storeId, row);
  const collection = store.collections.find((c) => c.name === row.collection);
  if (!standing || !collection) return undefined;
  if (standing === 'contested') return { action: 'contested' };
  return heldBack(treatmentOf(collection.onErasure, row, input), row, input);
}

/**
 * What the store itself does not delete stays, whatever the map says, and is reported as kept; a ground of
 * the law that lasts longer takes precedence.
 */
function heldBack(
  own: RowTreatment,
  { collection, heldUntil, heldBy, ends }: LocatedRow,
  { today }: FreezeInput,
): RowTreatment {
  if (heldBy === 'old-version' && heldUntil === undefined && own.action !== 'retain') {
    return { action: 'undecided', reason: 'the map does not say what becomes of earlier versions of a file' };
  }
  if (heldBy === 'same-id') {
    return {
      action: 'undecided',
      reason: 'its record id also stands for a record that does not name the person',
    };
  }
  if (heldBy === 'ends-more') return own.action === 'erase' ? endsMore(collection, ends) : own;
  const isHeld = heldUntil !== undefined && (heldUntil === 'unknown' || heldUntil >= today);
  if (!isHeld || !['erase', 'anonymise', 'retain'].includes(own.action)) return own;
  if (own.action === 'retain' && heldUntil !== 'unknown' && own.until >= heldUntil) return own;
  const atEnd = own.action === 'anonymise' ? ({ atEnd: 'anonymise' } as const) : {};
  return { action: 'retain', ground: heldGrounds[heldBy ?? 'lock'], article: '', until: heldUntil, ...atEnd };
}

function endsMore(collection: string, ends: LocatedRow['ends']): RowTreatment {
  return ends === undefined
    ? { action: 'undecided', reason: `${wouldEnd}, more than can be shown: ${endItThere}`, ends: [] }
    : {
        action: 'undecided',
        reason: `${wouldEnd}, and nobody has ticked on the decision page that it may end: tick it, or ${endItThere}`,
        ...{ tick: collection, ends },
      };
}

const wouldEnd = 'erasing it would also end something that still runs at the vendor';
const endItThere = 'end it there first, if it may end, and search again';

const heldGrounds: Readonly<Record<'lock' | 'old-version', string>> = {
  lock: 'The storage is locked against deletion (Object Lock)',
  'old-version': 'It stands in an earlier version of a file, out of which single records cannot be taken',
};

function storeState(input: FreezeInput, store: StoreMap): ManifestStore['state'] {
  if (store.kind === 'manual') return 'manual';
  return input.unavailable.includes(store.storeId) ? 'unavailable' : 'searched';
}

function collectionsOf(
  store: StoreMap,
  findings: readonly StoreFinding[],
  rows: ReadonlyMap<string, Rows<TreatedRow>>,
): ManifestCollection[] {
  const answers = findings.filter((f) => !f.searches.some(({ check }) => check));
  const unmapped = distinct(answers.flatMap((f) => f.unmapped));
  return store.collections
    .map(({ name }) => ({
      collection: name,
      rows: rows.get(name) ?? [],
      unmapped: unmapped
        .filter((u) => u.collection === name)
        .map((u) => u.field)
        .sort(),
    }))
    .filter((collection) => collection.rows.length > 0);
}

function treatmentOf(treatment: Treatment, row: LocatedRow, { today, zone }: FreezeInput): RowTreatment {
  if (treatment.action === 'as-parent') return { action: 'undecided', reason: parentMissing };
  if (treatment.action !== 'retain') return treatment;
  const from = row.facts[treatment.countedFrom];
  const until = retainedUntil(treatment, from, zone);
  if (until === undefined) return { action: 'undecided', reason: noEnd(treatment.countedFrom, from) };
  if (until < today) return { action: 'erase' };
  return { action: 'retain', ground: treatment.ground, article: treatment.article, until };
}

function noEnd(field: string, from: string | undefined): string {
  return from === undefined
    ? `there is no date in ${field}, so nobody can say whether its retention is over`
    : `the date in ${field} cannot be read, so nobody can say whether its retention is over`;
}

/**
 * Last day of a retention, or undefined when the row has no readable date to count from: then it is unknown
 * whether a law still keeps it.
 */
export function retainedUntil(
  treatment: Extract<Treatment, { action: 'retain' }>,
  from: string | undefined,
  zone?: string,
): string | undefined {
  const end = from === undefined ? undefined : retentionDate(from, zone)?.add(treatment.period);
  if (!end) return undefined;
  const last = treatment.yearEnd ? Temporal.PlainDate.from({ year: end.year, month: 12, day: 31 }) : end;
  // A date such as 9999-12-31 means "never"; with more digits, days could not be compared as text.
  return last.year > 9999 ? undefined : last.toString();
}
