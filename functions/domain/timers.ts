import { afterErasureTimers } from './after-erasure';
import { downloadIssue, isAnswerFileGone } from './answer-file';
import { plusDuration } from './civil-time';
import { type DataSubjectRequest, hasHappened, isWithdrawn, wasMailed } from './data-subject-request';
import { addressTimers, driverTimers, fallbackTimers, questionTimers } from './driver-timers';
import { acknowledgeTimers, staffTimers, taskTimers, undatedTimers } from './due-date-timers';
import { dueDates } from './due-dates';
import { noticeTimers } from './erasure-notice';
import { erasureQueueTimers } from './erasure-queue-timers';
import { failureReportTimers, withRetryWait } from './failed-timers';
import { heldAndListedTimers } from './held-and-listed-timers';
import { identifierTimers } from './identifier-timers';
import { letterTimers } from './letter-timers';
import { allOf, lastOf } from './log-entries';
import { isHistoryLost } from './lost-history';
import { hasNewerEvents } from './newer-events';
import { progressTimers } from './progress-mails';
import { proofTimers } from './proof-timers';
import { promiseTimers } from './recipient-promises';
import { recordEndsAt } from './record-end';
import { redateTimers } from './redate-timers';
import { asRedated } from './redated-request';
import { restrictionTimers } from './restriction-timers';
import { settlementTimers } from './settlement-timers';
import { ownApprovalTimers } from './staff-vouching';
import { storeTimers } from './store-timers';
import { stubTimers } from './stub-end';
import type { Timer, TimerContext, TimerInput, TimerKind } from './timer';
import { unclearTimers } from './unclear-timers';
import { unreachedTimers, unverifiedNoticeTimers, verificationTimers } from './verification-timers';

/** What the watch may do after newer code wrote to the log: nothing but notify staff. */
const whileAhead: ReadonlySet<TimerKind> = new Set<TimerKind>([
  'remind-staff',
  'remind-task',
  'overdue',
  'tell-failed',
  'tell-undated',
  'date-anew',
]);

/**
 * What it may do while entries are lost: confirm the receipt and raise alarms. A reminder would ask for what
 * may be done already.
 */
export const whileLost: ReadonlySet<TimerKind> = new Set<TimerKind>([
  'acknowledge',
  'overdue',
  'tell-failed',
  'tell-undated',
  'date-anew',
]);

/** All timers of a request that are still to be carried out, unsorted. */
export function timersOf(request: DataSubjectRequest, context: TimerContext): Timer[] {
  const timers = computeTimers(request, context);
  if (isHistoryLost(request.log)) return timers.filter(({ kind }) => whileLost.has(kind));
  return hasNewerEvents(request.log) ? timers.filter(({ kind }) => whileAhead.has(kind)) : timers;
}

function computeTimers(written: DataSubjectRequest, context: TimerContext): Timer[] {
  const { zone } = written.received;
  const dates = dueDates(written, context.book);
  const now = context.clock?.now();
  const request = asRedated(written, context);
  const ends = dueDates(request, context.book);
  const t: TimerInput = { request, zone, desk: context.desk, book: context.book, dates, ends, now };
  const due = [
    ...redateTimers(written, context),
    ...pendingTimers(t),
    ...letterTimers(request),
    ...unclearTimers(t),
  ];
  const pending = due.filter((timer) => !wasDone(request, timer));
  const told = failureReportTimers(request, pending);
  return [...(pending.length > 0 ? pending : fallback(t)), ...told].map((timer) =>
    withRetryWait(written, timer, now),
  );
}

function pendingTimers(t: TimerInput): Timer[] {
  if (t.request.status === 'closed')
    return [
      ...queuedTimersOf(t),
      ...unverifiedNoticeTimers(t),
      ...unreachedTimers(t),
      ...collectionTimers(t),
      ...retentionTimers(t),
      ...afterErasureTimers(t),
      ...restrictionTimers(t),
      ...settlementTimers(t),
      ...promiseTimers(t),
      ...stubTimers(t),
    ];
  if (isWithdrawn(t.request)) return driverTimers(t);
  return [
    ...acknowledgeTimers(t),
    ...verificationTimers(t),
    ...identifierTimers(t),
    ...addressTimers(t),
    ...heldAndListedTimers(t),
    ...storeTimers(t),
    ...givenUpTimers(t),
    ...proofTimers(t),
    ...noticeTimers(t),
    ...erasureTimers(t),
    ...taskTimers(t),
    ...staffTimers(t),
    ...undatedTimers(t),
    ...erasureQueueTimers(t.request, t.zone),
    ...driverTimers(t),
    ...questionTimers(t),
    ...ownApprovalTimers(t),
    ...progressTimers(t),
    ...settlementTimers(t),
    ...promiseTimers(t),
  ];
}

function fallback(t: TimerInput): Timer[] {
  return t.request.status === 'closed' ? [] : fallbackTimers(t);
}

/**
 * The instant of the next check, by which the index is sorted. Newer code may know of an earlier one than
 * this code, so each sweep looks at its requests.
 */
export function nextCheckAt(request: DataSubjectRequest, context: TimerContext): string | undefined {
  if (hasNewerEvents(request.log)) return request.log.at(-1)?.at;
  return timersOf(request, context)
    .map((timer) => timer.at)
    .sort()[0];
}

function queuedTimersOf(t: TimerInput): Timer[] {
  return heldAndListedTimers(t).filter((timer) => !wasDone(t.request, timer));
}

function wasDone(request: DataSubjectRequest, timer: Timer): boolean {
  return request.log.some((event) => event.commandId === timer.key);
}

/**
 * A timer of its own notifies staff of stores that the watch gave up, so that it is tried again when the mail
 * fails.
 */
function givenUpTimers({ request }: TimerInput): Timer[] {
  return allOf(request.log, 'stores-given-up')
    .filter((e) => e.commandId.startsWith('give-up-stores-'))
    .map(({ commandId, at }) => ({ kind: 'tell-given-up', key: `tell-${commandId}`, at }));
}

function erasureTimers({ request, desk, zone }: TimerInput): Timer[] {
  const timers: Timer[] = [];
  const erased = lastOf(request.log, 'store-erased');
  if (erased && request.status === 'fulfilling' && wasMailed(request, 'outcome')) {
    timers.push({
      kind: 'second-reading',
      key: 'second-reading',
      at: plusDuration(erased.at, desk.waits.secondCheckAfter, zone),
    });
  }
  return timers;
}

function collectionTimers({ request, desk, zone }: TimerInput): Timer[] {
  const made = lastOf(request.log, 'package-made') ?? lastOf(request.log, 'report-made');
  if (!made || isAnswerFileGone(request)) return [];
  const reports = downloadIssue(request);
  const timers: Timer[] = [
    {
      kind: 'expire-package',
      key: reports === 1 ? 'expire-package' : `expire-package-${reports}`,
      at: plusDuration(made.at, desk.waits.packageKept, zone),
    },
  ];
  if (made.type === 'package-made' && !hasHappened(request, 'package-downloaded')) {
    timers.push({
      kind: 'remind-collection',
      key: 'remind-collection',
      at: plusDuration(made.at, 'P7D', zone),
    });
  }
  return timers.filter((timer) => !wasDone(request, timer));
}

function retentionTimers({ request, desk, zone }: TimerInput): Timer[] {
  const at = hasHappened(request, 'shredded') ? undefined : recordEndsAt(request, desk, zone);
  return at ? [{ kind: 'shred', key: 'shred', at }] : [];
}
