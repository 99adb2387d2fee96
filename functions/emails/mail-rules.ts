import {
  acknowledged,
  cited,
  codeOnly,
  due,
  type FactRule,
  law,
  linkAndCode,
  list,
  type MailRule,
  may,
  missing,
  must,
  NO_ACTION,
  person,
  REFUSAL,
  recipients,
  reference,
  staff,
  staffDates,
} from './fact-rule';
import type { MailFacts, MailKind } from './mail-facts';

/** What each mail must say, may say, and to whom it goes. The compiler holds it to {@link MailFacts}; `checkMailText` holds the texts to it. */
export const mailRules: { readonly [K in MailKind]: MailRule<K> } = {
  'acknowledge-and-verify': { to: 'person', facts: { ...acknowledged, ...linkAndCode }, next: ['answerBy'] },
  'acknowledge-known': { to: 'person', facts: acknowledged, next: ['answerBy'] },
  'acknowledge-handed-over': { to: 'person', facts: acknowledged, next: ['answerBy'] },
  'acknowledge-by-person': { to: 'person', facts: acknowledged, next: ['answerBy'] },
  'verify-reminder': { to: 'person', facts: { ...person, ...linkAndCode }, next: ['answerBy'] },
  'unverified-notice': {
    to: 'person',
    facts: { ...person, ...linkAndCode, mailedOn: must(NO_ACTION), law },
    law: REFUSAL,
  },
  'ask-proof': {
    to: 'person',
    facts: {
      ...person,
      reason: must('Art. 12(6) GDPR: a reasonable doubt has a reason'),
      link: linkAndCode.link,
      linkLife: may,
    },
  },
  'ask-identifiers': {
    to: 'person',
    facts: { ...person, ...linkAndCode, until: must('what happens without an answer, and when') },
    next: ['until'],
  },
  'ask-requester': {
    to: 'person',
    facts: {
      ...person,
      question: must('it is what the mail is for'),
      link: linkAndCode.link,
      linkLife: may,
      pauses: may,
    },
  },
  'extension-notice': {
    to: 'person',
    facts: {
      ...person,
      answerBy: must('Art. 12(3) GDPR, 11 CCR 7021(b): the new date'),
      firstDueOn: must('the person sees that it was in time'),
      ground: list(cited, 'Art. 12(3) GDPR: the reasons for the delay'),
      reason: must('Art. 12(3) GDPR: the reasons for the delay'),
      law,
    },
    law: ['complaint'],
    next: ['answerBy'],
  },
  refusal: {
    to: 'person',
    facts: {
      ...person,
      grounds: { ...list(cited, NO_ACTION), filled: true },
      reason: must(NO_ACTION),
      law,
    },
    law: REFUSAL,
  },
  'access-ready': {
    to: 'person',
    facts: {
      ...person,
      link: linkAndCode.link,
      until: must('the package is deleted then'),
      withheld: list(['what', 'count', ...cited], 'the person has to know what is left out, and why'),
      missing,
      law,
    },
    law: REFUSAL,
    next: ['until'],
  },
  'access-reminder': {
    to: 'person',
    facts: { ...person, link: linkAndCode.link, until: must('the package is deleted then') },
  },
  'download-code': { to: 'person', facts: { ...person, ...codeOnly } },
  'withdraw-code': { to: 'person', facts: { ...person, ...codeOnly } },
  'erasure-notice': {
    to: 'person',
    facts: { ...person, ...linkAndCode, startsAt: must('there is no way back after it') },
    next: ['startsAt'],
  },
  'erasure-complete': {
    to: 'person',
    facts: {
      ...person,
      erased: list(['store', 'what'], 'what was done'),
      kept: list(
        ['what', 'count', 'until', ...cited],
        '11 CCR 7022(f), Art. 12(4) GDPR: what is kept, why, until when',
      ),
      shared: list(['store', 'what'], 'what is kept, and why'),
      byPerson: list(['store', 'what'], 'what rests on the word of a person'),
      missing,
      backups: list(['store', 'until'], 'what is not covered yet'),
      recipients,
      recordUntil: must('what the desk itself keeps is said'),
      link: must('the report is the proof'),
      law,
    },
    law: REFUSAL,
  },
  'answer-with-gaps': {
    to: 'person',
    facts: { ...person, done: list(['store', 'what'], 'what is done'), missing, link: may, law },
    law: REFUSAL,
  },
  'nothing-found': {
    to: 'person',
    facts: { ...person, searched: list(['store'], 'where was looked'), law },
    law: ['complaint'],
  },
  withdrawn: { to: 'person', facts: person },
  'opt-out-done': {
    to: 'person',
    facts: { ...person, done: list(['store', 'what'], 'what is done'), missing, recipients, law },
  },
  'outcome-by-staff': {
    to: 'person',
    facts: { ...person, answer: must('it is the answer'), grounds: list(cited, NO_ACTION), recipients, law },
    law: REFUSAL,
  },

  'decision-request': {
    to: 'staff',
    facts: {
      ...staff,
      ...staffDates,
      ...linkAndCode,
      found: list(['store', 'what', 'count'], 'what the decision is about'),
      missing,
      blocks: must('an approval may not be possible yet'),
    },
    next: ['timeline.approveBy'],
  },
  'staff-reminder': {
    to: 'staff',
    facts: { ...staff, ...staffDates, ...linkAndCode, waitsFor: must('what there is to do') },
    next: ['timeline.dueOn'],
  },
  'staff-overdue': {
    to: 'staff',
    facts: { ...staff, ...linkAndCode, ...due, waitsFor: must('what there is to do') },
  },
  escalation: { to: 'staff', facts: { ...staff, ...due, waitsFor: must('what there is to do') } },
  'staff-unverified-task': {
    to: 'staff',
    facts: { ...staff, ...staffDates, ...linkAndCode },
    next: ['timeline.dueOn'],
  },
  'staff-task': {
    to: 'staff',
    facts: { ...staff, ...linkAndCode, ...due, todo: must('what there is to do') },
    next: ['dueOn'],
  },
  'staff-task-reminder': {
    to: 'staff',
    facts: { ...staff, ...linkAndCode, dueOn: due.dueOn, todo: must('what there is to do') },
    next: ['dueOn'],
  },
  'staff-trouble': {
    to: 'staff',
    facts: {
      ...staff,
      dueOn: due.dueOn,
      trouble: must('what went wrong'),
      remedy: must('what to do'),
      link: may,
    },
    next: ['dueOn'],
  },
  'staff-answer-arrived': {
    to: 'staff',
    facts: { ...staff, ...linkAndCode, dueOn: due.dueOn },
    next: ['dueOn'],
  },
  'staff-erasure-paused': {
    to: 'staff',
    facts: { ...staff, ...linkAndCode, dueOn: due.dueOn },
    next: ['dueOn'],
  },
  'staff-sign-in': { to: 'staff', facts: { ...linkAndCode, staffName: may } },
  'staff-code': { to: 'staff', facts: { ...codeOnly, staffName: may } },

  'recipient-instruction': {
    to: 'recipient',
    facts: {
      ...linkAndCode,
      reference,
      recipientName: may,
      todo: must('what is instructed'),
      dueOn: must('by when'),
    },
    next: ['dueOn'],
  },
  'recipient-notice': {
    to: 'recipient',
    facts: { ...linkAndCode, reference, recipientName: may, todo: must('what the person asked for') },
  },
};

export const mailKinds = Object.keys(mailRules) as readonly MailKind[];

/** The rule of a kind, with its facts by name. */
export function mailRule(
  kind: MailKind,
): { readonly facts: ReadonlyMap<string, FactRule> } & Omit<MailRule, 'facts'> {
  const rule: MailRule = mailRules[kind];
  return { ...rule, facts: new Map(Object.entries(rule.facts)) };
}
