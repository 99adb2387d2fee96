import { recordHandOver } from '../../casework/driver/record-hand-over';
import { assertOpen, type DataSubjectRequest, hasHappened } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import type { HandOverReason } from '../../domain/event-facts';
import { handOverReason, isForAnother } from '../../domain/hand-over-reason';
import { allOf } from '../../domain/log-entries';
import { optOutStores } from '../../domain/opt-out-searches';
import { storesDown, storesGivenUp } from '../../domain/store-faults';

type Deps = Pick<DeskDeps, 'register' | 'map'>;

export type OptOutPlan =
  | { readonly next: 'opt-out'; readonly stores: readonly { readonly storeId: string }[] }
  | { readonly next: 'await-stores' | 'by-person' | 'done' };

/**
 * Decides which stores have a field that this right sets and have not set it yet. What no machine can set
 * goes to staff.
 */
export async function planOptOut(deps: Deps, { requestId }: { requestId: string }): Promise<OptOutPlan> {
  const request = assertOpen(await deps.register.load(requestId));
  if (hasHappened(request, 'staff-finished')) return { next: 'done' };
  if (request.status === 'with-staff') return { next: 'by-person' };
  if (isForAnother(request.received)) return handOver(deps, request);
  if (storesDown(request, 'opt-out').length > 0) return { next: 'await-stores' };
  const stores = pending(deps, request);
  if (stores.length > 0) return { next: 'opt-out', stores };
  return needsPerson(deps, request) ? handOver(deps, request) : { next: 'done' };
}

function pending(deps: Deps, request: DataSubjectRequest): { storeId: string }[] {
  const done = [...allOf(request.log, 'opted-out').map((e) => e.data.storeId), ...storesGivenUp(request)];
  return optOutStores(deps.map, request.right)
    .automatic.filter((storeId) => !done.includes(storeId))
    .map((storeId) => ({ storeId }));
}

/** True where no store can be set by the desk, or where the map says that a person must change one. */
function needsPerson(deps: Deps, request: DataSubjectRequest): boolean {
  const { automatic, manual } = optOutStores(deps.map, request.right);
  return manual.length > 0 || automatic.length === 0;
}

async function handOver(deps: Deps, request: DataSubjectRequest): Promise<OptOutPlan> {
  const { requestId } = request;
  await recordHandOver(deps, { requestId, commandId: 'opt-out-by-person', reason: reasonOf(request) });
  return { next: 'by-person' };
}

function reasonOf({ received }: DataSubjectRequest): HandOverReason {
  return (isForAnother(received) ? handOverReason(received) : undefined) ?? 'right-by-staff';
}
