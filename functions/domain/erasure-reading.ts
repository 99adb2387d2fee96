import { isConstant } from './blank';
import type { CollectionMap, DataMap } from './data-map';
import { defined } from './defined';
import { areApproved } from './ending';
import { blankValues } from './erase-instructions';
import { type DriftFound, driftOf, isShared } from './erasure-drift';
import type { LocatedRow, UnreadPlace } from './finding';
import { collectionOf } from './foreign-keys';
import { freezeManifest } from './freeze-manifest';
import type { Manifest, ManifestCollection, ManifestRow } from './manifest';
import { approvedRows, countRows, isToErase, rowsOfStore } from './manifest-rows';
import type { KeyedRows, Keys } from './packed-map';
import { placesToLookAt } from './places-to-look-at';
import { rowKey } from './row-key';
import { allRows, packRows, RowPacker, type Rows, rowsAs, rowsWhere } from './rows';
import { isBlankText } from './still-filled';
import { strayedRows } from './strayed-rows';
import { lateRowsWaiting, waitsForDecision } from './undecided';
import { unseenRows } from './unseen-rows';

export interface StoreReading {
  readonly map: DataMap;
  /** What was approved, with what was accepted since. */
  readonly manifest: Manifest;
  readonly storeId: string;
  /** What the frozen searches find now. */
  readonly rows: Rows<LocatedRow>;
  /** Places that could not be read now. Absent: none. */
  readonly unread?: readonly UnreadPlace[];
  /**
   * Rows that exist when read by their keys ({@link rowKey}): a kept row may no longer be found by the
   * search. Absent: none was read in this way.
   */
  readonly there?: Keys;
  /**
   * Rows that are byte for byte as before the erasure ({@link rowKey}): not blanked, whatever their fields
   * say. Absent: not compared.
   */
  readonly unchanged?: Keys;
  /** Whether a person says that they erased what was left to them. */
  readonly restErased?: boolean;
  readonly today: string;
  /** Of the establishment; see `freezeManifest`. */
  readonly zone?: string;
}

export interface StoreReadingResult extends DriftFound {
  /** Approved rows that should be gone or blank and are not: erased in the next round. */
  readonly left: readonly ManifestCollection[];
  readonly leftCount: number;
  /**
   * Rows that should be gone or blank and that the store took the order for: it erases them later. Absent:
   * none.
   */
  readonly submitted?: readonly ManifestCollection[];
  /** Rows of the data subject that nobody approved. They stay until staff decide. */
  readonly added: readonly ManifestCollection[];
  /** Rows that stay, on a ground or because they are shared. */
  readonly kept: number;
  /** Rows that were to stay and are gone. */
  readonly keptGone: Rows<ManifestRow>;
  /** Rows that were to be erased, were read by their keys, and no longer name the data subject. */
  readonly strayed: Rows<ManifestRow>;
  /** How many rows the searches still find in each collection, and how many of them are unexplained. */
  readonly found: readonly {
    readonly collection: string;
    readonly records: number;
    readonly unexplained: number;
  }[];
  /**
   * Fields with content, in a row that was found, that neither the map nor the approved manifest describes.
   */
  readonly undescribed?: readonly UndescribedField[];
  /** Places that cannot be read any more and could be when the manifest was frozen. */
  readonly unread: readonly UnreadPlace[];
}

export interface UndescribedField {
  readonly collection: string;
  readonly field: string;
}

/**
 * Compares what a store shows with what was approved. Only rows with an approved key count as left over. A
 * new row of the data subject, a new owner and a kept row that is gone are drift, which staff must look at.
 */
export function readErasure(reading: StoreReading): StoreReadingResult {
  const fresh = freezeReading(reading);
  const approved = approvedRows(reading.manifest, reading.storeId);
  const sorted = fresh.map((c) => sortRows(reading, c, approved));
  const left = sorted.map(({ collection, left: rows }) => ({ ...collection, rows }));
  const added = sorted.map(({ collection, added: rows }) => ({ ...collection, rows }));
  const kept = rowsWhere(
    approved.values(),
    (row) => !isToErase(row) && !row.unsure && isDue(row, reading) && !isHandled(row, reading),
  );
  const unseen = unseenRows(kept, reading.rows);
  const keptGone = packRows(rowsWhere(unseen, (row) => !reading.there?.has(rowKey(row))));
  const result = {
    left: left.filter(hasRows),
    leftCount: countRows(left),
    added: added.filter(hasRows),
    kept: sorted.reduce((sum, { kept }) => sum + kept, 0) + unseen.length - keptGone.length,
    keptGone,
    strayed: packRows(strayedRows({ ...reading, approved, there: reading.there ?? new Set() })),
    unread: freshUnread(reading),
    found: sorted.map((c) => ({
      collection: c.collection.collection,
      records: c.collection.rows.length,
      unexplained: c.left.length + c.added.length,
    })),
  };
  return { ...result, ...driftOf(result, fresh, approved) };
}

/**
 * A place that could be read when the manifest was frozen may hold what was erased, or other data of the
 * person: somebody has to look.
 */
function freshUnread({ manifest, storeId, unread = [] }: StoreReading): UnreadPlace[] {
  const { unread: known = [], collections = [] } = manifest.stores.find((s) => s.storeId === storeId) ?? {};
  return placesToLookAt(unread, allRows(collections)).filter(
    (one) => !known.some((other) => isSamePlace(one, other)),
  );
}

function isSamePlace(one: UnreadPlace, other: UnreadPlace): boolean {
  return one.collection === other.collection && one.place === other.place;
}

