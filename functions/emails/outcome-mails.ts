import {
  cited,
  lawRule,
  linkAndCode,
  list,
  may,
  missingRule,
  must,
  NO_ACTION,
  otherRequestsRule,
  personRules,
  REFUSAL,
  recipientsRule,
  unreadRule,
} from './fact-rule';
import type { MailTemplate } from './mail-template';
import * as texts from './texts.generated';

/*
 * Mails to the person with how their request ended, or how far a complaint is. As in `person-mails.ts`,
 * each is a constant of its own, so that a bundle holds only the mails that its function sends.
 */

export const refusal: MailTemplate<'refusal'> = {
  kind: 'refusal',
  texts: texts.refusal,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      grounds: { ...list(cited, NO_ACTION), filled: true },
      reason: must(NO_ACTION),
      law: lawRule,
    },
    law: REFUSAL,
  }),
};

export const accessReady: MailTemplate<'access-ready'> = {
  kind: 'access-ready',
  texts: texts.accessReady,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      link: linkAndCode.link,
      until: must('the package is deleted then'),
      kindsWanted: must('the subject may not claim what is not in it'),
      kindsOnly: must('11 CCR 7024(a): the person is told that they could not be verified'),
      named: must('11 CCR 7024(d): what is held and not shown is said'),
      namedAnyway: must('what more proof would not bring either'),
      withheld: list(['what', 'count', ...cited], 'the person has to know what is left out, and why'),
      missing: missingRule,
      unread: unreadRule,
      otherRequests: otherRequestsRule,
      law: lawRule,
    },
    law: REFUSAL,
    next: ['until'],
  }),
};

export const accessReminder: MailTemplate<'access-reminder'> = {
  kind: 'access-reminder',
  texts: texts.accessReminder,
  rule: () => ({
    to: 'person',
    facts: { ...personRules, link: linkAndCode.link, until: must('the package is deleted then') },
  }),
};

export const correctionDone: MailTemplate<'correction-done'> = {
  kind: 'correction-done',
  texts: texts.correctionDone,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      asIs: must('the subject may not claim what was not done'),
      corrected: list(['what'], '11 CCR 7023(f): whether it was done'),
      noted: list(['what', 'reason', 'where'], NO_ACTION),
      kept: list(['what', 'reason', 'ground'], NO_ACTION),
      unread: unreadRule,
      missing: missingRule,
      recipients: recipientsRule,
      law: lawRule,
    },
    law: REFUSAL,
  }),
};

/** Each of these facts has a subject of its own. */
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
  restFollows: claim,
};

export const erasureComplete: MailTemplate<'erasure-complete'> = {
  kind: 'erasure-complete',
  texts: texts.erasureComplete,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      erased: list(['store', 'what'], 'what was done'),
      ended: list(['store', 'what'], 'what the erasure ends besides'),
      submitted: list(
        ['store', 'what', 'askedOn', 'confirmBy'],
        'what is asked for is not done: what, since when and until when',
      ),
      gone: list(['store', 'what'], 'what was no longer there'),
      kept: list(
        ['what', 'count', 'end', ...cited],
        '11 CCR 7022(f), Art. 12(4) GDPR: what is kept, why, until when',
      ),
      held: list(['what', 'count', 'words', 'end'], 'what is kept, why, until when'),
      shared: list(['store', 'what'], 'what is kept, and why'),
      waiting: list(['store', 'what', 'why'], 'what is not done yet, and why'),
      byPerson: list(['store', 'what'], 'what rests on the word of a person'),
      missing: missingRule,
      unread: unreadRule,
      otherRequests: otherRequestsRule,
      ...verdict,
      backups: list(['store', 'until'], 'what is not covered yet'),
      recipients: recipientsRule,
      deskKeeps: list(
        ['sentence'],
        'Art. 5(1)(a), 13(2)(a) GDPR: what the desk itself keeps, and until when',
      ),
      link: must('the report is the proof'),
      law: lawRule,
    },
    law: REFUSAL,
  }),
};

export const erasureFollowUp: MailTemplate<'erasure-follow-up'> = {
  kind: 'erasure-follow-up',
  texts: texts.erasureFollowUp,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      failed: must('the subject may not claim what was not done'),
      done: list(['store', 'what'], 'what was confirmed, and when'),
      kept: list(['store', 'what'], NO_ACTION),
      link: must('the report is the proof'),
      law: lawRule,
    },
    law: REFUSAL,
  }),
};

export const answerWithGaps: MailTemplate<'answer-with-gaps'> = {
  kind: 'answer-with-gaps',
  texts: texts.answerWithGaps,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      done: list(['store', 'what'], 'what is done'),
      missing: missingRule,
      link: may,
      law: lawRule,
    },
    law: REFUSAL,
  }),
};

export const nothingFound: MailTemplate<'nothing-found'> = {
  kind: 'nothing-found',
  texts: texts.nothingFound,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      searched: list(['store'], 'where was looked'),
      otherRequests: otherRequestsRule,
      records: list(['sentence'], 'Art. 15(1) GDPR: the records of earlier requests are data as well'),
      law: lawRule,
    },
    law: ['complaint'],
  }),
};

export const withdrawn: MailTemplate<'withdrawn'> = {
  kind: 'withdrawn',
  texts: texts.withdrawn,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      carriedOut: must('what is done stays done, whatever was taken back'),
      perhaps: must('what may have been done is not told as stopped'),
    },
  }),
};

export const optOutDone: MailTemplate<'opt-out-done'> = {
  kind: 'opt-out-done',
  texts: texts.optOutDone,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      marketing: must('what is on its way comes after the answer'),
      done: list(['store', 'what'], 'what is done'),
      missing: missingRule,
      recipients: recipientsRule,
      law: lawRule,
    },
  }),
};

export const outcomeByStaff: MailTemplate<'outcome-by-staff'> = {
  kind: 'outcome-by-staff',
  texts: texts.outcomeByStaff,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      answer: must('it is the answer'),
      corrected: list(['what'], '11 CCR 7023(f): whether it was done'),
      stays: list(['what', 'reason', 'ground'], NO_ACTION),
      grounds: list(cited, NO_ACTION),
      recipients: recipientsRule,
      law: lawRule,
    },
    law: REFUSAL,
  }),
};

export const reviewProgress: MailTemplate<'review-progress'> = {
  kind: 'review-progress',
  texts: texts.reviewProgress,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      done: list(['what'], 's 164A(5)(b) DPA 2018: the person is informed about progress'),
      words: may,
      nextBy: must('the person knows when they hear again'),
    },
    next: ['answerBy', 'nextBy'],
  }),
};

export const reviewOutcome: MailTemplate<'review-outcome'> = {
  kind: 'review-outcome',
  texts: texts.reviewOutcome,
  rule: () => ({
    to: 'person',
    facts: {
      ...personRules,
      upheld: may,
      dismissed: may,
      verdict: must('s 164A(4)(b) DPA 2018, and each law with appeals: the outcome is told'),
      looked: must('who looked at it is said as it was'),
      about: may,
      answer: must('the reasons for the decision'),
      carriedOn: may,
      next: must('what is still to come'),
      law: lawRule,
    },
    law: REFUSAL,
    next: ['next'],
  }),
};
