import { linkAndCode, list, may, must, reference } from './fact-rule';
import type { MailTemplate } from './mail-template';
import * as texts from './texts.generated';

/* Mails to recipients of the data; see `person-mails.ts`. */

export const recipientInstruction: MailTemplate<'recipient-instruction'> = {
  kind: 'recipient-instruction',
  texts: texts.recipientInstruction,
  rule: () => ({
    to: 'recipient',
    facts: {
      ...linkAndCode,
      reference,
      recipientName: may,
      todo: must('what is instructed'),
      dueOn: must('by when'),
    },
    next: ['dueOn'],
  }),
};

export const recipientNotice: MailTemplate<'recipient-notice'> = {
  kind: 'recipient-notice',
  texts: texts.recipientNotice,
  rule: () => ({
    to: 'recipient',
    facts: { ...linkAndCode, reference, recipientName: may, todo: must('what the person asked for') },
  }),
};

export const recipientRestrictionEnded: MailTemplate<'recipient-restriction-ended'> = {
  kind: 'recipient-restriction-ended',
  texts: texts.recipientRestrictionEnded,
  rule: () => ({ to: 'recipient', facts: { ...linkAndCode, reference, recipientName: may } }),
};

export const recipientDigest: MailTemplate<'recipient-digest'> = {
  kind: 'recipient-digest',
  texts: texts.recipientDigest,
  rule: () => ({
    to: 'recipient',
    facts: {
      recipientName: may,
      requests: list(['reference', 'todo', 'link', 'code'], 'each is an instruction or a notice of its own'),
      linkLife: must('the reader has to know how long it works'),
    },
  }),
};
