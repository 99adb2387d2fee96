import type { DeskDeps } from '../../domain/desk-deps';
import { inRounds, type RoundPlan } from '../../driving/store-rounds';
import { rememberedObjects } from '../../findings/remembered-objects';
import { takeTurn } from '../../queue/take-turn';
import { eraseStore } from './erase-store';
import { noteKept } from './note-kept';
import { type ErasurePlan, planErasure } from './plan-erasure';
import { type Settlement, settleErasure } from './settle-erasure';

type Deps = Pick<
  DeskDeps,
  'register' | 'vault' | 'objects' | 'stores' | 'tombstones' | 'desk' | 'map' | 'book' | 'clock'
>;

/**
 * Erases in every store what was approved and reads it again, round after round, until nothing is left of it
 * or staff must look.
 */
export function eraseStores(deps: Deps, { requestId }: { requestId: string }): Promise<Settlement> {
  const { register, vault, stores, tombstones, clock, desk, map, book } = deps;
  const objects = rememberedObjects(deps.objects);
  const once = { register, vault, objects, stores, tombstones, clock, desk, map, book };
  return inRounds(
    () => nextRound(once, requestId),
    (store) => eraseStore(once, { requestId, ...store }),
  );
}

type Round = RoundPlan<Settlement['next'], ErasurePlan['stores'][number]>;

async function nextRound(deps: Deps, requestId: string): Promise<Round> {
  const settled = await settleErasure(deps, { requestId });
  if (settled.next === 'done' || settled.next === 'ask-manual-stores') await noteKept(deps, requestId);
  if (settled.next !== 'again') return settled;
  if (!(await takeTurn(deps, requestId))) return { next: 'await-stores' };
  const { stores } = await planErasure(deps, { requestId });
  if (!(await takeTurn(deps, requestId))) return { next: 'await-stores' };
  return { ...settled, stores };
}
