import {
  acknowledged,
  cited,
  codeOnly,
  law,
  linkAndCode,
  list,
  may,
  missing,
  must,
  NO_ACTION,
  otherRequests,
  person,
  REFUSAL,
  recipients,
  unread,
} from './fact-rule';
import type { Mail } from './mail';
import * as texts from './texts.generated';

/*
 * Mails to the person who asked. What each must say and may say, with its text: the compiler holds a rule to
 * the mail's facts; `checkMailText` holds the texts to it. Each
 * mail is a constant of its own: whoever sends it names it, and a bundle holds no text of a mail that its
 * function does not send.
 */

export const acknowledgeAndVerify: Mail<'acknowledge-and-verify'> = {
  kind: 'acknowledge-and-verify',
  texts: texts.acknowledgeAndVerify,
  rule: () => ({ to: 'person', facts: { ...acknowledged, ...linkAndCode }, next: ['answerBy'] }),
};

export const acknowledgeKnown: Mail<'acknowledge-known'> = {
  kind: 'acknowledge-known',
  texts: texts.acknowledgeKnown,
  rule: () => ({ to: 'person', facts: acknowledged, next: ['answerBy'] }),
};

export const acknowledgeHandedOver: Mail<'acknowledge-handed-over'> = {
  kind: 'acknowledge-handed-over',
  texts: texts.acknowledgeHandedOver,
  rule: () => ({ to: 'person', facts: acknowledged, next: ['answerBy'] }),
};

export const acknowledgeByPerson: Mail<'acknowledge-by-person'> = {
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

export const verifyReminder: Mail<'verify-reminder'> = {
  kind: 'verify-reminder',
  texts: texts.verifyReminder,
  rule: () => ({ to: 'person', facts: { ...person, ...linkAndCode }, next: ['answerBy'] }),
};

export const unverifiedNotice: Mail<'unverified-notice'> = {
  kind: 'unverified-notice',
  texts: texts.unverifiedNotice,
  rule: () => ({
    to: 'person',
    facts: { ...person, ...linkAndCode, mailedOn: may, doubted: may, privacyPolicy: may, law },
    law: REFUSAL,
  }),
};

export const askProof: Mail<'ask-proof'> = {
  kind: 'ask-proof',
  texts: texts.askProof,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      ...linkAndCode,
      reason: must('Art. 12(6) GDPR: a reasonable doubt has a reason'),
    },
  }),
};

export const askIdentifiers: Mail<'ask-identifiers'> = {
  kind: 'ask-identifiers',
  texts: texts.askIdentifiers,
  rule: () => ({
    to: 'person',
    facts: { ...person, ...linkAndCode, until: must('what happens without an answer, and when') },
    next: ['until'],
  }),
};

export const proveAddress: Mail<'prove-address'> = {
  kind: 'prove-address',
  texts: texts.proveAddress,
  rule: () => ({ to: 'person', facts: linkAndCode }),
};

export const askRequester: Mail<'ask-requester'> = {
  kind: 'ask-requester',
  texts: texts.askRequester,
  rule: () => ({
    to: 'person',
    facts: { ...person, ...linkAndCode, question: must('it is what the mail is for'), pauses: may },
  }),
};

export const extensionNotice: Mail<'extension-notice'> = {
  kind: 'extension-notice',
  texts: texts.extensionNotice,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      answerBy: must('Art. 12(3) GDPR, 11 CCR 7021(b): the new date'),
      firstDueOn: must('the person sees that it was in time'),
      grounds: { ...list(cited, 'Art. 12(3) GDPR: the reasons for the delay'), filled: true },
      reason: must('Art. 12(3) GDPR: the reasons for the delay'),
      law,
    },
    law: ['complaint'],
    next: ['answerBy'],
  }),
};

export const refusal: Mail<'refusal'> = {
  kind: 'refusal',
  texts: texts.refusal,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      grounds: { ...list(cited, NO_ACTION), filled: true },
      reason: must(NO_ACTION),
      law,
    },
    law: REFUSAL,
  }),
};

