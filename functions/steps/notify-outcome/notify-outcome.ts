import { closeRequestLog } from '../../casework/driver/close';
import { recordHandOver } from '../../casework/driver/record-hand-over';
import { contestedUnclear } from '../../domain/contested-rows';
import {
  type DataSubjectRequest,
  hasHappened,
  isApproved,
  isWithdrawn,
  staffFinish,
  wasMailed,
} from '../../domain/data-subject-request';
import { OUTCOME_KEY } from '../../domain/held-mails';
import { lastOf } from '../../domain/log-entries';
import { isReview, rights } from '../../domain/rights';
import { carryOn } from './carry-on';
import { notifyAccess } from './notify-access';
import { notifyCorrection } from './notify-correction';
import type { NotifyDeps } from './notify-deps';
import {
  notifyNothingFound,
  notifyRefusal,
  notifyStaffOutcome,
  notifyWithdrawn,
  staffLetterKey,
} from './notify-endings';
import { notifyErasure } from './notify-erasure';
import { notifyOptOut } from './notify-opt-out';
import { notifyReview } from './notify-review';

export interface NotifyNext {
  /**
   * `by-person`: something was left open that one of the staff has to write about. `check-proof`: the copy is
   * not made yet, since the requester has just typed a proof.
   */
  readonly next: 'by-person' | 'check-proof' | 'done';
}

/**
 * Mails the requester the outcome: once, in words, with what was not done and why, and where to complain.
 * Then closes the request, unless its stores are to be read a second time.
 */
export async function notifyOutcome(
  deps: NotifyDeps,
  { requestId }: { requestId: string },
): Promise<NotifyNext> {
  const request = await deps.register.load(requestId);
  const notify = notifierFor(request);
  if (notify === notifyAccess && isUnmade(request)) return { next: 'check-proof' };
  const key = staffFinish(request) && notify !== notifyWithdrawn ? staffLetterKey(request) : OUTCOME_KEY;
  if (request.status !== 'closed' && notify !== notifyWithdrawn) await carryOn(deps, request);
  if (request.status !== 'closed' && !wasMailed(request, key) && !isShownElsewhere(request, notify))
    await notify(deps, request);
  if (notify === notifyAccess && (await leaveToStaff(deps, requestId))) return { next: 'by-person' };
  if (notify !== notifyErasure) await closeRequestLog(deps, requestId);
  return { next: 'done' };
}

/**
 * The copy waits for the comparison of what the requester typed meanwhile. A request that ended before the
 * copy was made gets the mail of its own ending.
 */
function isUnmade(request: DataSubjectRequest): boolean {
  return request.status === 'fulfilling' && !hasHappened(request, 'package-made');
}

/** A copy whose mail said that staff still look into a part does not end before they have. */
async function leaveToStaff(deps: NotifyDeps, requestId: string): Promise<boolean> {
  const isLeft = (request: DataSubjectRequest) =>
    contestedUnclear(request).length > 0 && !hasHappened(request, 'handed-to-staff');
  const after = await recordHandOver(
    deps,
    { requestId, commandId: 'unfinished', reason: 'unfinished' },
    isLeft,
  );
  return after.status === 'with-staff';
}

/** An opt-out by signal gets no mail: the shop shows its status to the customer who is signed in. */
function isShownElsewhere({ received }: DataSubjectRequest, notify: Notify): boolean {
  return received.channel === 'signal' && notify === notifyOptOut;
}

type Notify = (deps: NotifyDeps, request: DataSubjectRequest) => Promise<void>;

function notifierFor(request: DataSubjectRequest): Notify {
  if (isWithdrawn(request)) return notifyWithdrawn;
  if (staffFinish(request)) return isReview(request.right) ? notifyReview : notifyStaffOutcome;
  if (lastOf(request.log, 'decided')?.data.decision === 'refused') return notifyRefusal;
  if (rights[request.right].carriedOut === 'opt-out') return notifyOptOut;
  if (!isApproved(request)) return notifyNothingFound;
  if (rights[request.right].carriedOut === 'correction') return notifyCorrection;
  return request.right === 'erasure' ? notifyErasure : notifyAccess;
}
