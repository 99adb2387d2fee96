import { StoreForbiddenError, StoreShapeError } from '../connectors/connector';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf } from '../domain/due-dates';
import {
  blankedUnseen,
  type ReadingResult,
  readErasure,
  type UndescribedField,
  unseenKept,
} from '../domain/erasure-reading';
import { isWholeTable, type Unread } from '../domain/finding';
import type { Manifest } from '../domain/manifest';
import { searchStore } from './call-store';
import { unchangedOf } from './compare-rows';
import { rowsThere } from './rows-there';

type Deps = Pick<DeskDeps, 'stores' | 'vault' | 'tombstones' | 'map' | 'clock'>;

/**
 * What the frozen searches find now, compared with what was approved. A kept row that they do not find, since what led to it is erased, is read by its key.
 *
 * @param known - keys of rows that were just read so
 */
export async function readAgain(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  storeId: string,
  known?: ReadonlySet<string>,
): Promise<ReadingResult> {
  const searches = manifest.stores.find((s) => s.storeId === storeId)?.searches ?? [];
  const { rows, unmapped, unread } = await searchStore(deps, storeId, 'read-again', searches);
  assertReadAsBefore(manifest, storeId, unread);
  const { requestId } = request;
  const unseen = unseenKept({ manifest, storeId, rows });
  const there = known ?? new Set((await rowsThere(deps, { requestId, storeId }, unseen)).keys());
  const unchanged = await unchangedRows(deps, request, manifest, storeId);
  const { zone } = request.received;
  const today = civilDateOf(deps.clock.now(), zone).toString();
  const result = readErasure({
    map: deps.map,
    manifest,
    storeId,
    rows,
    unread,
    there,
    unchanged,
    today,
    zone,
  });
  const undescribed = unmapped.filter((one) => !wasShown(manifest, storeId, one));
  return undescribed.length > 0 ? { ...result, undescribed } : result;
}

/** Whoever approved saw the field, and said what becomes of it. */
function wasShown({ stores }: Manifest, storeId: string, { collection, field }: UndescribedField): boolean {
  const shown = stores.find((s) => s.storeId === storeId)?.collections ?? [];
  return shown.some((c) => c.collection === collection && c.unmapped.includes(field));
}

/** A table that was read when the rows were approved and is not now must not pass for one without rows. */
function assertReadAsBefore({ stores }: Manifest, storeId: string, unread: readonly Unread[]): void {
  const before = stores.find((s) => s.storeId === storeId)?.unread ?? [];
  const isNew = ({ collection, reason }: Unread) =>
    isWholeTable(reason) && !before.some((u) => u.collection === collection && isWholeTable(u.reason));
  const lost = unread.find(isNew);
  if (!lost) return;
  const { collection, place: table, reason } = lost;
  const words = `${collection} could be read when its rows were approved, and cannot be now`;
  const place = { collection, table, code: reason };
  throw reason === 'forbidden' ? new StoreForbiddenError(words, place) : new StoreShapeError(words, place);
}

/** Of rows that were to be blanked and do not show it: those that are what they were before. */
async function unchangedRows(
  deps: Deps,
  { requestId }: DataSubjectRequest,
  manifest: Manifest,
  storeId: string,
): Promise<ReadonlySet<string>> {
  const rows = blankedUnseen({ map: deps.map, manifest, storeId });
  const there = await rowsThere(deps, { requestId, storeId }, rows);
  return unchangedOf(deps, storeId, rows, there);
}
