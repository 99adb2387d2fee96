import type { DeskDeps } from '../../domain/desk-deps';
import { inRounds } from '../../driving/store-rounds';
import { planSearch, type SearchPlan } from './plan-search';
import { searchStore } from './search-store';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'objects' | 'stores' | 'clock' | 'map'>;

/** Searches in waves along the foreign keys, the stores of a wave at once, until nothing new turns up; then freezes the manifest, or says whom the search waits for. */
export function searchStores(deps: Deps) {
  const [plan, search] = [planSearch(deps), searchStore(deps)];
  return ({ requestId }: { requestId: string }): Promise<{ readonly next: SearchPlan['next'] }> =>
    inRounds(
      () => plan({ requestId }),
      ({ storeId }) => search({ requestId, storeId }),
    );
}
