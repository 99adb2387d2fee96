import type { MailKind } from './mail-facts';
import type { MailTemplate } from './mail-template';
import * as outcomes from './outcome-mails';
import * as toPerson from './person-mails';
import * as toRecipient from './recipient-mails';
import * as afterwards from './staff-follow-up-mails';
import * as toStaff from './staff-mails';

/**
 * Every mail of the desk by its kind, for code that checks or shows them all. A function imports only the
 * mails that it sends.
 */
export const allMails: { readonly [K in MailKind]: MailTemplate<K> } = {
  'acknowledge-and-verify': toPerson.acknowledgeAndVerify,
  'acknowledge-known': toPerson.acknowledgeKnown,
  'acknowledge-handed-over': toPerson.acknowledgeHandedOver,
  'acknowledge-by-person': toPerson.acknowledgeByPerson,
  'verify-reminder': toPerson.verifyReminder,
  'unverified-notice': toPerson.unverifiedNotice,
  'ask-proof': toPerson.askProof,
  'ask-identifiers': toPerson.askIdentifiers,
  'prove-address': toPerson.proveAddress,
  'ask-requester': toPerson.askRequester,
  'extension-notice': toPerson.extensionNotice,
  refusal: outcomes.refusal,
  'access-ready': outcomes.accessReady,
  'prove-more': toPerson.proveMore,
  'proof-code': toPerson.proofCode,
  'access-reminder': outcomes.accessReminder,
  'download-code': toPerson.downloadCode,
  'withdraw-code': toPerson.withdrawCode,
  'erasure-notice': toPerson.erasureNotice,
  'correction-notice': toPerson.correctionNotice,
  'correction-done': outcomes.correctionDone,
  'approval-notice': toPerson.approvalNotice,
  'erasure-complete': outcomes.erasureComplete,
  'erasure-follow-up': outcomes.erasureFollowUp,
  'answer-with-gaps': outcomes.answerWithGaps,
  'nothing-found': outcomes.nothingFound,
  withdrawn: outcomes.withdrawn,
  'opt-out-done': outcomes.optOutDone,
  'outcome-by-staff': outcomes.outcomeByStaff,
  'review-progress': outcomes.reviewProgress,
  'review-outcome': outcomes.reviewOutcome,
  'restriction-ending': toPerson.restrictionEnding,
  'decision-request': toStaff.decisionRequest,
  'staff-reminder': toStaff.staffReminder,
  'staff-overdue': toStaff.staffOverdue,
  escalation: toStaff.escalation,
  'staff-unverified-task': toStaff.staffUnverifiedTask,
  'staff-task': toStaff.staffTask,
  'staff-task-reminder': toStaff.staffTaskReminder,
  'staff-trouble': toStaff.staffTrouble,
  'staff-after-erasure': afterwards.staffAfterErasure,
  'staff-settlement': afterwards.staffSettlement,
  'staff-recipient-silent': afterwards.staffRecipientSilent,
  'staff-answer-arrived': toStaff.staffAnswerArrived,
  'staff-fresh-link': toStaff.staffFreshLink,
  'staff-erasure-paused': toStaff.staffErasurePaused,
  'staff-damage': toStaff.staffDamage,
  'staff-unread': toStaff.staffUnread,
  'staff-undelivered': toStaff.staffUndelivered,
  'staff-ended-unreached': toStaff.staffEndedUnreached,
  'staff-mail-waits': toStaff.staffMailWaits,
  'staff-strangers': toStaff.staffStrangers,
  'staff-sign-in': toStaff.staffSignIn,
  'staff-sign-in-doubted': toStaff.staffSignInDoubted,
  'staff-code': toStaff.staffCode,
  'staff-own-approval': toStaff.staffOwnApproval,
  'staff-factor': toStaff.staffFactor,
  'staff-factor-pending': toStaff.staffFactorPending,
  'recipient-instruction': toRecipient.recipientInstruction,
  'recipient-notice': toRecipient.recipientNotice,
  'recipient-restriction-ended': toRecipient.recipientRestrictionEnded,
  'recipient-digest': toRecipient.recipientDigest,
};

export const mailKinds = Object.keys(allMails) as readonly MailKind[];
