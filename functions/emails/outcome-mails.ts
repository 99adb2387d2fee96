import {
  cited,
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
 * Mails to the person with how their request ended, or how far a complaint is. As in `person-mails.ts`, each
 * is
 * a constant of its own, so that a bundle holds only the mails that its function sends.
 */

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

export const accessReminder: Mail<'access-reminder'> = {
  kind: 'access-reminder',
  texts: texts.accessReminder,
  rule: () => ({
    to: 'person',
    facts: { ...person, link: linkAndCode.link, until: must('the package is deleted then') },
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
