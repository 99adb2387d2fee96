import { allOf, type DataSubjectRequest, mustBeOpen } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { storesDown, storesGivenUp } from '../../domain/open-work';
import { optOutStores } from '../../domain/opt-out-searches';

type Deps = Pick<DeskDeps, 'register' | 'map'>;

export type OptOutPlan =
  | { readonly next: 'opt-out'; readonly stores: readonly { readonly storeId: string }[] }
  | { readonly next: 'await-stores' | 'done' };

/** Which stores hold a field that this right sets, and have not set it yet. */
export function planOptOut(deps: Deps) {
  return async ({ requestId }: { requestId: string }): Promise<OptOutPlan> => {
    const request = mustBeOpen(await deps.register.load(requestId));
    if (storesDown(request, 'opt-out').length > 0) return { next: 'await-stores' };
    const stores = pending(deps, request);
    return stores.length > 0 ? { next: 'opt-out', stores } : { next: 'done' };
  };
}

function pending(deps: Deps, request: DataSubjectRequest): { storeId: string }[] {
  const done = [...allOf(request.log, 'opted-out').map((e) => e.data.storeId), ...storesGivenUp(request)];
  return optOutStores(deps.map, request.right)
    .filter((storeId) => !done.includes(storeId))
    .map((storeId) => ({ storeId }));
}
