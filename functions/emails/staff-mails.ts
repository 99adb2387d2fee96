import { drawTimeline } from '../words/timeline';
import {
  codeOnly,
  due,
  linkAndCode,
  list,
  may,
  missingRule,
  must,
  staffDates,
  staffRules,
} from './fact-rule';
import type { MailTemplate } from './mail-template';
import * as texts from './texts.generated';

/* Mails to staff; see `person-mails.ts`. */

export const decisionRequest: MailTemplate<'decision-request'> = {
  kind: 'decision-request',
  texts: texts.decisionRequest,
  draw: drawTimeline,
  rule: () => ({
    to: 'staff',
    facts: {
      ...staffRules,
      ...staffDates,
      ...linkAndCode,
      found: list(['store', 'what', 'count'], 'what the decision is about'),
      missing: missingRule,
      blocks: must('an approval may not be possible yet'),
    },
    next: ['timeline.approveBy'],
  }),
};

export const staffReminder: MailTemplate<'staff-reminder'> = {
  kind: 'staff-reminder',
  texts: texts.staffReminder,
  draw: drawTimeline,
  rule: () => ({
    to: 'staff',
    facts: { ...staffRules, ...staffDates, ...linkAndCode, waitsFor: must('what there is to do') },
    next: ['timeline.dueOn'],
  }),
};

export const staffOverdue: MailTemplate<'staff-overdue'> = {
  kind: 'staff-overdue',
  texts: texts.staffOverdue,
  rule: () => ({
    to: 'staff',
    facts: { ...staffRules, ...linkAndCode, ...due, waitsFor: must('what there is to do') },
  }),
};

export const escalation: MailTemplate<'escalation'> = {
  kind: 'escalation',
  texts: texts.escalation,
  rule: () => ({ to: 'staff', facts: { ...staffRules, ...due, waitsFor: must('what there is to do') } }),
};

export const staffUnverifiedTask: MailTemplate<'staff-unverified-task'> = {
  kind: 'staff-unverified-task',
  texts: texts.staffUnverifiedTask,
  draw: drawTimeline,
  rule: () => ({
    to: 'staff',
    facts: { ...staffRules, ...staffDates, ...linkAndCode },
    next: ['timeline.dueOn'],
  }),
};

export const staffTask: MailTemplate<'staff-task'> = {
  kind: 'staff-task',
  texts: texts.staffTask,
  rule: () => ({
    to: 'staff',
    facts: {
      ...staffRules,
      ...linkAndCode,
      ...due,
      todo: must('what there is to do'),
      trouble: may,
      remedy: may,
    },
    next: ['dueOn'],
  }),
};

export const staffTaskReminder: MailTemplate<'staff-task-reminder'> = {
  kind: 'staff-task-reminder',
  texts: texts.staffTaskReminder,
  rule: () => ({
    to: 'staff',
    facts: { ...staffRules, ...linkAndCode, dueOn: due.dueOn, todo: must('what there is to do') },
    next: ['dueOn'],
  }),
};

export const staffTrouble: MailTemplate<'staff-trouble'> = {
  kind: 'staff-trouble',
  texts: texts.staffTrouble,
  rule: () => ({
    to: 'staff',
    facts: {
      ...staffRules,
      dueOn: due.dueOn,
      trouble: must('what went wrong'),
      remedy: must('what to do'),
      link: may,
    },
    next: ['dueOn'],
  }),
};

export const staffAnswerArrived: MailTemplate<'staff-answer-arrived'> = {
  kind: 'staff-answer-arrived',
  texts: texts.staffAnswerArrived,
  rule: () => ({
    to: 'staff',
    facts: { ...staffRules, ...linkAndCode, dueOn: due.dueOn },
    next: ['dueOn'],
  }),
};

export const staffFreshLink: MailTemplate<'staff-fresh-link'> = {
  kind: 'staff-fresh-link',
  texts: texts.staffFreshLink,
  rule: () => ({
    to: 'staff',
    facts: { ...staffRules, ...linkAndCode, dueOn: due.dueOn },
    next: ['dueOn'],
  }),
};

export const staffErasurePaused: MailTemplate<'staff-erasure-paused'> = {
  kind: 'staff-erasure-paused',
  texts: texts.staffErasurePaused,
  rule: () => ({
    to: 'staff',
    facts: { ...staffRules, ...linkAndCode, dueOn: due.dueOn },
    next: ['dueOn'],
  }),
};

