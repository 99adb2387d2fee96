import {
  acknowledged,
  cited,
  codeOnly,
  lawRule,
  linkAndCode,
  list,
  may,
  must,
  personRules,
  REFUSAL,
} from './fact-rule';
import type { MailTemplate } from './mail-template';
import * as texts from './texts.generated';

/*
 * Mails to the person who asked: what each must say, what it may say, and its text. The compiler checks
 * each rule against the mail's facts, and `checkMailText` checks the texts against the rule. Each mail is a
 * constant of its own, so that a bundle holds only the mails that its function sends.
 */

export const acknowledgeAndVerify: MailTemplate<'acknowledge-and-verify'> = {
  kind: 'acknowledge-and-verify',
  texts: texts.acknowledgeAndVerify,
  rule: () => ({ to: 'person', facts: { ...acknowledged, ...linkAndCode }, next: ['answerBy'] }),
};

export const acknowledgeKnown: MailTemplate<'acknowledge-known'> = {
  kind: 'acknowledge-known',
  texts: texts.acknowledgeKnown,
  rule: () => ({ to: 'person', facts: acknowledged, next: ['answerBy'] }),
};

export const acknowledgeHandedOver: MailTemplate<'acknowledge-handed-over'> = {
  kind: 'acknowledge-handed-over',
  texts: texts.acknowledgeHandedOver,
  rule: () => ({ to: 'person', facts: acknowledged, next: ['answerBy'] }),
};

export const acknowledgeByPerson: MailTemplate<'acknowledge-by-person'> = {
  kind: 'acknowledge-by-person',
  texts: texts.acknowledgeByPerson,
  rule: () => ({
    to: 'person',
    facts: {
      ...acknowledged,
      about: may,
      byAnother: may,
      bySame: may,
      target: may,
      second: may,
      further: may,
    },
    next: ['answerBy'],
  }),
};

export const verifyReminder: MailTemplate<'verify-reminder'> = {
  kind: 'verify-reminder',
  texts: texts.verifyReminder,
  rule: () => ({ to: 'person', facts: { ...personRules, ...linkAndCode }, next: ['answerBy'] }),
};

export const unverifiedNotice: MailTemplate<'unverified-notice'> = {
  kind: 'unverified-notice',
  texts: texts.unverifiedNotice,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, ...linkAndCode, mailedOn: may, doubted: may, privacyPolicy: may, law: lawRule },
    law: REFUSAL,
  }),
};

export const askProof: MailTemplate<'ask-proof'> = {
  kind: 'ask-proof',
  texts: texts.askProof,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      ...linkAndCode,
      reason: must('Art. 12(6) GDPR: a reasonable doubt has a reason'),
    },
  }),
};

export const askIdentifiers: MailTemplate<'ask-identifiers'> = {
  kind: 'ask-identifiers',
  texts: texts.askIdentifiers,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, ...linkAndCode, until: must('what happens without an answer, and when') },
    next: ['until'],
  }),
};

export const proveAddress: MailTemplate<'prove-address'> = {
  kind: 'prove-address',
  texts: texts.proveAddress,
  rule: () => ({ to: 'person', facts: linkAndCode }),
};

export const askRequester: MailTemplate<'ask-requester'> = {
  kind: 'ask-requester',
  texts: texts.askRequester,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, ...linkAndCode, question: must('it is what the mail is for'), pauses: may },
  }),
};

export const extensionNotice: MailTemplate<'extension-notice'> = {
  kind: 'extension-notice',
  texts: texts.extensionNotice,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      answerBy: must('Art. 12(3) GDPR, 11 CCR 7021(b): the new date'),
      firstDueOn: must('the person sees that it was in time'),
      grounds: { ...list(cited, 'Art. 12(3) GDPR: the reasons for the delay'), filled: true },
      reason: must('Art. 12(3) GDPR: the reasons for the delay'),
      law: lawRule,
    },
    law: ['complaint'],
    next: ['answerBy'],
  }),
};
export const proveMore: MailTemplate<'prove-more'> = {
  kind: 'prove-more',
  texts: texts.proveMore,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      place: must('the person may live under another law'),
      until: must('what happens without an answer, and when'),
      triesLeft: may,
      login: may,
      link: may,
      wrong: must('11 CCR 7024(a): the person is told that they could not be verified'),
      unchecked: must('no try is used up by that'),
      uncompared: must('nothing can be typed again'),
      several: must('no further try helps: a person looks'),
    },
    next: ['until'],
  }),
};

export const proofCode: MailTemplate<'proof-code'> = {
  kind: 'proof-code',
  texts: texts.proofCode,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, ...codeOnly, link: must('no stranger can use up the tries there') },
  }),
};
export const downloadCode: MailTemplate<'download-code'> = {
  kind: 'download-code',
  texts: texts.downloadCode,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, ...codeOnly, link: must('no stranger can use up the tries there') },
  }),
};

export const withdrawCode: MailTemplate<'withdraw-code'> = {
  kind: 'withdraw-code',
  texts: texts.withdrawCode,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, ...codeOnly, link: must('no stranger can use up the tries there') },
  }),
};

export const erasureNotice: MailTemplate<'erasure-notice'> = {
  kind: 'erasure-notice',
  texts: texts.erasureNotice,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, ...linkAndCode, startsAt: must('there is no way back after it') },
    next: ['startsAt'],
  }),
};

export const correctionNotice: MailTemplate<'correction-notice'> = {
  kind: 'correction-notice',
  texts: texts.correctionNotice,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      ...linkAndCode,
      startsAt: must('until then it can be stopped'),
      fields: list(['what'], 'whoever did not ask for it has to see what somebody wants to change'),
    },
    next: ['startsAt'],
  }),
};
export const approvalNotice: MailTemplate<'approval-notice'> = {
  kind: 'approval-notice',
  texts: texts.approvalNotice,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, startsAt: must('until then it can be stopped') },
    next: ['startsAt'],
  }),
};
export const restrictionEnding: MailTemplate<'restriction-ending'> = {
  kind: 'restriction-ending',
  texts: texts.restrictionEnding,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      what: must('the person knows which data it is about'),
      reason: must('why it ends'),
      endsOn: must('Art. 18(3) GDPR: the person is told before it ends'),
      law: lawRule,
    },
    law: ['complaint'],
    next: ['endsOn'],
  }),
};
