import { wakeDriver } from '../casework/driver/wake';
import { acknowledge } from '../casework/mail/acknowledge';
import { proofLinksSent, sendFreshProofLink } from '../casework/mail/ask-for-proof';
import { handOverPaused } from '../casework/mail/hand-over-paused';
import { keepWrongDates } from '../casework/mail/mail-wrong-dates';
import { proveAddresses } from '../casework/mail/prove-addresses';
import { mailProveMore, proveMoreKeys } from '../casework/mail/prove-more';
import { type DataSubjectRequest, isAcknowledged } from '../domain/data-subject-request';
import type { NewEvent } from '../domain/events';
import { isAboutRows, openTasks } from '../domain/open-work';
import { storePhases, storesDown } from '../domain/store-faults';
import type { Timer, TimerKind } from '../domain/timer';
import { wasRefused } from '../domain/undelivered';
import { acknowledgeReceipt } from './acknowledge-receipt';
import { carryOutApproval } from './announced-approval';
import { checkQueue, mailQueueSkipped } from './check-queue';
import { expirePackage, remindCollection } from './collection';
import { mailDailyList } from './daily-list';
import { mailStrangersList } from './mail-strangers-list';
import { mailTimerFailed } from './mail-timer-failed';
import { mailMissingDate } from './missing-date';
import { repeatOpenQuestions } from './open-questions';
import { mailPutOffFailures } from './put-off-failures';
import { askRecipient, tellRecipientSilent } from './recipient-promises';
import { remindLetter } from './remind-letter';
import { remindOwner, remindStaff, tellOverdue } from './remind-staff';
import { endRestriction, lookAtRestriction, tellRestrictionEnding } from './restriction';
import { deleteStub, destroyRequestKey } from './retention';
import { mailReviewProgress, promptStaffForProgress } from './review-progress';
import { sendHeld } from './send-held';
import { askSettlement, tellSettlement } from './settlements';
import { destroyKeptKey, startReadLater } from './start-read-later';
import { mailStoresGivenUp } from './stores-given-up';
import { ifStillDue, recordTimerDone, reminded, type WatchDeps } from './timer-done';
import { mailUnclearRecipients } from './unclear-recipients';
import { mailUnreachedList } from './unreached-list';
import { closeUnverified, tellStaffUnverified, tellUnverified } from './unverified';

type TimerAction = (deps: WatchDeps, request: DataSubjectRequest, timer: Timer) => Promise<void>;

/**
 * The action of each kind of timer. Each appends an event whose command id is the timer's key, so it is done
 * once, by whichever sweep comes first.
 */
const timerActions: Readonly<Record<TimerKind, TimerAction>> = {
  acknowledge: acknowledgeReceipt,
  'remind-requester': async (deps, request, timer) => {
    if (isAcknowledged(request) || wasRefused(request, 'acknowledge'))
      await sendFreshProofLink(deps, request.requestId, proofLinksSent(request) + 1, timer.key);
    else await acknowledge(deps, request.requestId);
    await recordTimerDone(deps, request, timer, reminded('requester'));
  },
  'tell-staff-unverified': tellStaffUnverified,
  'close-unverified': closeUnverified,
  'tell-unverified': tellUnverified,
  'tell-unreached': mailUnreachedList,
  'lapse-identifiers': (deps, request, timer) =>
    recordAndWake(deps, request, timer, deskEvent('identifiers-lapsed', {})),
  'retry-stores': (deps, request, timer) =>
    recordAndWake(deps, request, timer, deskEvent('stores-retried', {})),
  'give-up-stores': (deps, request, timer) => recordAndWake(deps, request, timer, giveUpEvent),
  'tell-given-up': mailStoresGivenUp,
  'remind-proof': async (deps, request, timer) => {
    await mailProveMore(deps, request, proveMoreKeys.reminder);
    await recordTimerDone(deps, request, timer, reminded('proof'));
  },
  'end-erasure-notice': (deps, request, timer) =>
    recordAndWake(deps, request, timer, deskEvent('erasure-notice-ended', {})),
  'hand-over-paused': async (deps, request) => {
    await handOverPaused(deps, request);
    await wakeDriver(deps, request.requestId);
  },
  'second-reading': (deps, request, timer) =>
    recordAndWake(deps, request, timer, deskEvent('second-reading-due', {})),
  'remind-staff': remindStaff,
  'remind-task': remindOwner,
  overdue: tellOverdue,
  'carry-out-approval': carryOutApproval,
  'remind-collection': remindCollection,
  'expire-package': expirePackage,
  'check-driver': async (deps, request, timer) => {
    await wakeDriver(deps, request.requestId);
    await recordTimerDone(deps, request, timer, reminded('driver'));
  },
  'ask-again': repeatOpenQuestions,
  'prove-addresses': proveAgain,
  'send-held': sendHeld,
  'tell-recipients': mailDailyList,
  'tell-strangers': mailStrangersList,
  'tell-unclear': mailUnclearRecipients,
  'read-later': startReadLater,
  'end-kept': startReadLater,
  'shred-kept': destroyKeptKey,
  shred: destroyRequestKey,
  'end-stub': deleteStub,
  'tell-failed': mailTimerFailed,
  'check-queue': checkQueue,
  'tell-passed-over': mailQueueSkipped,
  'tell-undelivered': mailPutOffFailures,
  'remind-letter': remindLetter,
  'tell-undated': mailMissingDate,
  'remind-progress': promptStaffForProgress,
  'tell-progress': mailReviewProgress,
  'look-at-restriction': lookAtRestriction,
  'tell-restriction-ending': tellRestrictionEnding,
  'end-restriction': endRestriction,
  'lift-marks': startReadLater,
  'ask-settlement': askSettlement,
  'tell-settlement': tellSettlement,
  'check-settled': startReadLater,
  'tell-settled': startReadLater,
  'ask-recipient': askRecipient,
  'tell-recipient-silent': tellRecipientSilent,
  'date-anew': async (deps, request, timer) => {
    await keepWrongDates(deps, request);
    await recordTimerDone(deps, request, timer, reminded('clock'));
  },
};

export function carryOutTimer(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  return timerActions[timer.kind](deps, request, timer);
}

async function proveAgain(deps: WatchDeps, request: DataSubjectRequest, timer: Timer): Promise<void> {
  await proveAddresses(deps, request.requestId);
  await recordTimerDone(deps, request, timer, reminded('addresses'));
}

async function recordAndWake(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
  event: Parameters<typeof recordTimerDone>[3],
): Promise<void> {
  await recordTimerDone(deps, request, timer, ifStillDue(deps, timer, event));
  await wakeDriver(deps, request.requestId);
}

function deskEvent<T extends NewEvent['type']>(
  type: T,
  data: Extract<NewEvent, { type: T }>['data'],
): NewEvent {
  return { type, data, actor: { kind: 'desk' } } as NewEvent;
}

/** By the log as it is when the event is written: a store that came back meanwhile is not given up. */
function giveUpEvent(request: DataSubjectRequest): NewEvent | undefined {
  const open = openTasks(request);
  const unanswered = open.filter(({ kind }) => !isAboutRows(kind)).map((task) => task.storeId);
  const down = storePhases.flatMap((phase) => storesDown(request, phase));
  const storeIds = [...new Set([...down, ...unanswered])];
  const tasks = open.filter(({ kind }) => isAboutRows(kind)).map((task) => task.taskId);
  if (storeIds.length + tasks.length === 0) return undefined;
  return deskEvent('stores-given-up', { storeIds, ...(tasks.length > 0 ? { tasks } : {}) });
}
