import type { StoredMail } from './mail-store';

/** An event of SES about one mail, with the documented fields. */
export interface SesFeedback {
  readonly eventType: 'Bounce' | 'Complaint';
  readonly mail: object;
  readonly bounce?: object;
  readonly complaint?: object;
}

/** Mailboxes of SES's mailbox simulator; a label after a plus sign changes nothing. */
const MAILBOX = /^(bounce|suppressionlist|complaint|ooto)(\+[^@]*)?@simulator\.amazonses\.com$/i;

/**
 * The event that SES sends about a mail to its mailbox simulator; undefined for any other mail.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/send-an-email-from-console.html#send-email-simulator
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
export function simulatedFeedback(sent: StoredMail): SesFeedback | undefined {
  const address = sent.to[0] ?? '';
  const scenario = MAILBOX.exec(address)?.[1]?.toLowerCase();
  if (!scenario) return undefined;
  const tags = Object.fromEntries(Object.entries(sent.tags).map(([name, value]) => [name, [value]]));
  const mail = {
    timestamp: sent.sentAt,
    messageId: sent.messageId,
    source: sent.from,
    destination: sent.to,
    tags,
  };
  const feedbackId = `feedback-${sent.messageId}`;
  const common = { feedbackId, timestamp: sent.sentAt };
  if (scenario === 'complaint') {
    const complainedRecipients = [{ emailAddress: address }];
    return {
      eventType: 'Complaint',
      mail,
      complaint: { ...common, complainedRecipients, complaintFeedbackType: 'abuse' },
    };
  }
  const [bounceType, bounceSubType] = kinds[scenario] ?? ['Undetermined', 'Undetermined'];
  // An automatic reply is not a bounce.
  const report = scenario === 'ooto' ? {} : { action: 'failed', status: '5.1.1' };
  const bouncedRecipients = [{ emailAddress: address, ...report }];
  return { eventType: 'Bounce', mail, bounce: { ...common, bounceType, bounceSubType, bouncedRecipients } };
}

const kinds: Readonly<Record<string, readonly [type: string, subtype: string]>> = {
  bounce: ['Permanent', 'General'],
  suppressionlist: ['Permanent', 'OnAccountSuppressionList'],
  ooto: ['Transient', 'General'],
};
