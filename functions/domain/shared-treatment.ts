import type { StoreMap } from './data-map';
import { defined } from './defined';
import type { LocatedRow } from './finding';
import type { ManifestCollection, ManifestRow, RowTreatment } from './manifest';
import { KeySet } from './packed-map';
import { treatAsParent } from './parent-treatment';
import { rowKey } from './row-key';
import { allRows, packRows, rowsAs } from './rows';
import type { WhoseRows } from './whose-rows';

/** A row with all that its store said of it, and its treatment. */
export type TreatedRow = LocatedRow & ManifestRow;

/** The treatment of rows that shared rows depend on, by {@link rowKey}. */
type TreatmentByRow = ReadonlyMap<string, RowTreatment>;

/**
 * Rows shared by several people are decided last, since it depends on the treatment of the rows that refer to
 * them, which may be shared as well.
 */
export function withShared(
  store: StoreMap,
  whose: Pick<WhoseRows, 'isShared'>,
  collections: readonly ManifestCollection[],
): ManifestCollection[] {
  const shared = new Set(store.collections.filter((c) => c.owner === 'shared').map((c) => c.name));
  const isShared = ({ collection }: ManifestCollection) => shared.has(collection);
  const referrers = referrersOf(collections.filter(isShared));
  const decide = (found: TreatmentByRow) => (row: TreatedRow) => {
    const others = whose.isShared(store.storeId, row);
    return { ...plainRow(row), treatment: others ? keepShared(row) : sharedTreatment(row, found) };
  };
  let decided: readonly ManifestCollection[] = collections;
  if (lengthOf(collections.filter(isShared)) === 0) return decided.map(withPlainRows);
  // One turn for each shared row on a path of them; it ends when nothing changes.
  for (let turn = 0, before = ''; turn <= lengthOf(collections.filter(isShared)); turn += 1) {
    const found = treatmentsOf(decided, referrers);
    const next = collections.map((one) =>
      isShared(one) ? { ...one, rows: packRows(rowsAs(one.rows, decide(found))) } : one,
    );
    decided = treatAsParent(store, next);
    const now = JSON.stringify(decided.filter(isShared).map(({ rows }) => rows.map((row) => row.treatment)));
    if (now === before) break;
    before = now;
  }
  return decided.map(withPlainRows);
}

function withPlainRows(collection: ManifestCollection): ManifestCollection {
  return { ...collection, rows: packRows(rowsAs(collection.rows, plainRow)) };
}

function lengthOf(collections: readonly ManifestCollection[]): number {
  return collections.reduce((sum, { rows }) => sum + rows.length, 0);
}

/** Keys of the rows that refer to shared ones. */
function referrersOf(shared: readonly ManifestCollection[]): KeySet {
  const keys = new KeySet();
  for (const row of allRows<LocatedRow>(shared))
    for (const referrer of row.referrers ?? []) keys.add(rowKey(referrer));
  return keys;
}

function treatmentsOf(collections: readonly ManifestCollection[], keys: KeySet): TreatmentByRow {
  const found = new Map<string, RowTreatment>();
  if (keys.size === 0) return found;
  for (const row of allRows(collections)) {
    const key = rowKey(row);
    if (keys.has(key)) found.set(key, row.treatment);
  }
  return found;
}

function plainRow({ collection, key, facts, forms, filled, treatment }: ManifestRow): ManifestRow {
  return { collection, key, facts, ...defined({ forms, filled }), treatment };
}

function keepShared({ treatment }: ManifestRow): RowTreatment {
  return treatment.action === 'contested' ? treatment : { action: 'keep-shared' };
}

/** It stays for anybody else's row that refers to it, and for this person's rows that are undecided. */
function sharedTreatment(row: TreatedRow, found: TreatmentByRow): RowTreatment {
  const own = row.treatment;
  if (own.action === 'contested') return own;
  const fates = (row.referrers ?? []).map((referrer) => found.get(rowKey(referrer)));
  const staying = ['contested', 'undecided', 'keep-shared'];
  if (fates.some((fate) => !fate || staying.includes(fate.action))) return { action: 'keep-shared' };
  return own.action === 'erase' ? (keptBy(fates) ?? own) : own;
}

/**
 * A shared row to which kept rows of the same person refer stays as long as the last of them, on its ground:
 * an invoice keeps its address.
 */
function keptBy(referrers: readonly (RowTreatment | undefined)[]): RowTreatment | undefined {
  return referrers
    .filter((t): t is Extract<RowTreatment, { action: 'retain' }> => t?.action === 'retain')
    .sort((a, b) => (a.until < b.until ? -1 : 1))
    .at(-1);
}
