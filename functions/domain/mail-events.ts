import type { RefusalReason } from './mail-refusal';

/** One mail. `key` makes sure that it is sent once only. */
interface MailSent {
  key: string;
  kind: string;
  /** `named`: an address that the requester named and has not proven to be theirs. */
  to: 'requester' | 'staff' | 'recipient' | 'named';
  /** Plain date on which it was posted on paper, as a member of staff recorded. */
  postedOn?: string;
}

/** Events about mails and letters. */
export interface MailEvents {
  /** The mail service accepted a mail, or staff posted it as a letter. */
  mailed: MailSent;
  /**
   * A mail that was not sent, and will not be: the reason, and the mail service's name of the error. The text
   * for the requester is sealed, so that staff can post it.
   */
  'mail-failed': MailSent & { reason: RefusalReason; code: string };
  /** A mail was sent and did not arrive. `lasting`: nothing will arrive there. Codes of the mail service. */
  'mail-bounced': MailSent & { lasting: boolean; type: string; subtype: string };
  /** The reader marked the mail as spam. */
  'mail-complained': MailSent & { type: string };
  /** Staff dealt with an undeliverable letter in another way, or it is no longer needed. */
  'letter-settled': { key: string; staffId: string };
  /**
   * The address did not work, and staff named another, which is sealed. Nothing else is sent there until the
   * code that is mailed to it was typed.
   */
  'address-given': { staffId: string };
  /**
   * A mail that cannot be sent yet: the quota of its mailbox, of the desk or of the mail service is used up.
   * `staff-list`: staff read of it in the next list of strangers' requests. `until`: instant of the next try,
   * or from which the list may be sent.
   */
  'mail-held': {
    key: string;
    kind: string;
    to: MailSent['to'];
    because: 'mailbox-full' | 'desk-full' | 'provider-full' | 'staff-list';
    until: string;
  };
}