export const accessReady: Mail<'access-ready'> = {
  kind: 'access-ready',
  texts: texts.accessReady,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      link: linkAndCode.link,
      until: must('the package is deleted then'),
      kindsWanted: must('the subject may not claim what is not in it'),
      kindsOnly: must('11 CCR 7024(a): the person is told that they could not be verified'),
      named: must('11 CCR 7024(d): what is held and not shown is said'),
      namedAnyway: must('what more proof would not bring either'),
      withheld: list(['what', 'count', ...cited], 'the person has to know what is left out, and why'),
      missing,
      unread,
      otherRequests,
      law,
    },
    law: REFUSAL,
    next: ['until'],
  }),
};

export const proveMore: Mail<'prove-more'> = {
  kind: 'prove-more',
  texts: texts.proveMore,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
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

export const proofCode: Mail<'proof-code'> = {
  kind: 'proof-code',
  texts: texts.proofCode,
  rule: () => ({
    to: 'person',
    facts: { ...person, ...codeOnly, link: must('no stranger can use up the tries there') },
  }),
};

export const accessReminder: Mail<'access-reminder'> = {
  kind: 'access-reminder',
  texts: texts.accessReminder,
  rule: () => ({
    to: 'person',
    facts: { ...person, link: linkAndCode.link, until: must('the package is deleted then') },
  }),
};

export const downloadCode: Mail<'download-code'> = {
  kind: 'download-code',
  texts: texts.downloadCode,
  rule: () => ({
    to: 'person',
    facts: { ...person, ...codeOnly, link: must('no stranger can use up the tries there') },
  }),
};

export const withdrawCode: Mail<'withdraw-code'> = {
  kind: 'withdraw-code',
  texts: texts.withdrawCode,
  rule: () => ({
    to: 'person',
    facts: { ...person, ...codeOnly, link: must('no stranger can use up the tries there') },
  }),
};

export const erasureNotice: Mail<'erasure-notice'> = {
  kind: 'erasure-notice',
  texts: texts.erasureNotice,
  rule: () => ({
    to: 'person',
    facts: { ...person, ...linkAndCode, startsAt: must('there is no way back after it') },
    next: ['startsAt'],
  }),
};

export const correctionNotice: Mail<'correction-notice'> = {
  kind: 'correction-notice',
  texts: texts.correctionNotice,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      ...linkAndCode,
      startsAt: must('until then it can be stopped'),
      fields: list(['what'], 'whoever did not ask for it has to see what somebody wants to change'),
    },
    next: ['startsAt'],
  }),
};

export const correctionDone: Mail<'correction-done'> = {
  kind: 'correction-done',
  texts: texts.correctionDone,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      asIs: must('the subject may not claim what was not done'),
      corrected: list(['what'], '11 CCR 7023(f): whether it was done'),
      noted: list(['what', 'reason', 'where'], NO_ACTION),
      kept: list(['what', 'reason', 'ground'], NO_ACTION),
      unread,
      missing,
      recipients,
      law,
    },
    law: REFUSAL,
  }),
};

export const approvalNotice: Mail<'approval-notice'> = {
  kind: 'approval-notice',
  texts: texts.approvalNotice,
  rule: () => ({
    to: 'person',
    facts: { ...person, startsAt: must('until then it can be stopped') },
    next: ['startsAt'],
  }),
};

/** Every one of them has a subject of its own. */
const claim = must('the subject may not claim what was not done');
const verdict = {
  someKept: claim,
  mostlyKept: claim,
  allKept: claim,
  mostlyHeld: claim,
  allHeld: claim,
  partDone: claim,
  nothingYet: claim,
  nothingLeft: claim,
};

