import {
  type DataSubjectRequest,
  isApproved,
  isWithdrawn,
  lastOf,
  staffFinish,
  wasMailed,
} from '../../domain/data-subject-request';
import { rights } from '../../domain/rights';
import { close } from '../../driving/close';
import { notifyAccess } from './notify-access';
import { type NotifyDeps, OUTCOME } from './notify-deps';
import {
  notifyNothingFound,
  notifyRefusal,
  notifyStaffOutcome,
  notifyWithdrawn,
  staffLetterKey,
} from './notify-endings';
import { notifyErasure } from './notify-erasure';
import { notifyOptOut } from './notify-opt-out';

/** Tells the person how it ended: once, in words, with what was not done and why, and where to complain. Then closes the request, unless its stores are to be read a second time. */
export function notifyOutcome(deps: NotifyDeps) {
  return async ({ requestId }: { requestId: string }): Promise<{ done: true }> => {
    const request = await deps.register.load(requestId);
    const notify = letterFor(request);
    const key = notify === notifyStaffOutcome ? staffLetterKey(request) : OUTCOME;
    if (request.status !== 'closed' && !wasMailed(request, key)) await notify(deps, request);
    if (notify !== notifyErasure) await close(deps, requestId);
    return { done: true };
  };
}

type Notify = (deps: NotifyDeps, request: DataSubjectRequest) => Promise<void>;

function letterFor(request: DataSubjectRequest): Notify {
  if (isWithdrawn(request)) return notifyWithdrawn;
  if (staffFinish(request)) return notifyStaffOutcome;
  if (lastOf(request.log, 'decided')?.data.decision === 'refused') return notifyRefusal;
  if (rights[request.right].carriedOut === 'opt-out') return notifyOptOut;
  if (!isApproved(request)) return notifyNothingFound;
  return request.right === 'erasure' ? notifyErasure : notifyAccess;
}
