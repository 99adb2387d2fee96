import { faultError } from '../../connectors/fault-error';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseBounds, eraseCalls } from '../../domain/erase-instructions';
import { totalsOf } from '../../domain/erasure-ledger';
import type { ErasedCount, LeftRows } from '../../domain/event-facts';
import type { Manifest, ManifestCollection } from '../../domain/manifest';
import { callStore } from '../evidence/call-store';
import { inAccountsOf } from '../evidence/known-account';
import { ownCounts } from '../evidence/own-counts';

export interface ErasedAgain {
  readonly rows: number;
  readonly left: readonly LeftRows[];
}

type Deps = Pick<DeskDeps, 'register' | 'stores' | 'map' | 'clock'>;

/**
 * Erases the very rows that came back, and records how many. A store that erases later only takes the order:
 * staff look whether they go.
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
): Promise<ErasedAgain> {
  const map = deps.map.stores.find((s) => s.storeId === storeId);
  const groups = manifest.stores.find((s) => s.storeId === storeId)?.examination?.eraseGroups;
  const bounds = eraseBounds(same);
  let all = 0;
  const ordered: ErasedCount[] = [];
  const known = inAccountsOf(deps, manifest);
  let nth = -1;
  for (const instructions of map ? eraseCalls(map, same, groups) : []) {
    nth += 1;
    const receipt = await callStore(known, storeId, { op: 'erase', instructions, bounds });
    const rows = ownCounts(receipt).reduce((sum, c) => sum + c.erased + c.anonymised, 0);
    all += rows;
    ordered.push(...receipt.collections);
    if (rows > 0)
      await deps.register.append(request.requestId, `replay-${storeId}-${deps.clock.now()}-${nth}`, () => ({
        type: 'erasure-replayed',
        data: { storeId, rows },
        actor: { kind: 'desk' },
      }));
    if (receipt.unfinished) throw faultError(storeId, receipt.unfinished);
  }
  return { rows: all, left: leftToStore(ordered) };
}

function leftToStore(counts: readonly ErasedCount[]): LeftRows[] {
  return [...totalsOf(counts).values()].flatMap(({ collection, submitted: rows = 0 }) =>
    rows > 0 ? [{ collection, rows, because: 'submitted' as const }] : [],
  );
}
