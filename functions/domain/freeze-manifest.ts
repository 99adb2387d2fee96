import { Temporal } from 'temporal-polyfill';
import type { CollectionMap, DataMap, StoreMap, Treatment } from './data-map';
import { civilDateOf } from './due-dates';
import type { LocatedRow, RowRef } from './finding';
import type { StoreFinding } from './locate-plan';
import type { Manifest, ManifestCollection, ManifestRow, ManifestStore, RowTreatment } from './manifest';

export interface FreezeInput {
  readonly map: DataMap;
  readonly right: string;
  readonly version: number;
  readonly findings: readonly StoreFinding[];
  /** Automatic stores that stayed unreachable until they were given up. */
  readonly unavailable: readonly string[];
  /** Plain date in the establishment's zone: a retention that has run out retains nothing. */
  readonly today: string;
  /** In which a timestamp of a store is turned into the day a retention counts from; without it, the timestamp's own day. */
  readonly zone?: string;
}

/** Turns what the stores answered into the frozen manifest: every row once, each with its treatment on erasure. */
export function freezeManifest(input: FreezeInput): Manifest {
  return {
    version: input.version,
    right: input.right,
    stores: input.map.stores.map((s) => freezeStore(input, s)),
  };
}

function freezeStore(input: FreezeInput, store: StoreMap): ManifestStore {
  const findings = input.findings.filter((f) => f.storeId === store.storeId);
  const found: Found = new Map(
    findings.flatMap((f) => f.rows).map((row) => [rowKey(row), ownTreatment(input, store, row)]),
  );
  return {
    storeId: store.storeId,
    state: storeState(input, store),
    searches: findings.flatMap((f) => f.searches),
    collections: store.collections
      .map((collection) => freezeCollection(collection, findings, found))
      .filter((collection) => collection.rows.length > 0),
  };
}

/** Every row found in a store, and what would become of it if nobody else had a share in it. */
type Found = ReadonlyMap<string, RowTreatment | undefined>;

function ownTreatment(input: FreezeInput, store: StoreMap, row: LocatedRow): RowTreatment | undefined {
  const collection = store.collections.find((c) => c.name === row.collection);
  return collection && treatmentOf(collection.onErasure, row, input);
}

function storeState(input: FreezeInput, store: StoreMap): ManifestStore['state'] {
  if (store.kind === 'manual') return 'manual';
  return input.unavailable.includes(store.storeId) ? 'unavailable' : 'searched';
}

function freezeCollection(
  collection: CollectionMap,
  findings: readonly StoreFinding[],
  found: Found,
): ManifestCollection {
  const rows = new Map<string, ManifestRow>();
  for (const row of findings.flatMap((f) => f.rows).filter((r) => r.collection === collection.name)) {
    rows.set(rowKey(row), { ...plainRow(row), treatment: rowTreatment(collection, row, found) });
  }
  const unmapped = findings.flatMap((f) => f.unmapped).filter((u) => u.collection === collection.name);
  return {
    collection: collection.name,
    rows: [...rows.values()],
    unmapped: [...new Set(unmapped.map((u) => u.field))].sort(),
  };
}

function plainRow({ collection, key, facts }: LocatedRow): Omit<ManifestRow, 'treatment'> {
  return { collection, key, facts };
}

function rowTreatment(collection: CollectionMap, row: LocatedRow, found: Found): RowTreatment {
  const own = found.get(rowKey(row)) ?? { action: 'erase' };
  if (collection.owner !== 'shared') return own;
  const referrers = (row.referrers ?? []).map(rowKey);
  if (referrers.some((key) => !found.has(key))) return { action: 'keep-shared' };
  return own.action === 'erase' ? (keptBy(referrers.map((key) => found.get(key))) ?? own) : own;
}

/** A shared row to which a kept row of the same person points stays as long as the last of them, on its ground: an invoice keeps its address. */
function keptBy(referrers: readonly (RowTreatment | undefined)[]): RowTreatment | undefined {
  return referrers
    .filter((t): t is Extract<RowTreatment, { action: 'retain' }> => t?.action === 'retain')
    .sort((a, b) => (a.until < b.until ? -1 : 1))
    .at(-1);
}

function treatmentOf(treatment: Treatment, row: LocatedRow, { today, zone }: FreezeInput): RowTreatment {
  if (treatment.action === 'as-parent') return { action: 'undecided', reason: 'its parent was not found' };
  if (treatment.action !== 'retain') return treatment;
  const until = retainedUntil(treatment, row.facts[treatment.countedFrom], zone);
  if (until !== undefined && until < today) return { action: 'erase' };
  return {
    action: 'retain',
    ground: treatment.ground,
    article: treatment.article,
    until: until ?? 'unknown',
  };
}

/** Last day of a retention, or undefined when the row has no date to count from (then it is kept and staff see why). */
export function retainedUntil(
  treatment: Extract<Treatment, { action: 'retain' }>,
  from: string | undefined,
  zone?: string,
): string | undefined {
  if (from === undefined || !/^\d{4}-\d{2}-\d{2}/.test(from)) return undefined;
  const start = dateOrNothing(from, zone);
  if (!start) return undefined;
  const end = start.add(treatment.period);
  return (
    treatment.yearEnd ? Temporal.PlainDate.from({ year: end.year, month: 12, day: 31 }) : end
  ).toString();
}

/** Stores hold dates that are none (`0000-00-00`, a 31st of June): such a row has no date to count from. */
function dateOrNothing(text: string, zone: string | undefined): Temporal.PlainDate | undefined {
  try {
    const hasInstant = zone !== undefined && /T.*(Z|[+-]\d\d:?\d\d)$/.test(text);
    return hasInstant ? civilDateOf(text, zone) : Temporal.PlainDate.from(text.slice(0, 10));
  } catch {
    return undefined;
  }
}

/** One spelling for a row's identity, whatever the order of its key fields. */
export function rowKey(row: RowRef): string {
  const key = Object.entries(row.key).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([row.collection, key]);
}

/** What the decision binds to: which rows, with which treatment, in which stores. Volatile values (facts) are outside. */
export function manifestText(manifest: Manifest): string {
  return JSON.stringify(
    manifest.stores.map((store) => [
      store.storeId,
      store.state,
      store.collections.map((c) => [
        c.collection,
        c.rows.map((r) => [rowKey(r), r.treatment]).sort(),
        c.unmapped,
      ]),
      ...(store.unread?.length ? [store.unread.map((u) => [u.collection, u.place, u.reason])] : []),
    ]),
  );
}
