import { wakeDriver } from '../casework/driver/wake';
import { whoAsks } from '../casework/evidence/own-request';
import { mailOwnApproval } from '../casework/mail/mail-own-approval';
import { approvalEvent, approverWay } from '../domain/approvals';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { NewEvent } from '../domain/events';
import { announcedApproval, announcedApprovalEndsAt, OWN_APPROVAL_VOID } from '../domain/staff-vouching';
import type { Timer } from '../domain/timer';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/**
 * Makes an announced approval count, once everybody was told and the wait is over. Who may decide is checked
 * now: if the one who approved no longer may, or somebody else may as well, the approval does not count,
 * those who may decide are asked, and the request goes on waiting for them.
 */
export async function carryOutApproval(
  deps: WatchDeps,
  { requestId }: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await mailOwnApproval(deps, requestId);
  const request = await deps.register.load(requestId);
  const endsAt = announcedApprovalEndsAt(request, deps.desk);
  if (endsAt && endsAt > deps.clock.now()) return;
  const asking = await whoAsks(deps, request);
  await recordTimerDone(deps, request, timer, (now) => decisionOf(deps, now, asking));
  await wakeDriver(deps, requestId);
}

function decisionOf(
  { desk }: WatchDeps,
  now: DataSubjectRequest,
  asking: readonly string[],
): NewEvent | undefined {
  const announced = announcedApproval(now)?.data;
  if (!announced) return undefined;
  const staff = desk.staff.find(({ id }) => id === announced.staffId);
  if (!staff?.may.includes('decide') || approverWay(desk, now, staff, asking).kind === 'others')
    return reminded(OWN_APPROVAL_VOID);
  return approvalEvent(desk, now, staff, announced);
}
