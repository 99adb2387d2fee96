import {
  allOf,
  type DataSubjectRequest,
  type EventOf,
  hasBareClaims,
  lastOf,
  seqOf,
} from './data-subject-request';
import type { Desk } from './desk';
import { later } from './due-dates';
import type { EventType } from './events';
import type { Timer, TimerInput } from './timers';

/**
 * On whose word a request rests: who entered it, who noted that they know the person, who settled a doubt, who vouched for what was named. None of them approves it where
 * somebody else can. Ids, each once.
 */
export function vouchersOf(request: DataSubjectRequest): string[] {
  const { log, received } = request;
  const known = allOf(log, 'identity-verified').map(({ data }) => data.staffId);
  const settled = [...allOf(log, 'identity-doubt-settled'), ...allOf(log, 'claim-vouched')];
  const ids = [received.enteredBy, ...known, ...settled.map(({ data }) => data.staffId)];
  return [...new Set(ids.filter((id) => id !== undefined))];
}

/** Whether nothing but the word of staff, or of the person alone, leads to whose data is shown. */
export function restsOnWord(request: DataSubjectRequest): boolean {
  return vouchersOf(request).length > 0 || hasBareClaims(request);
}

/** What changes what would be given or erased, or who asks: an approval that was announced before it counts no more. */
const changes: readonly EventType[] = [
  'manifest-frozen',
  'withheld',
  'field-classified',
  'unread-settled',
  'contested-settled',
  'task-answered',
  'stores-given-up',
  'identity-doubted',
  'identity-doubt-settled',
  'claim-vouched',
  'identifier-proven',
  'search-renewed',
];

/** The approval of somebody on whose word the request rests, which waits before it counts. */
export function announcedApproval(request: DataSubjectRequest): EventOf<'approval-announced'> | undefined {
  const announced = lastOf(request.log, 'approval-announced');
  const stands = announced && changes.every((type) => seqOf(request, type) < announced.seq);
  return stands && request.status === 'awaiting-decision' ? announced : undefined;
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
  const told = allOf(request.log, 'mailed').filter(
    ({ data }) => data.key === key || data.key.startsWith(`${key}:`),
  );
  const from = [announced.at, ...told.map(({ at }) => at)].sort().at(-1) ?? announced.at;
  return later(from, waits.ownApproval, request.received.zone);
}

export function ownApprovalTimers({ request, desk }: TimerInput): Timer[] {
  const announced = announcedApproval(request);
  const at = announcedApprovalEndsAt(request, desk);
  return announced && at
    ? [{ kind: 'carry-out-approval', key: `carry-out-approval-${announced.seq}`, at }]
    : [];
}
