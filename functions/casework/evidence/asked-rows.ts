import type { EraseReceipt } from '../../connectors/connector';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import { hasHappened } from '../../domain/data-subject-request';
import { defined } from '../../domain/defined';
import type { DeskDeps } from '../../domain/desk-deps';
import type { EraseInstruction } from '../../domain/erase-instruction';
import type { EventData } from '../../domain/events';
import type { AskedRow, RowRef } from '../../domain/finding';
import { lostAsks } from '../../domain/lost-asks';
import type { Manifest, ManifestCollection, ManifestRow, ManifestStore } from '../../domain/manifest';
import { approvedRows, rowCounts } from '../../domain/manifest-rows';
import { type KeyedRows, type Keys, PackedMap } from '../../domain/packed-map';
import { readStored } from '../../domain/read-stored';
import { rowKey } from '../../domain/row-key';
import { allRows, packRows, rowsAs } from '../../domain/rows';
import { attemptName } from './attempt-name';
import { openOrders } from './ordered-rows';
import { AskedRows } from './stored-shapes';

type Deps = Pick<DeskDeps, 'objects' | 'map'>;

interface Place {
  readonly requestId: string;
  readonly storeId: string;
}

/**
 * Seals which rows a vendor is about to be told to erase, with what would end: if no answer comes, it may
 * have taken the order, and the row is still there.
 *
 * @returns the name of the object; `undefined` for a store that shows at once what a call did
 */
export async function keepAsked(
  { objects, map }: Deps,
  { requestId, storeId }: Place,
  instructions: readonly EraseInstruction[],
  approved: readonly ManifestCollection[],
): Promise<string | undefined> {
  if (!map.stores.some((store) => store.storeId === storeId && store.kind === 'http')) return undefined;
  const known = new PackedMap(rowKey, allRows(approved));
  const rows = instructions
    .filter(({ action }) => action === 'erase')
    .flatMap(({ collection, keys }) => keys.map((key) => askedRow({ collection, key }, known)));
  return rows.length === 0
    ? undefined
    : objects.put(requestId, attemptName(`asked/${storeId}`), packRows(rows));
}

function askedRow(row: RowRef, known: KeyedRows<ManifestRow>): AskedRow {
  const treatment = known.get(rowKey(row))?.treatment;
  const ends = treatment?.action === 'erase' ? treatment.ends : undefined;
  return { ...row, ...defined({ ends }) };
}

/** Seals for which rows of a call no answer came, although the store answered for others. */
export async function keepUnsure(
  { objects }: Pick<Deps, 'objects'>,
  { requestId, storeId }: Place,
  { unsure = [] }: EraseReceipt,
  approved: readonly ManifestCollection[],
): Promise<EventData['erasure-acknowledged']['lost']> {
  if (unsure.length === 0) return undefined;
  const known = new PackedMap(rowKey, allRows(approved));
  const rows = packRows(unsure.map((row) => askedRow(row, known)));
  const object = await objects.put(requestId, attemptName(`asked/${storeId}`), rows);
  return { collections: rowCounts(unsure), object };
}

/** What a store was told to erase and has not shown to be gone. */
export interface RowsAsked {
  /** Rows that it took the order for. */
  readonly ordered: Keys;
  /** Rows that it was told to erase, without an answer, and that it took no order for since. */
  readonly unsure: KeyedRows<AskedRow>;
}

/** Orders and lost answers of all manifests that have not ended: a new search takes none of them back. */
export async function rowsAsked(
  deps: Pick<Deps, 'objects'>,
  request: DataSubjectRequest,
  storeId: string,
): Promise<RowsAsked> {
  const ordered = (await openOrders(deps, request, storeId))?.rows ?? new Set<string>();
  const unsure = new PackedMap<AskedRow>(rowKey, [], 0);
  for (const { object } of lostAsks(request, storeId)) {
    const rows = readStored('asked rows', AskedRows, await deps.objects.get(request.requestId, object));
    for (const row of rows) if (!ordered.has(rowKey(row))) unsure.add(row);
  }
  return { ordered, unsure };
}

/**
 * The manifest, in which a row stands as it was approved if the store took the order for it, whatever was
 * decided since; one for which the answer was lost is marked where it is not to be erased any more.
 *
 * @param before - in which the rows were approved that were ordered
 */
export async function withAsked(
  deps: Pick<Deps, 'objects'>,
  request: DataSubjectRequest,
  manifest: Manifest,
  before: Manifest = manifest,
): Promise<Manifest> {
  if (!hasHappened(request, 'erasure-begun')) return manifest;
  const stores: ManifestStore[] = [];
  for (const store of manifest.stores) {
    const asked = await rowsAsked(deps, request, store.storeId);
    const isAsked = asked.ordered.size + asked.unsure.size > 0;
    stores.push(isAsked ? standingIn(store, asked, approvedRows(before, store.storeId)) : store);
  }
  return { ...manifest, stores };
}

/** The same for one store. */
export function standingIn(
  store: ManifestStore,
  asked: RowsAsked,
  approved: KeyedRows<ManifestRow>,
): ManifestStore {
  const marked = (row: ManifestRow) => standing(row, asked, approved);
  return {
    ...store,
    collections: store.collections.map((one) => ({ ...one, rows: packRows(rowsAs(one.rows, marked)) })),
  };
}

function standing(
  row: ManifestRow,
  { ordered, unsure }: RowsAsked,
  approved: KeyedRows<ManifestRow>,
): ManifestRow {
  const { treatment } = row;
  if (treatment.action === 'erase' || treatment.action === 'anonymise') return row;
  const key = rowKey(row);
  if (ordered.has(key)) {
    const was = approved.get(key)?.treatment;
    const ends = was?.action === 'erase' ? was.ends : undefined;
    const isTick = treatment.action === 'undecided' && treatment.tick !== undefined;
    if (isTick && was?.action === 'erase') return { ...row, treatment: was };
    return { ...row, treatment: { action: 'erase', ...defined({ ends }), ordered: treatment.action } };
  }
  const told = unsure.get(key);
  return told ? { ...row, unsure: defined({ ends: told.ends }) } : row;
}
