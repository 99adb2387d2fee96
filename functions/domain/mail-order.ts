import type { DataSubjectRequest } from './data-subject-request';
import { heldMails, heldTimerKey } from './held-mails';
import { isPostable } from './is-postable';
import type { Timer, TimerKind } from './timer';

/**
 * The order of the timer actions of a sweep when the mail service accepts only some of their mails: alarms
 * and actions without mail, mails with a legal date, mails of proven requests, mails to staff, mails to
 * unproven addresses, recipients.
 */
export const mailOrder = ['alarm', 'dated', 'proven', 'staff', 'unproven', 'recipients'] as const;

export type MailClass = (typeof mailOrder)[number];

/** The kinds that mail and are no alarm. The others need no mail, or only wake the driver of the request. */
const classes: Readonly<Partial<Record<TimerKind, MailClass>>> = {
  acknowledge: 'dated',
  'tell-unverified': 'dated',
  'carry-out-approval': 'dated',
  'tell-progress': 'dated',
  'tell-restriction-ending': 'dated',
  'prove-addresses': 'proven',
  'remind-collection': 'proven',
  'remind-proof': 'proven',
  'remind-staff': 'staff',
  'remind-task': 'staff',
  'ask-again': 'staff',
  'tell-staff-unverified': 'staff',
  'tell-given-up': 'staff',
  'tell-passed-over': 'staff',
  'tell-failed': 'staff',
  'tell-undated': 'staff',
  'tell-undelivered': 'staff',
  'tell-strangers': 'staff',
  'tell-unclear': 'staff',
  'tell-unreached': 'staff',
  'remind-letter': 'staff',
  'ask-settlement': 'staff',
  'tell-settlement': 'staff',
  'tell-recipient-silent': 'staff',
  'remind-progress': 'staff',
  'look-at-restriction': 'staff',
  'remind-requester': 'unproven',
  'tell-recipients': 'recipients',
  'ask-recipient': 'recipients',
};

export function mailClassOf(request: DataSubjectRequest, timer: Timer): MailClass {
  if (timer.kind !== 'send-held') return classes[timer.kind] ?? 'alarm';
  const held = heldMails(request).find((one) => heldTimerKey(one) === timer.key);
  return isPostable(request) || held?.data.to === 'named' ? 'proven' : 'unproven';
}

/** Whether the first comes before the second, or with it. */
export function isBeforeOrIn(one: MailClass, other: MailClass): boolean {
  return mailOrder.indexOf(one) <= mailOrder.indexOf(other);
}
