import { plusDuration } from './civil-time';
import { type DataSubjectRequest, hasUnvouchedIdentifiers } from './data-subject-request';
import type { Desk } from './desk';
import type { LoggedEvent } from './events';
import { type EventOf, lastOf } from './log-entries';
import { staffBehind } from './staff-acts';
import type { Timer, TimerInput } from './timer';

/**
 * Ids of the staff on whose word a request rests, each once: who entered it, recorded that they know the
 * person, settled a doubt, vouched for a named identifier, gave an address that is not proven, or said whose
 * some of the data is or that it is disclosed after all; and the same for the request that this one carries
 * on. None of them approves it where somebody else can.
 */
export function staffWhoVouched(request: DataSubjectRequest): string[] {
  return [...new Set([...staffBehind(request, 'who', 'data'), ...carriedWord(request)])];
}

/** Whether only the word of staff, or of the requester alone, says whose data is shown. */
export function restsOnStaffWord(request: DataSubjectRequest): boolean {
  return (
    staffBehind(request, 'who').length + carriedWord(request).length > 0 || hasUnvouchedIdentifiers(request)
  );
}

function carriedWord({ log }: DataSubjectRequest): readonly string[] {
  return lastOf(log, 'carries-on')?.data.vouchedBy ?? [];
}

/** Entries that change what would be given or erased, or who asks. */
const CHANGES = /^(manifest|withheld|field|law|unread|contested|task|stores-given|ident|claim|search)/;

/**
 * Recorded where an announced approval became void: its author may decide no more, or somebody else may as
 * well.
 */
export const OWN_APPROVAL_VOID = 'own-approval';

/**
 * The approval of a member of staff on whose word the request rests, which waits before it counts; any change
 * after it voids it.
 */
export function announcedApproval(request: DataSubjectRequest): EventOf<'approval-announced'> | undefined {
  const announced = lastOf(request.log, 'approval-announced');
  const after = request.log.slice(announced?.seq);
  const stands = request.status === 'awaiting-decision' && !after.some(voidsApproval);
  return stands ? announced : undefined;
}

function voidsApproval(event: LoggedEvent): boolean {
  return CHANGES.test(event.type) || (event.type === 'reminded' && event.data.what === OWN_APPROVAL_VOID);
}

/** Key of a mail about it; `whom` tells several apart. */
export function announcementKey({ seq }: EventOf<'approval-announced'>, whom = ''): string {
  return `approval-announced-${seq}${whom && `:${whom}`}`;
}

/**
 * Instant at which an announced approval counts: from the last mail about it, so that everybody has the full
 * time.
 */
export function announcedApprovalEndsAt(
  request: DataSubjectRequest,
  { waits }: Pick<Desk, 'waits'>,
): string | undefined {
  const announced = announcedApproval(request);
  if (!announced) return undefined;
  const key = announcementKey(announced);
  const told = request.log.findLast((e) => e.type === 'mailed' && `${e.data.key}:`.startsWith(`${key}:`));
  return plusDuration((told ?? announced).at, waits.ownApproval, request.received.zone);
}

export function ownApprovalTimers({ request, desk }: TimerInput): Timer[] {
  const announced = announcedApproval(request);
  const at = announcedApprovalEndsAt(request, desk);
  return announced && at
    ? [{ kind: 'carry-out-approval', key: `carry-out-approval-${announced.seq}`, at }]
    : [];
}
