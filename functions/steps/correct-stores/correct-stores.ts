import { runRounds } from '../../casework/driver/store-rounds';
import type { DeskDeps } from '../../domain/desk-deps';
import { correctStore } from './correct-store';
import { type CorrectionNext, planCorrections } from './plan-corrections';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'stores' | 'map'>;

/**
 * Writes an approved correction into every store, several at a time, after those who must know of it
 * beforehand had time to object. What no machine can write goes to staff.
 */
export function correctStores(
  deps: Deps,
  { requestId }: { requestId: string },
): Promise<{ readonly next: CorrectionNext['next'] }> {
  return runRounds(
    () => planCorrections(deps, { requestId }),
    ({ storeId }) => correctStore(deps, { requestId, storeId }),
  );
}
