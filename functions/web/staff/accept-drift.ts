import {
  allOf,
  type DataSubjectRequest,
  isDoubted,
  mayAcceptDrift,
  openDrifts,
  seqOf,
} from '../../domain/data-subject-request';
import type { DriftWay } from '../../domain/events';
import { collectionOf } from '../../domain/locate-plan';
import { storeTitle } from '../../domain/open-work';
import { wake } from '../../driving/wake';
import { countLeftOut } from '../../findings/approved-manifest';
import type { FormTarget } from '../../pages/form-parts';
import type { DriftFacts, GoOnAct } from '../../pages/staff/drift-card';
import { totpNeed } from '../../totp/staff-totp';
import type { Fields } from '../form-fields';
import { confirmProblem } from './decide/confirm-act';
import type { StaffDeps } from './staff-deps';
import type { StaffPage } from './staff-link';

/** By the value that the form of each way posts. */
const waysOn: Readonly<Record<GoOnAct, DriftWay | undefined>> = {
  accept: undefined,
  theirs: 'theirs',
  leave: 'leave',
};

/** Where an erasure stopped, and how it may go on. */
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
      name: collection,
      rows,
    })),
  }));
  const acts = (Object.keys(waysOn) as GoOnAct[]).filter((act) => mayAccept(request, waysOn[act]));
  if (acts.length === 0) return { drift: { stopped, inDoubt: isDoubted(request) } };
  return { drift: { stopped, goOn: { form, confirmation: await totpNeed(deps, page), acts } } };
}

/** A colleague who took it over for another reason finishes it by hand. */
function mayAccept(request: DataSubjectRequest, as: DriftWay | undefined): boolean {
  const handed = allOf(request.log, 'handed-to-staff').at(-1);
  return (
    request.status === 'with-staff' &&
    handed?.data.reason === 'drift' &&
    mayAcceptDrift(request, as) &&
    !isDoubted(request)
  );
}

/** Whether a form of the page lets the erasure go on. */
export function isGoOnAct(act: string | undefined): act is GoOnAct {
  return act !== undefined && Object.hasOwn(waysOn, act);
}

/** Lets the erasure go on as somebody who has looked says, if the app confirms it. */
export async function acceptDrift(
  deps: StaffDeps,
  page: StaffPage,
  act: GoOnAct,
  fields: Fields,
): Promise<
  | { readonly errors: Record<string, string> }
  | { readonly done: 'drift-accepted' | 'already-decided' | 'changed-meanwhile' }
> {
  const { request, staff } = page;
  const { requestId } = request;
  const as = waysOn[act];
  const commandId = `accept-drift-${seqOf(request, 'erasure-drifted')}`;
  if (request.log.some((e) => e.commandId === commandId)) return { done: 'drift-accepted' };
  if (isDoubted(request)) return { done: 'changed-meanwhile' };
  if (!mayAccept(request, as)) return { done: 'already-decided' };
  const errors = await confirmProblem(deps, page, { act, factor: 'totp', fields });
  if (errors) return { errors };
  const left = as === 'leave' ? { left: await countLeftOut(deps, request) } : {};
  const data = { staffId: staff.id, ...(as ? { as } : {}), ...left };
  const after = await deps.register.append(requestId, commandId, (now) =>
    mayAccept(now, as) ? { type: 'drift-accepted', data, actor: { kind: 'staff', id: staff.id } } : undefined,
  );
  const accepted = after.log.some((e) => e.commandId === commandId);
  if (accepted) await wake(deps, requestId);
  return { done: accepted ? 'drift-accepted' : 'already-decided' };
}
