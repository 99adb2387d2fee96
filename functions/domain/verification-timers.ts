import { civilDateOf, minusDuration, plusDuration, startOfDay } from './civil-time';
import { type DataSubjectRequest, hasHappened, wasMailed } from './data-subject-request';
import { allOf, type EventOf, lastOf } from './log-entries';
import { proofLinkKinds } from './proof-links';
import { MORNING, type Timer, type TimerInput } from './timer';
import { addressRevision, REMIND_REQUESTER } from './undelivered';
import { isOutOfReach, proofRetryAt } from './unreachable';

/** While the code is not typed: a reminder, a message to staff, and the end before the legal date. */
export function verificationTimers({ request, desk, ends, zone }: TimerInput): Timer[] {
  if (request.status !== 'awaiting-verification') return [];
  const read = lastOf(request.log, 'form-read');
  const from = (read ?? lastOf(request.log, 'received'))?.at ?? request.received.receivedAt;
  const close = minusDuration(ends.latestEndsAt, desk.waits.unverifiedNoticeBefore, zone);
  // A requester who could be asked for proof only late, or gives it late, gets the lifetime of a link; after
  // the legal date the alarm is raised meanwhile.
  const asked =
    [firstLinkAt(request) ?? from, lastOf(request.log, 'reopened')?.at ?? ''].sort().at(-1) ?? from;
  const soonest = plusDuration(asked, desk.waits.linkLife, zone);
  return [
    {
      kind: 'remind-requester',
      key: REMIND_REQUESTER,
      at: plusDuration(from, desk.waits.remindRequesterAfter, zone),
    },
    ...proofRetryTimers(request),
    {
      kind: 'tell-staff-unverified',
      key: 'tell-staff-unverified',
      at: plusDuration(from, desk.waits.tellStaffUnverifiedAfter, zone),
    },
    {
      kind: 'close-unverified',
      key: closeKey(request),
      at: close < soonest ? soonest : close,
    },
  ];
}

/** A mailbox that was full may have room a day later. Once for each address. */
function proofRetryTimers(request: DataSubjectRequest): Timer[] {
  const at = proofRetryAt(request);
  const key = [REMIND_REQUESTER, 'again', addressRevision(request)].filter(Boolean).join('-');
  return at ? [{ kind: 'remind-requester', key, at }] : [];
}

/**
 * When the first link was sent to the address that counts now; links to earlier ones prove nothing. Before
 * any was sent, when that address was named.
 */
function firstLinkAt({ log }: DataSubjectRequest): string | undefined {
  const named = log.findLast(({ type }) => type === 'address-given' || type === 'form-read');
  const links = allOf(log, 'mailed').filter(({ data }) => proofLinkKinds.includes(data.kind));
  return (links.find(({ seq }) => seq > (named?.seq ?? 0)) ?? named)?.at;
}

/** A request that was reopened can be closed a second time. */
function closeKey(request: DataSubjectRequest): string {
  return `close-unverified-${allOf(request.log, 'reopened').length}`;
}

/**
 * The notice of a request that the watch has just closed as unverified; in old logs it was mailed before the
 * end, under the same key.
 */
export function unverifiedNoticeTimers({ request }: TimerInput): Timer[] {
  const closed = lastOf(request.log, 'closed');
  if (!closed?.commandId.startsWith('close-unverified-') || hasHappened(request, 'shredded')) return [];
  if (wasMailed(request, closed.commandId)) return [];
  return [{ kind: 'tell-unverified', key: `tell-${closed.commandId}`, at: closed.at }];
}

/**
 * Staff read once, in the list of the next morning, of a request that ended without any mail having reached
 * its requester.
 */
export function unreachedTimers({ request, zone }: TimerInput): Timer[] {
  const closed = endedUnreached(request);
  if (!closed || hasHappened(request, 'shredded')) return [];
  return [{ kind: 'tell-unreached', key: unreachedKey(closed), at: nextMorning(closed.at, zone) }];
}

function nextMorning(at: string, zone: string): string {
  const day = civilDateOf(at, zone);
  const morning = startOfDay(day.toString(), zone, MORNING);
  return morning > at ? morning : startOfDay(day.add({ days: 1 }).toString(), zone, MORNING);
}

/** Command id that records that staff read of this end. */
export function unreachedKey({ commandId }: EventOf<'closed'>): string {
  return `unreached-${commandId}`;
}

/** The end of a request that the watch closed as unverified, where no mail had arrived by then. */
export function endedUnreached(request: DataSubjectRequest): EventOf<'closed'> | undefined {
  const closed = lastOf(request.log, 'closed');
  if (request.status !== 'closed' || !closed?.commandId.startsWith('close-unverified-')) return undefined;
  const before = { ...request, log: request.log.filter(({ seq }) => seq < closed.seq) };
  return isOutOfReach(before, closed.at) ? closed : undefined;
}
