import { type DataSubjectRequest, type EventOf, hasBareClaims, lastOf } from './data-subject-request';
import type { Desk } from './desk';
import { later } from './due-dates';
import type { LoggedEvent } from './events';
import type { Timer, TimerInput } from './timers';

/** Entries with which a member of staff says who somebody is. */
const words = ['identity-verified', 'identity-doubt-settled', 'claim-vouched'];

/**
 * On whose word a request rests: who entered it, who noted that they know the person, who settled a doubt, who vouched for what was named, who said whose some of it is. None
 * of them approves it where somebody else can. Ids, each once.
 */
export function vouchersOf(request: DataSubjectRequest): string[] {
  const said = request.log.map((event) => isWordOnData(request, event) && event.data.staffId);
  return [...new Set([...namersOf(request), ...said].filter((id) => typeof id === 'string'))];
}

/** Those on whose word it rests who asks. */
function namersOf({ log, received }: DataSubjectRequest): (string | undefined)[] {
  const said = log.map(({ type, data }) =>
    words.includes(type) && 'staffId' in data ? data.staffId : undefined,
  );
  return [received.enteredBy, ...said].filter((id) => id !== undefined);
}

/** Whether somebody said of what is frozen now that it is, or is not, this person's. That nobody can tell is no word. */
function isWordOnData(
  { log }: DataSubjectRequest,
  event: LoggedEvent,
): event is EventOf<'contested-settled'> | EventOf<'field-classified'> {
  if (event.type === 'field-classified') return true;
  if (event.type !== 'contested-settled' || event.data.says === 'unclear') return false;
  return event.data.manifestVersion === lastOf(log, 'manifest-frozen')?.data.version;
}

/** Whether nothing but the word of staff, or of the person alone, leads to whose data is shown. */
export function restsOnWord(request: DataSubjectRequest): boolean {
  return namersOf(request).length > 0 || hasBareClaims(request);
}

/** Entries that change what would be given or erased, or who asks. */
const CHANGES = /^(manifest|withheld|field|unread|contested|task|stores-given|ident|claim|search)/;

/** Noted where an announced approval came to nothing: whoever gave it may decide no more, or somebody else may as well. */
export const OWN_APPROVAL_VOID = 'own-approval';

/** The approval of somebody on whose word the request rests, which waits before it counts; any change after it voids it. */
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

/** When an announced approval counts: counted from the last mail that told of it, so that nobody has less time than was meant. Instant. */
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
