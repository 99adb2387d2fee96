import { civilDateOf } from '../../domain/civil-time';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import {
  keptRowsUnseen,
  readErasure,
  rowsBlankedUnseen,
  type StoreReadingResult,
  type UndescribedField,
} from '../../domain/erasure-reading';
import type { UnreadPlace } from '../../domain/finding';
import { allOf } from '../../domain/log-entries';
import type { Manifest, ManifestCollection } from '../../domain/manifest';
import { approvedRows, isToErase } from '../../domain/manifest-rows';
import { withMovedRows } from '../../domain/moved-rows';
import { restAnswer } from '../../domain/open-work';
import type { Keys } from '../../domain/packed-map';
import {
  type OpenOrders,
  orderedRows,
  stillThere,
  toErase,
  withoutSubmitted,
} from '../../domain/submitted-rows';
import { type FoundInStore, searchStore } from './call-store';
import { unchangedRowKeys } from './compare-rows';
import { openOrders } from './ordered-rows';
import { type ReadingWanted, readInSlices } from './read-in-slices';
import { rowsThere } from './rows-there';

type Deps = Pick<DeskDeps, 'stores' | 'vault' | 'objects' | 'tombstones' | 'map' | 'clock'>;

/**
 * What the frozen searches find now, compared with what was approved. A kept row that they no longer find,
 * because the row leading to it is erased, is read by its key.
 *
 * @param known - keys of rows that were just read so
 */
export async function readAgain(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  storeId: string,
  known?: Keys,
): Promise<StoreReadingResult> {
  const searches = manifest.stores.find((s) => s.storeId === storeId)?.searches ?? [];
  const found = await searchStore(deps, storeId, { op: 'read-again', searches });
  return compareReading(deps, request, manifest, { storeId, found, known });
}

interface Read {
  readonly storeId: string;
  readonly found: FoundInStore;
  readonly known?: Keys | undefined;
}

/** The same of a store that has just been read. */
export async function compareReading(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, found: { rows: found, unmapped, unread }, known }: Read,
): Promise<StoreReadingResult> {
  const { requestId } = request;
  const wasErased = allOf(request.log, 'store-erased').some((e) => e.data.storeId === storeId);
  const rows = withMovedRows(found, approvedRows(manifest, storeId), (row) => !isToErase(row) || !wasErased);
  const unseen = keptRowsUnseen({ manifest, storeId, rows });
  const there = known ?? (await rowsThere(deps, { requestId, storeId }, unseen));
  const unchanged = await unchangedRows(deps, request, manifest, storeId);
  const { zone } = request.received;
  const today = civilDateOf(deps.clock.now(), zone).toString();
  const result = readErasure({
    map: deps.map,
    manifest,
    storeId,
    rows,
    unread,
    restErased: restAnswer(request, storeId)?.data.answer === 'done',
    there,
    unchanged,
    today,
    zone,
  });
  const told = await withOrders(deps, request, manifest, { storeId, result, today });
  const undescribed = unmapped.filter((one) => !wasShown(manifest, storeId, one));
  return undescribed.length > 0 ? { ...told, undescribed } : told;
}

interface Compared {
  readonly storeId: string;
  readonly result: StoreReadingResult;
  readonly today: string;
}

/** What the store took the order for is not left over before its day. */
async function withOrders(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, result, today }: Compared,
): Promise<StoreReadingResult> {
  const orders = await openOrders(deps, request, storeId);
  if (!orders) return result;
  const still = await orderedStillThere(deps, request, manifest, { storeId, orders, left: result.left });
  return withoutSubmitted(result, orders, still, today);
}

/** Rows that a store took the order for and that it still has, by the search or by their keys. */
export async function orderedStillThere(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  manifest: Manifest,
  {
    storeId,
    orders,
    left,
  }: Pick<Compared, 'storeId'> & Pick<StoreReadingResult, 'left'> & { readonly orders: OpenOrders },
): Promise<ManifestCollection[]> {
  const ordered = orderedRows(manifest, storeId, orders);
  const there = await rowsThere(deps, { requestId, storeId }, toErase(ordered));
  return stillThere(ordered, { left }, there);
}

/**
 * Like {@link readAgain}, in as many calls as it takes.
 *
 * @returns undefined while there is more to read
 */
export async function readAgainInSlices(
  deps: Deps & Pick<DeskDeps, 'register'>,
  request: DataSubjectRequest,
  manifest: Manifest,
  { storeId, isOver, known, ask }: Omit<ReadingWanted, 'searches'> & Pick<Read, 'known'> & Further,
): Promise<StoreReadingResult | undefined> {
  const searches = manifest.stores.find((s) => s.storeId === storeId)?.searches ?? [];
  const found = await readInSlices(deps, request, { storeId, searches, isOver });
  if (!found) return undefined;
  const further = (await ask?.()) ?? [];
  const all = { ...found, unread: [...found.unread, ...further] };
  return compareReading(deps, request, manifest, { storeId, found: all, known });
}

interface Further {
  /** Asks the store in another way once it was read; gives the places that it still shows. */
  readonly ask?: (() => Promise<readonly UnreadPlace[]>) | undefined;
}

/** The approver saw the field and decided about it. */
function wasShown({ stores }: Manifest, storeId: string, { collection, field }: UndescribedField): boolean {
  const shown = stores.find((s) => s.storeId === storeId)?.collections ?? [];
  return shown.some((c) => c.collection === collection && c.unmapped.includes(field));
}

/** Rows that should have been blanked and are the same as before. */
async function unchangedRows(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  manifest: Manifest,
  storeId: string,
): Promise<ReadonlySet<string>> {
  const rows = [...rowsBlankedUnseen({ map: deps.map, manifest, storeId })];
  const there = await rowsThere(deps, { requestId, storeId }, rows);
  return unchangedRowKeys(deps, storeId, rows, there);
}
