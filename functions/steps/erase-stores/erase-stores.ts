import { ERASE_WITHIN_MS, type RoundPlan, runRounds, timeSlice } from '../../casework/driver/store-rounds';
import { cachedObjects } from '../../casework/evidence/cached-objects';
import { mayErasureBegin } from '../../casework/queue/may-erasure-begin';
import type { DeskDeps } from '../../domain/desk-deps';
import { eraseStore } from './erase-store';
import { type ErasurePlan, planErasure } from './plan-erasure';
import { recordKept } from './record-kept';
import { type ErasureNext, settleErasure } from './settle-erasure';

type Deps = Pick<
  DeskDeps,
  'register' | 'vault' | 'objects' | 'stores' | 'tombstones' | 'desk' | 'map' | 'book' | 'clock'
>;

/**
 * Erases in every store what was approved and reads it again, round after round, until nothing is left of it
 * or staff must look.
 */
export function eraseStores(deps: Deps, { requestId }: { requestId: string }): Promise<ErasureNext> {
  const { register, vault, stores, tombstones, clock, desk, map, book } = deps;
  const objects = cachedObjects(deps.objects);
  const once = { register, vault, objects, stores, tombstones, clock, desk, map, book };
  const time = { isOver: timeSlice(), isOverForCalls: timeSlice(ERASE_WITHIN_MS) };
  return runRounds(
    () => nextRound(once, requestId),
    (store) => eraseStore(once, { requestId, ...store }, time),
  );
}

type Round = RoundPlan<ErasureNext['next'], ErasurePlan['stores'][number]>;

async function nextRound(deps: Deps, requestId: string): Promise<Round> {
  const settled = await settleErasure(deps, { requestId });
  if (settled.next === 'done' || settled.next === 'ask-manual-stores') await recordKept(deps, requestId);
  if (settled.next !== 'again') return settled;
  if (!(await mayErasureBegin(deps, requestId))) return { next: 'await-stores' };
  const { stores } = await planErasure(deps, { requestId });
  if (!(await mayErasureBegin(deps, requestId))) return { next: 'await-stores' };
  return { ...settled, stores };
}
