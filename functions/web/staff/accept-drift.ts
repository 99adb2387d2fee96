import { allOf, type DataSubjectRequest, mayAcceptDrift, seqOf } from '../../domain/data-subject-request';
import { collectionOf } from '../../domain/locate-plan';
import { storeTitle } from '../../domain/open-work';
import { wake } from '../../driving/wake';
import type { FormTarget } from '../../pages/form-parts';
import type { DriftFacts } from '../../pages/staff/drift-card';
import { totpNeed } from '../../totp/staff-totp';
import type { Fields } from '../form-fields';
import { confirmProblem } from './decide/confirm-act';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-link';

/** Where an erasure stopped, and whether it may go on with what came since the approval. */
export async function driftFacts(
  deps: StaffDeps,
  page: StaffPage,
  form: FormTarget,
): Promise<{ drift?: DriftFacts }> {
  const { request } = page;
  const drifts = openDrifts(request);
  if (drifts.length === 0) return {};
  const stopped = drifts.map(({ storeId, reason, collections = [] }) => ({
    store: storeTitle(deps.map, storeId),
    reason,
    collections: collections.map(({ collection, rows }) => ({
      title: collectionOf(deps.map, storeId, collection)?.title ?? collection,
      rows,
    })),
  }));
  if (!mayAccept(request)) return { drift: { stopped } };
  return { drift: { stopped, accept: { form, confirmation: await totpNeed(deps, page) } } };
}

function openDrifts(request: DataSubjectRequest) {
  const accepted = seqOf(request, 'drift-accepted');
  return allOf(request.log, 'erasure-drifted')
    .filter((e) => e.seq > accepted)
    .map((e) => e.data);
}

/** A colleague who took it over for another reason finishes it by hand. */
function mayAccept(request: DataSubjectRequest): boolean {
  const handed = allOf(request.log, 'handed-to-staff').at(-1);
  return request.status === 'with-staff' && handed?.data.reason === 'drift' && mayAcceptDrift(request);
}

/** Lets the erasure go on with what came since, if the app confirms it. */
export async function acceptDrift(
  deps: StaffDeps,
  page: StaffPage,
  fields: Fields,
): Promise<
  { readonly errors: Record<string, string> } | { readonly done: 'drift-accepted' | 'already-decided' }
> {
  const { request, staff } = page;
  const { requestId } = request;
  const commandId = `accept-drift-${seqOf(request, 'erasure-drifted')}`;
  if (request.log.some((e) => e.commandId === commandId)) return { done: 'drift-accepted' };
  if (!mayAccept(request)) return { done: 'already-decided' };
  const errors = await confirmProblem(deps, page, { act: 'accept', factor: 'totp', fields });
  if (errors) return { errors };
  const after = await deps.register.append(requestId, commandId, (now) =>
    mayAccept(now)
      ? { type: 'drift-accepted', data: { staffId: staff.id }, actor: { kind: 'staff', id: staff.id } }
      : undefined,
  );
  const accepted = after.log.some((e) => e.commandId === commandId);
  if (accepted) await wake(deps, requestId);
  return { done: accepted ? 'drift-accepted' : 'already-decided' };
}
