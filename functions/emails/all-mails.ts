import type { Mail } from './mail';
import type { MailKind } from './mail-facts';
import * as mails from './mails';

/** Every mail of the desk by its kind, for what checks or shows them all. A function imports the mails it sends, one by one. */
export const allMails: { readonly [K in MailKind]: Mail<K> } = {
  'acknowledge-and-verify': mails.acknowledgeAndVerify,
  'acknowledge-known': mails.acknowledgeKnown,
  'acknowledge-handed-over': mails.acknowledgeHandedOver,
  'acknowledge-by-person': mails.acknowledgeByPerson,
  'verify-reminder': mails.verifyReminder,
  'unverified-notice': mails.unverifiedNotice,
  'ask-proof': mails.askProof,
  'ask-identifiers': mails.askIdentifiers,
  'ask-requester': mails.askRequester,
  'extension-notice': mails.extensionNotice,
  refusal: mails.refusal,
  'access-ready': mails.accessReady,
  'access-reminder': mails.accessReminder,
  'download-code': mails.downloadCode,
  'withdraw-code': mails.withdrawCode,
  'erasure-notice': mails.erasureNotice,
  'erasure-complete': mails.erasureComplete,
  'answer-with-gaps': mails.answerWithGaps,
  'nothing-found': mails.nothingFound,
  withdrawn: mails.withdrawn,
  'opt-out-done': mails.optOutDone,
  'outcome-by-staff': mails.outcomeByStaff,
  'decision-request': mails.decisionRequest,
  'staff-reminder': mails.staffReminder,
  'staff-overdue': mails.staffOverdue,
  escalation: mails.escalation,
  'staff-unverified-task': mails.staffUnverifiedTask,
  'staff-task': mails.staffTask,
  'staff-task-reminder': mails.staffTaskReminder,
  'staff-trouble': mails.staffTrouble,
  'staff-answer-arrived': mails.staffAnswerArrived,
  'staff-erasure-paused': mails.staffErasurePaused,
  'staff-sign-in': mails.staffSignIn,
  'staff-code': mails.staffCode,
  'recipient-instruction': mails.recipientInstruction,
  'recipient-notice': mails.recipientNotice,
};

export const mailKinds = Object.keys(allMails) as readonly MailKind[];
