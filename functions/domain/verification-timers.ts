import { allOf, type DataSubjectRequest, hasHappened, lastOf, wasMailed } from './data-subject-request';
import { earlier, later } from './due-dates';
import type { Timer, TimerInput } from './timers';
import { REMIND_REQUESTER } from './undelivered';

/** While nobody has typed the code: a reminder, a word to staff, and the end before the legal date. */
export function verificationTimers({ request, desk, ends, zone }: TimerInput): Timer[] {
  if (request.status !== 'awaiting-verification') return [];
  const read = lastOf(request.log, 'form-read');
  const from = (read ?? lastOf(request.log, 'received'))?.at ?? request.received.receivedAt;
  const close = earlier(ends.latestEndsAt, desk.waits.unverifiedNoticeBefore, zone);
  // Whoever could be asked for proof only late, or gives it late, gets as long as a link lives; past the date the alarm rings meanwhile.
  const asked =
    [firstLinkAt(request) ?? from, lastOf(request.log, 'reopened')?.at ?? ''].sort().at(-1) ?? from;
  const soonest = later(asked, desk.waits.linkLife, zone);
  return [
    {
      kind: 'remind-requester',
      key: REMIND_REQUESTER,
      at: later(from, desk.waits.remindRequesterAfter, zone),
    },
    {
      kind: 'tell-staff-unverified',
      key: 'tell-staff-unverified',
      at: later(from, desk.waits.tellStaffUnverifiedAfter, zone),
    },
    {
      kind: 'close-unverified',
      key: closeKey(request),
      at: close < soonest ? soonest : close,
    },
  ];
}

/** Kinds of the mails with a link and a code that prove the mailbox. */
export const withProofLink: readonly string[] = [
  'acknowledge-and-verify',
  'verify-reminder',
  'unverified-notice',
];

/** When the first link left for the address that counts now; links to one before prove nothing. Where none has left yet, when that address was named. */
function firstLinkAt({ log }: DataSubjectRequest): string | undefined {
  const named = log.findLast(({ type }) => type === 'address-given' || type === 'form-read');
  const links = allOf(log, 'mailed').filter(({ data }) => withProofLink.includes(data.kind));
  return (links.find(({ seq }) => seq > (named?.seq ?? 0)) ?? named)?.at;
}

/** A request that was reopened can be closed a second time. */
function closeKey(request: DataSubjectRequest): string {
  return `close-unverified-${allOf(request.log, 'reopened').length}`;
}

/** The notice of a request that the watch has just closed as unverified; old logs have it mailed before the end, under the same key. */
export function unverifiedNoticeTimers({ request }: TimerInput): Timer[] {
  const closed = lastOf(request.log, 'closed');
  if (!closed?.commandId.startsWith('close-unverified-') || hasHappened(request, 'shredded')) return [];
  if (wasMailed(request, closed.commandId)) return [];
  return [{ kind: 'tell-unverified', key: `tell-${closed.commandId}`, at: closed.at }];
}
