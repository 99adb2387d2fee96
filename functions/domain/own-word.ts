import { later } from './civil-time';
import { type DataSubjectRequest, type EventOf, hasBareClaims, lastOf } from './data-subject-request';
import type { Desk } from './desk';
import type { LoggedEvent } from './events';
import { saidBy } from './staff-acts';
import type { Timer, TimerInput } from './timer';

/**
 * On whose word a request rests: who entered it, who noted that they know the person, who settled a doubt,
 * who vouched for what was named, who gave an address that nobody
 * has proven, who said whose some of it is or that it goes out after all; and the same of the request that
 * this one carries on. None of them approves it where somebody else
 * can. Ids, each once.
 */
export function vouchersOf(request: DataSubjectRequest): string[] {
  return [...new Set([...saidBy(request, 'who', 'data'), ...carriedWord(request)])];
}

/** Whether nothing but the word of staff, or of the person alone, leads to whose data is shown. */
export function restsOnWord(request: DataSubjectRequest): boolean {
  return saidBy(request, 'who').length + carriedWord(request).length > 0 || hasBareClaims(request);
}

function carriedWord({ log }: DataSubjectRequest): readonly string[] {
  return lastOf(log, 'carries-on')?.data.vouchedBy ?? [];
}

/** Entries that change what would be given or erased, or who asks. */
const CHANGES = /^(manifest|withheld|field|law|unread|contested|task|stores-given|ident|claim|search)/;

/**
 * Noted where an announced approval came to nothing: whoever gave it may decide no more, or somebody else may
 * as well.
 */
export const OWN_APPROVAL_VOID = 'own-approval';

/**
 * The approval of somebody on whose word the request rests, which waits before it counts; any change after it
 * voids it.
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
 * When an announced approval counts: counted from the last mail that told of it, so that nobody has less time
 * than was meant. Instant.
 */
export function announcedApprovalEndsAt(
  request: DataSubjectRequest,
  { waits }: Pick<Desk, 'waits'>,
): string | undefined {
  const announced = announcedApproval(request);
  if (!announced) return undefined;
  const key = announcementKey(announced);
  const told = request.log.findLast((e) => e.type === 'mailed' && `${e.data.key}:`.startsWith(`${key}:`));
  return later((told ?? announced).at, waits.ownApproval, request.received.zone);
}

export function ownApprovalTimers({ request, desk }: TimerInput): Timer[] {
  const announced = announcedApproval(request);
  const at = announcedApprovalEndsAt(request, desk);
  return announced && at
    ? [{ kind: 'carry-out-approval', key: `carry-out-approval-${announced.seq}`, at }]
    : [];
}