/**
 * Rows that are to stay and that the searches do not find: they are read by their keys before they count as
 * gone.
 */
export function keptRowsUnseen({
  manifest,
  storeId,
  rows,
}: Pick<StoreReading, 'manifest' | 'storeId' | 'rows'>): Rows<ManifestRow> {
  const kept = rowsWhere(rowsOfStore(manifest, storeId), (row) => !isToErase(row));
  return unseenRows(kept, rows);
}

function freezeReading({
  map,
  manifest,
  storeId,
  rows,
  today,
  zone,
}: StoreReading): readonly ManifestCollection[] {
  const searches = manifest.stores.find((s) => s.storeId === storeId)?.searches ?? [];
  const findings = [{ storeId, searches, rows, unmapped: [] }];
  const frozen = freezeManifest({
    map,
    right: manifest.right,
    version: manifest.version,
    findings,
    before: manifest,
    ...defined({ identities: manifest.identities }),
    unavailable: [],
    today,
    ...(zone ? { zone } : {}),
  });
  const collectionsIn = (of: Manifest) => of.stores.find((s) => s.storeId === storeId)?.collections ?? [];
  const approved = approvedRows(manifest, storeId);
  return lateRowsWaiting(collectionsIn(frozen), collectionsIn(manifest)).map((one) =>
    one.rows.some(waitsForTick)
      ? { ...one, rows: packRows(rowsAs(one.rows, (row) => asTicked(row, approved.get(rowKey(row))))) }
      : one,
  );
}

function waitsForTick({ treatment }: ManifestRow): boolean {
  return treatment.action === 'undecided' && treatment.tick !== undefined;
}

/** What still runs, and may end as staff ticked, holds a row back no more. */
function asTicked(row: ManifestRow, before: ManifestRow | undefined): ManifestRow {
  const { treatment } = row;
  if (treatment.action !== 'undecided' || treatment.tick === undefined) return row;
  if (before?.treatment.action !== 'erase') return row;
  const mayEnd = areApproved(treatment.ends ?? [], before.treatment.ends ?? []);
  return mayEnd ? { ...row, treatment: before.treatment } : row;
}

type Approved = KeyedRows<ManifestRow>;

interface Sorted {
  readonly collection: ManifestCollection;
  readonly left: Rows<ManifestRow>;
  readonly added: Rows<ManifestRow>;
  readonly kept: number;
}

function sortRows(reading: StoreReading, collection: ManifestCollection, approved: Approved): Sorted {
  const [left, added] = [new RowPacker<ManifestRow>(), new RowPacker<ManifestRow>()];
  let kept = 0;
  for (const row of collection.rows) {
    const place = placeOf(reading, row, approved.get(rowKey(row)));
    if (place === 'left') left.add(row);
    if (place === 'added') added.add(row);
    if (place === 'kept') kept += 1;
  }
  return { collection, left: left.rows(), added: added.rows(), kept };
}

function placeOf(
  { map, storeId, unchanged }: StoreReading,
  row: ManifestRow,
  approved: ManifestRow | undefined,
): 'left' | 'added' | 'kept' | 'blank' {
  if (isShared(row)) return 'kept';
  if (!approved)
    return wasBlankedAlready(collectionOf(map, storeId, row.collection), row) ? 'blank' : 'added';
  if (approved.treatment.action === 'erase') return 'left';
  if (approved.treatment.action !== 'anonymise') return 'kept';
  if (unchanged?.has(rowKey(row))) return 'left';
  return isBlank(collectionOf(map, storeId, row.collection), row) ? 'blank' : 'left';
}

/**
 * Rows that an erasure blanks with values other than constants: only a comparison with the old content shows
 * whether it did.
 */
export function rowsBlankedUnseen(
  reading: Pick<StoreReading, 'map' | 'manifest' | 'storeId'>,
): Rows<ManifestRow> {
  const { map, manifest, storeId } = reading;
  const { collections = [] } = map.stores.find((store) => store.storeId === storeId) ?? {};
  const changing = collections.filter((collection) =>
    Object.values(blankValues(collection)).some((blank) => !isConstant(blank)),
  );
  const names = new Set(changing.map(({ name }) => name));
  if (names.size === 0) return [];
  const isUnseen = ({ collection, treatment }: ManifestRow) =>
    treatment.action === 'anonymise' && names.has(collection);
  return packRows(rowsWhere(rowsOfStore(manifest, storeId), isUnseen));
}

/**
 * A record whose name is made of its fields has another name once these are blanked, so it is no new record.
 */
function wasBlankedAlready(collection: CollectionMap | undefined, row: ManifestRow): boolean {
  if (!collection || row.treatment.action !== 'anonymise') return false;
  return Object.values(blankValues(collection)).every(isConstant) && isBlank(collection, row);
}

function isBlank(collection: CollectionMap | undefined, row: ManifestRow): boolean {
  if (!collection) return false;
  if (row.filled) return false;
  return Object.entries(blankValues(collection)).every(
    ([field, value]) => !isConstant(value) || isBlankText(row.facts[field], value),
  );
}

/** Whether the row was left to a person who says that they erased it. */
function isHandled({ treatment }: ManifestRow, { restErased = false }: StoreReading): boolean {
  return restErased && waitsForDecision(treatment);
}

/**
 * Whether a row must still be kept today. A row that the shop removes after the end of its retention is no
 * loss.
 */
function isDue({ treatment }: ManifestRow, { today }: StoreReading): boolean {
  return treatment.action !== 'retain' || treatment.until >= today;
}

function hasRows(collection: ManifestCollection): boolean {
  return collection.rows.length > 0;
}
