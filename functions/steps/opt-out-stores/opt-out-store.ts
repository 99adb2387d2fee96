import { callStore } from '../../casework/evidence/call-store';
import { recordIfUnavailable } from '../../casework/evidence/record-if-unavailable';
import { requesterFacts } from '../../casework/evidence/requester-facts';
import { assertOpen, type DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { Identities } from '../../domain/finding';
import { spellings } from '../../domain/identity-values';
import { allOf } from '../../domain/log-entries';
import { optOutSearches } from '../../domain/opt-out-searches';

type Deps = Pick<DeskDeps, 'register' | 'vault' | 'stores' | 'map'>;

/** Sets the opt-out fields of one store. A store that is down does not hold up the others. */
export async function optOutStore(
  deps: Deps,
  { requestId, storeId }: { requestId: string; storeId: string },
): Promise<{ done: true }> {
  const request = assertOpen(await deps.register.load(requestId));
  const done = allOf(request.log, 'opted-out').some((e) => e.data.storeId === storeId);
  if (!done) {
    await recordIfUnavailable(deps, { requestId, storeId, phase: 'opt-out' }, () =>
      optOut(deps, request, storeId),
    );
  }
  return { done: true };
}

async function optOut(deps: Deps, request: DataSubjectRequest, storeId: string): Promise<void> {
  const { email } = await requesterFacts(deps, request);
  const identities: Identities = { email: email === undefined ? [] : spellings('email', email) };
  const store = deps.map.stores.find((s) => s.storeId === storeId);
  const searches = store ? optOutSearches(store, request.right, identities) : [];
  const receipt = await callStore(deps, storeId, { op: 'opt-out', searches, right: request.right });
  await deps.register.append(request.requestId, `opt-out-${storeId}`, () => ({
    type: 'opted-out',
    data: { storeId, found: receipt.found, changed: receipt.changed },
    actor: { kind: 'desk' },
  }));
}
