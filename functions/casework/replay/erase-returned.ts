import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseBounds, eraseCalls } from '../../domain/erase-instructions';
import type { Manifest, ManifestCollection } from '../../domain/manifest';
import { callStore } from '../evidence/call-store';
import { ownCounts } from '../evidence/own-counts';

type Deps = Pick<DeskDeps, 'register' | 'stores' | 'map' | 'clock'>;

/**
 * Erases the very rows that came back, and records how many.
 *
 * @returns the number of rows
 */
export async function eraseReturned(
  deps: Deps,
  request: DataSubjectRequest,
  {
    manifest,
    storeId,
    same,
  }: {
    readonly manifest: Manifest;
    readonly storeId: string;
    readonly same: readonly ManifestCollection[];
  },
): Promise<number> {
  const map = deps.map.stores.find((s) => s.storeId === storeId);
  const groups = manifest.stores.find((s) => s.storeId === storeId)?.examination?.eraseGroups;
  const bounds = eraseBounds(same);
  let all = 0;
  let nth = -1;
  for (const instructions of map ? eraseCalls(map, same, groups) : []) {
    nth += 1;
    const receipt = await callStore(deps, storeId, { op: 'erase', instructions, bounds });
    const rows = ownCounts(receipt).reduce((sum, c) => sum + c.erased + c.anonymised, 0);
    all += rows;
    if (rows === 0) continue;
    await deps.register.append(request.requestId, `replay-${storeId}-${deps.clock.now()}-${nth}`, () => ({
      type: 'erasure-replayed',
      data: { storeId, rows },
      actor: { kind: 'desk' },
    }));
  }
  return all;
}
