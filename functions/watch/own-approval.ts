import { approvalEvent } from '../domain/approvals';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { NewEvent } from '../domain/events';
import { announcedApproval, announcedApprovalEndsAt } from '../domain/own-word';
import type { Timer } from '../domain/timers';
import { wake } from '../driving/wake';
import { tellOwnApproval } from '../mailing/tell-own-approval';
import { note, reminded, type WatchDeps } from './note-deed';

/**
 * Lets an approval count that was announced, once everybody was told and the wait is over. Who may decide is asked now: if the one who approved may no more, it counts for
 * nothing, and the request goes on waiting for a decision.
 */
export async function carryOutApproval(
  deps: WatchDeps,
  { requestId }: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  await tellOwnApproval(deps, requestId);
  const request = await deps.register.load(requestId);
  const endsAt = announcedApprovalEndsAt(request, deps.desk);
  if (endsAt && endsAt > deps.clock.now()) return;
  await note(deps, request, timer, (now) => decisionOf(deps, now));
  await wake(deps, requestId);
}

function decisionOf({ desk }: WatchDeps, now: DataSubjectRequest): NewEvent | undefined {
  const announced = announcedApproval(now)?.data;
  if (!announced) return undefined;
  const staff = desk.staff.find(({ id }) => id === announced.staffId);
  if (!staff?.may.includes('decide')) return reminded('own-approval');
  return approvalEvent(desk, now, staff, announced);
}
