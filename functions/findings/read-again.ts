import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf } from '../domain/due-dates';
import { type ReadingResult, readErasure } from '../domain/erasure-reading';
import type { Manifest } from '../domain/manifest';
import { searchStore } from './call-store';

type Deps = Pick<DeskDeps, 'stores' | 'map' | 'clock'>;

/** What the frozen searches find now, compared with what was approved. */
export async function readAgain(
  deps: Deps,
  request: DataSubjectRequest,
  manifest: Manifest,
  storeId: string,
): Promise<ReadingResult> {
  const searches = manifest.stores.find((s) => s.storeId === storeId)?.searches ?? [];
  const { rows } = await searchStore(deps, storeId, 'read-again', searches);
  const { zone } = request.received;
  const today = civilDateOf(deps.clock.now(), zone).toString();
  return readErasure({ map: deps.map, manifest, storeId, rows, today, zone });
}