export const staffSignIn: MailTemplate<'staff-sign-in'> = {
  kind: 'staff-sign-in',
  texts: texts.staffSignIn,
  rule: () => ({ to: 'staff', facts: { ...linkAndCode, staffName: may } }),
};

export const staffDamage: MailTemplate<'staff-damage'> = {
  kind: 'staff-damage',
  texts: texts.staffDamage,
  rule: () => ({
    to: 'staff',
    facts: {
      restored: may,
      clock: may,
      dates: may,
      about: must('what does not fit'),
      found: list(['what'], 'whoever looks has to know where'),
      remedy: must('what to do'),
      chapter: may,
    },
    next: ['remedy'],
  }),
};

export const staffSignInDoubted: MailTemplate<'staff-sign-in-doubted'> = {
  kind: 'staff-sign-in-doubted',
  texts: texts.staffSignInDoubted,
  rule: () => ({ to: 'staff', facts: { staffName: must('whose mailbox may be read') } }),
};

export const staffCode: MailTemplate<'staff-code'> = {
  kind: 'staff-code',
  texts: texts.staffCode,
  rule: () => ({ to: 'staff', facts: { ...codeOnly, staffName: may } }),
};

export const staffUnread: MailTemplate<'staff-unread'> = {
  kind: 'staff-unread',
  texts: texts.staffUnread,
  rule: () => ({
    to: 'staff',
    facts: {
      total: must('how much is wrong'),
      oldest: must('since when a clock runs'),
      requests: list(['reference', 'receivedOn', 'dueOn'], 'each has a date by which somebody must act'),
      unnumbered: may,
    },
  }),
};
export const staffUndelivered: MailTemplate<'staff-undelivered'> = {
  kind: 'staff-undelivered',
  texts: texts.staffUndelivered,
  rule: () => ({
    to: 'staff',
    facts: {
      total: must('how many did not arrive'),
      requests: list(['reference'], 'each can be looked up'),
      more: may,
    },
  }),
};

export const staffEndedUnreached: MailTemplate<'staff-ended-unreached'> = {
  kind: 'staff-ended-unreached',
  texts: texts.staffEndedUnreached,
  rule: () => ({
    to: 'staff',
    facts: {
      total: must('how many ended'),
      requests: list(['reference'], 'each can be looked up'),
      more: may,
    },
  }),
};

export const staffMailWaits: MailTemplate<'staff-mail-waits'> = {
  kind: 'staff-mail-waits',
  texts: texts.staffMailWaits,
  rule: () => ({ to: 'staff', facts: { since: must('since when mails may be late') } }),
};

export const staffStrangers: MailTemplate<'staff-strangers'> = {
  kind: 'staff-strangers',
  texts: texts.staffStrangers,
  rule: () => ({
    to: 'staff',
    facts: {
      total: must('how many there are'),
      late: must('a date that is over cannot wait'),
      requests: list(
        ['nickname', 'reference', 'dueOn', 'todo', 'link'],
        'each has a date by which somebody must act',
      ),
      more: must('the others come in the next list'),
      listLink: must('what is not named stands there'),
    },
  }),
};

export const staffFactor: MailTemplate<'staff-factor'> = {
  kind: 'staff-factor',
  texts: texts.staffFactor,
  rule: () => ({
    to: 'staff',
    facts: { what: must('what happened'), remedy: must('what to do if nobody of them did it') },
  }),
};

export const staffFactorPending: MailTemplate<'staff-factor-pending'> = {
  kind: 'staff-factor-pending',
  texts: texts.staffFactorPending,
  rule: () => ({
    to: 'staff',
    facts: {
      ...linkAndCode,
      about: must('whose authenticator it is'),
      countsFrom: must('until then it can be cancelled'),
    },
  }),
};

export const staffOwnApproval: MailTemplate<'staff-own-approval'> = {
  kind: 'staff-own-approval',
  texts: texts.staffOwnApproval,
  rule: () => ({
    to: 'staff',
    facts: {
      ...staffRules,
      about: must('who approved what rests on their own word'),
      startsAt: must('until then it can be stopped'),
    },
    next: ['startsAt'],
  }),
};
