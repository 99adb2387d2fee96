import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { isForAnother } from '../../domain/hand-over-reason';
import { optOutSearches } from '../../domain/opt-out-searches';
import { RESTRICTION_MARK } from '../../domain/restriction-marks';
import { callStore } from './call-store';
import { identitiesOf } from './requester-facts';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'stores' | 'map'>;

/** Records that were found under what the person proved, and those of them that changed. */
export interface Marked {
  readonly found: number;
  readonly changed: number;
}

/**
 * Sets or removes the field that marks records as restricted in one store. Records are found as for an
 * opt-out: directly by what the person told us, without following keys. Repeating it is harmless. Nothing is
 * marked when somebody asks for another person, since the address is the agent's. Throws what the store
 * threw.
 */
export async function markRestriction(
  deps: Deps,
  request: DataSubjectRequest,
  { storeId, on }: { readonly storeId: string; readonly on: boolean },
): Promise<Marked> {
  if (isForAnother(request.received)) return { found: 0, changed: 0 };
  const right = on ? RESTRICTION_MARK.on : RESTRICTION_MARK.off;
  const store = deps.map.stores.find((one) => one.storeId === storeId);
  const searches = store ? optOutSearches(store, right, await identitiesOf(deps, request)) : [];
  if (searches.length === 0) return { found: 0, changed: 0 };
  const { found, changed } = await callStore(deps, storeId, { op: 'opt-out', searches, right });
  return { found, changed };
}
