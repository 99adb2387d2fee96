import type { DeskDeps } from '../../domain/desk-deps';
import { inRounds } from '../../driving/store-rounds';
import { rememberedObjects } from '../../findings/remembered-objects';
import { planSearch, type SearchPlan } from './plan-search';
import { searchStore } from './search-store';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'clock' | 'map'>;

/**
 * Searches in waves along the foreign keys, the stores of a wave at a time, until nothing new turns up. Then
 * it freezes the manifest, or says what the search waits for.
 */
export function searchStores(
  deps: Deps,
  { requestId }: { requestId: string },
): Promise<{ readonly next: SearchPlan['next'] }> {
  const { register, vault, stores, clock, map } = deps;
  const once = { register, vault, stores, clock, map, objects: rememberedObjects(deps.objects) };
  return inRounds(
    () => planSearch(once, { requestId }),
    ({ storeId }) => searchStore(once, { requestId, storeId }),
  );
}
