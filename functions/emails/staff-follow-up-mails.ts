import { linkAndCode, list, may, must, staffRules } from './fact-rule';
import type { MailTemplate } from './mail-template';
import * as texts from './texts.generated';

/* Mails to staff after the person was answered; see `person-mails.ts`. */

export const staffAfterErasure: MailTemplate<'staff-after-erasure'> = {
  kind: 'staff-after-erasure',
  texts: texts.staffAfterErasure,
  rule: () => ({
    to: 'staff',
    facts: {
      ...staffRules,
      about: must('why the mail comes so long after the end'),
      found: list(['store', 'what'], 'what there is to look at'),
      remedy: must('what to do'),
    },
    next: ['remedy'],
  }),
};

export const staffSettlement: MailTemplate<'staff-settlement'> = {
  kind: 'staff-settlement',
  texts: texts.staffSettlement,
  rule: () => ({
    to: 'staff',
    facts: {
      ...staffRules,
      ...linkAndCode,
      store: must('where to look'),
      askedOn: must('what whoever runs it is asked about'),
      promised: must('the day on which it was to be done'),
      overdue: may,
      readByDesk: must('the desk may know that it is not done'),
    },
  }),
};

export const staffRecipientSilent: MailTemplate<'staff-recipient-silent'> = {
  kind: 'staff-recipient-silent',
  texts: texts.staffRecipientSilent,
  rule: () => ({
    to: 'staff',
    facts: {
      ...staffRules,
      recipientName: must('whom to ask'),
      promised: must('the day on which it was to be done'),
    },
  }),
};
