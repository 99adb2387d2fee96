import { runRounds, timeSlice } from '../../casework/driver/store-rounds';
import { cachedObjects } from '../../casework/evidence/cached-objects';
import type { DeskDeps } from '../../domain/desk-deps';
import { planSearch, type SearchPlan } from './plan-search';
import { searchOneStore } from './search-store';

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
  const once = { register, vault, stores, clock, map, objects: cachedObjects(deps.objects) };
  const isOver = timeSlice();
  return runRounds(
    () => planSearch(once, { requestId }),
    ({ storeId }) => searchOneStore(once, { requestId, storeId }, isOver),
  );
}