export const erasureComplete: Mail<'erasure-complete'> = {
  kind: 'erasure-complete',
  texts: texts.erasureComplete,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      erased: list(['store', 'what'], 'what was done'),
      gone: list(['store', 'what'], 'what was no longer there'),
      kept: list(
        ['what', 'count', 'end', ...cited],
        '11 CCR 7022(f), Art. 12(4) GDPR: what is kept, why, until when',
      ),
      held: list(['what', 'count', 'words', 'end'], 'what is kept, why, until when'),
      shared: list(['store', 'what'], 'what is kept, and why'),
      waiting: list(['store', 'what', 'why'], 'what is not done yet, and why'),
      byPerson: list(['store', 'what'], 'what rests on the word of a person'),
      missing,
      unread,
      otherRequests,
      ...verdict,
      backups: list(['store', 'until'], 'what is not covered yet'),
      recipients,
      deskKeeps: list(
        ['sentence'],
        'Art. 5(1)(a), 13(2)(a) GDPR: what the desk itself keeps, and until when',
      ),
      link: must('the report is the proof'),
      law,
    },
    law: REFUSAL,
  }),
};

export const answerWithGaps: Mail<'answer-with-gaps'> = {
  kind: 'answer-with-gaps',
  texts: texts.answerWithGaps,
  rule: () => ({
    to: 'person',
    facts: { ...person, done: list(['store', 'what'], 'what is done'), missing, link: may, law },
    law: REFUSAL,
  }),
};

export const nothingFound: Mail<'nothing-found'> = {
  kind: 'nothing-found',
  texts: texts.nothingFound,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      searched: list(['store'], 'where was looked'),
      otherRequests,
      records: list(['sentence'], 'Art. 15(1) GDPR: the records of earlier requests are data as well'),
      law,
    },
    law: ['complaint'],
  }),
};

export const withdrawn: Mail<'withdrawn'> = {
  kind: 'withdrawn',
  texts: texts.withdrawn,
  rule: () => ({ to: 'person', facts: person }),
};

export const optOutDone: Mail<'opt-out-done'> = {
  kind: 'opt-out-done',
  texts: texts.optOutDone,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      marketing: must('what is on its way comes after the answer'),
      done: list(['store', 'what'], 'what is done'),
      missing,
      recipients,
      law,
    },
  }),
};

export const outcomeByStaff: Mail<'outcome-by-staff'> = {
  kind: 'outcome-by-staff',
  texts: texts.outcomeByStaff,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      answer: must('it is the answer'),
      corrected: list(['what'], '11 CCR 7023(f): whether it was done'),
      stays: list(['what', 'reason', 'ground'], NO_ACTION),
      grounds: list(cited, NO_ACTION),
      recipients,
      law,
    },
    law: REFUSAL,
  }),
};

export const reviewProgress: Mail<'review-progress'> = {
  kind: 'review-progress',
  texts: texts.reviewProgress,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      done: list(['what'], 's 164A(5)(b) DPA 2018: the person is informed about progress'),
      words: may,
      nextBy: must('the person knows when they hear again'),
    },
    next: ['answerBy', 'nextBy'],
  }),
};

export const reviewOutcome: Mail<'review-outcome'> = {
  kind: 'review-outcome',
  texts: texts.reviewOutcome,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      upheld: may,
      dismissed: may,
      verdict: must('s 164A(4)(b) DPA 2018, and each law with appeals: the outcome is told'),
      looked: must('who looked at it is said as it was'),
      about: may,
      answer: must('the reasons for the decision'),
      carriedOn: may,
      next: must('what is still to come'),
      law,
    },
    law: REFUSAL,
    next: ['next'],
  }),
};

export const restrictionEnding: Mail<'restriction-ending'> = {
  kind: 'restriction-ending',
  texts: texts.restrictionEnding,
  rule: () => ({
    to: 'person',
    facts: {
      ...person,
      what: must('the person knows which data it is about'),
      reason: must('why it ends'),
      endsOn: must('Art. 18(3) GDPR: the person is told before it ends'),
      law,
    },
    law: ['complaint'],
    next: ['endsOn'],
  }),
};
