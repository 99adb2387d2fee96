import type { EveryMail, LinkAndCode } from './mail-frame-facts';

/** Facts of the mails to those who received the data. The person is named on the page only. */
export interface RecipientMailFacts {
  'recipient-instruction': ToRecipient & { readonly dueOn: string };
  'recipient-notice': ToRecipient;
  /** Restricted data may be used again (Art. 18(3) and 19 GDPR). */
  'recipient-restriction-ended': Omit<ToRecipient, 'todo'>;
  /** All opt-outs of a day, for one recipient. */
  'recipient-digest': EveryMail & {
    readonly recipientName: string;
    readonly requests: readonly {
      readonly reference: string;
      readonly todo: string;
      readonly link: string;
      readonly code: string;
    }[];
    readonly linkLife: string;
  };
}

interface ToRecipient extends EveryMail, LinkAndCode {
  readonly reference: string;
  readonly recipientName: string;
  /** "erase their data", in words. */
  readonly todo: string;
}
