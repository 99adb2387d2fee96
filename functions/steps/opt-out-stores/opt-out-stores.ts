import { runRounds } from '../../casework/driver/store-rounds';
import type { DeskDeps } from '../../domain/desk-deps';
import { optOutStore } from './opt-out-store';
import { type OptOutPlan, planOptOut } from './plan-opt-out';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'stores' | 'map'>;

/**
 * Sets the opt-out fields in every store that has one, several stores at a time. What no machine can set goes
 * to staff.
 */
export function optOutStores(
  deps: Deps,
  { requestId }: { requestId: string },
): Promise<{ readonly next: OptOutPlan['next'] }> {
  return runRounds(
    () => planOptOut(deps, { requestId }),
    ({ storeId }) => optOutStore(deps, { requestId, storeId }),
  );
}
