import type { DataSubjectRequest } from '../domain/data-subject-request';
import { dueDates } from '../domain/due-dates';
import type { TimerFault } from '../domain/event-facts';
import { failuresOf, openFailures, type TimerFailure } from '../domain/failed-timers';
import type { Timer, TimerKind } from '../domain/timer';
import { timersOf } from '../domain/timers';
import { mailStaffTask } from './mail-staff-task';
import { recordTimerDone, reminded, type WatchDeps } from './timer-done';

/** What the timer action does, as a clause. */
const actionClauses: Readonly<Record<TimerKind, string>> = {
  acknowledge: 'confirm the receipt to the person',
  'remind-requester': 'remind the person of the code',
  'tell-staff-unverified': 'tell you that nobody has proven who asked',
  'close-unverified': 'tell the person that we could not verify them, and close the request',
  'lapse-identifiers': 'go on without the address that we asked the person for',
  'retry-stores': 'ask the stores again that had not answered',
  'give-up-stores': 'go on without the stores that did not answer',
  'tell-given-up': 'tell you which stores the request goes on without',
  'remind-proof': 'remind the person that the details of the copy wait for more proof',
  'end-erasure-notice': 'end the notice before an erasure or a correction, and begin it',
  'hand-over-paused': 'tell you that the person stopped an erasure',
  'second-reading': 'read the stores again after the erasure',
  'remind-staff': 'remind all of you of a date',
  overdue: 'tell all of you that the legal date has passed',
  'remind-task': 'remind somebody of an open task',
  'remind-collection': 'remind the person to fetch the copy',
  'expire-package': 'remove the copy whose time is over',
  'check-driver': 'look whether the request is still being worked on',
  'ask-again': 'send a question that never left',
  'prove-addresses': 'send a code to an address that the person named',
  'read-later': 'look for what came back after the erasure',
  'end-kept': 'erase what the law no longer keeps',
  'shred-kept': 'destroy the key of what the law no longer keeps',
  shred: 'destroy the key of the record, whose time is over',
  'end-stub': 'remove what was left of the record after its key was destroyed',
  'tell-unverified': 'tell the person that we could not verify them',
  'check-queue': 'look whether the request may go on beside another with the same address or number',
  'tell-passed-over':
    'tell you that a request goes on without waiting for another with the same address or number',
  'tell-undelivered': 'tell you of a mail that did not arrive',
  'remind-letter': 'remind you of a letter that is to be posted',
  'carry-out-approval': 'carry out an approval whose wait is over',
  'send-held': 'send the person a mail that had to wait',
  'tell-recipients': 'tell recipients of the data',
  'tell-strangers': 'send you a list of requests that nobody has proven',
  'tell-unclear': 'ask you which recipients of the data an opt-out concerns',
  'tell-unreached': 'send you a list of requests that ended because no mail reached those who made them',
  'remind-progress': 'ask you to write the person how far their complaint or appeal is',
  'tell-progress': 'tell the person how far their complaint or appeal is',
  'look-at-restriction': 'ask you whether data still has to be kept out of use',
  'tell-restriction-ending': 'tell the person that their data is used again',
  'end-restriction': 'tell you that data may be used again',
  'lift-marks': 'take away the marks of a restriction that has ended',
  'tell-undated': 'tell you that a date cannot be worked out',
  'date-anew': 'note that entries were dated by a wrong clock',
  'ask-settlement': 'ask how far an erasure is that somebody else was asked for',
  'tell-settlement': 'tell all of you that nobody has confirmed an erasure that was asked for',
  'check-settled': 'read a store again that erases later',
  'tell-settled': 'tell the person how the rest of the erasure ended',
  'ask-recipient': 'ask a recipient of the data whether it has done what it promised',
  'tell-recipient-silent': 'tell you that a recipient of the data has not kept its promise',
  'tell-failed': 'tell you what could not be done',
};

const faultClauses: Readonly<Record<TimerFault, string>> = {
  'no-answer': 'a service has not answered for half a day',
  'mail-refused': 'the mail service refuses the address or the sender',
  'key-destroyed': 'the key of the request was destroyed',
  'not-allowed': 'where the request stands does not allow it',
  'not-permitted': 'the desk has no right to do it in AWS',
  unexpected: 'an error that the desk does not know',
};

/**
 * Tells the approvers and the second address, and again each week, that a timer action failed and still
 * fails. The desk goes on trying.
 */
export async function mailTimerFailed(
  deps: WatchDeps,
  request: DataSubjectRequest,
  timer: Timer,
): Promise<void> {
  const standing = openFailures(request, timersOf(request, deps));
  if (standing.length > 0) {
    const list = standing.map((failure) => inWords(request, failure)).join('; ');
    await mailStaffTask(deps, request, timer, (now) => ({
      trouble: `The desk could not do what was due: ${list}.`,
      remedy:
        'Do it by hand if it cannot wait, and have the cause fixed. The desk tries again once a day and goes on by itself when it succeeds; dates and alarms of this request are not affected.',
      dueOn: dueDates(now, deps.book).latest,
    }));
  }
  await recordTimerDone(deps, request, timer, reminded('failed'));
}

function inWords(request: DataSubjectRequest, { data: { key, timer } }: TimerFailure): string {
  const tries = failuresOf(request, key);
  const code = tries.at(-1)?.data.code ?? 'unexpected';
  const what = actionClauses[timer as TimerKind] ?? 'something that was due';
  return `${what} (${faultClauses[code]}; ${tries.length === 1 ? 'tried once' : `tried ${tries.length} times`})`;
}
