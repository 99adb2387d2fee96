import { createHash } from 'node:crypto';
import * as z from 'zod/mini';
import { mailAboutUndelivered } from '../casework/mail/mail-once';
import { mailOf, type TaggedMail } from '../casework/mail/mail-tags';
import type { MailingDeps } from '../casework/mail/mailing-deps';
import type { EventData, NewEvent } from '../domain/events';
import { parseJson } from '../domain/parse-json';

/** How SNS hands a message to a function. https://docs.aws.amazon.com/lambda/latest/dg/with-sns.html */
export interface SnsEvent {
  readonly Records: readonly { readonly Sns: { readonly Message: string } }[];
}

/** The three fields are there only where a mail service reported on the mail. */
const Recipient = z.object({
  action: z.optional(z.unknown()),
  status: z.optional(z.unknown()),
  diagnosticCode: z.optional(z.unknown()),
});

/**
 * What SES reports on a mail, as far as it is read: addresses and subjects are ignored. Of another mail
 * service's report only its presence and its action count; nothing of it is kept.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
const SesNotification = z.object({
  eventType: z.string(),
  mail: z.object({ messageId: z.string(), tags: z.optional(z.record(z.string(), z.array(z.string()))) }),
  bounce: z.optional(
    z.object({
      bounceType: z.string(),
      bounceSubType: z.optional(z.string()),
      feedbackId: z.string(),
      bouncedRecipients: z.optional(z.array(Recipient)),
    }),
  ),
  complaint: z.optional(
    z.object({ complaintFeedbackType: z.optional(z.nullable(z.string())), feedbackId: z.string() }),
  ),
});

type SesNotification = z.infer<typeof SesNotification>;

/**
 * How many events were recorded. Those of a sign-in, or of a request that this desk does not have, are not.
 */
export interface RecordedMailEvents {
  readonly noted: number;
  readonly untied: number;
}

/**
 * Records what became of a mail in the log of its request, once however often SES says it, and tells staff at
 * once when it did not arrive or is not wanted. A mail to an address on the account's suppression list is
 * reported as a bounce too.
 */
export async function recordMailEvents(
  deps: MailingDeps,
  { Records }: SnsEvent,
): Promise<RecordedMailEvents> {
  let noted = 0;
  for (const { Sns } of Records) if (await recordEvent(deps, Sns.Message)) noted += 1;
  return { noted, untied: Records.length - noted };
}

async function recordEvent(deps: MailingDeps, message: string): Promise<boolean> {
  const told = SesNotification.safeParse(parseJson(message));
  if (!told.success) return false;
  const tags = Object.entries(told.data.mail.tags ?? {}).map(([name, values]) => [name, values[0]]);
  const mail = mailOf(Object.fromEntries(tags));
  if (!mail || !(await deps.register.find(mail.requestId))) return false;
  const event = eventOf(told.data, mail);
  if (!event) return false;
  await deps.register.append(mail.requestId, commandOf(told.data), () => event);
  await mailAboutUndelivered(deps, mail.requestId);
  return true;
}

function eventOf(told: SesNotification, { key, kind, to }: TaggedMail): NewEvent | undefined {
  const about: EventData['mailed'] = { key, kind, to };
  const { eventType, bounce, complaint } = told;
  if (eventType === 'Bounce' && bounce) {
    const lasting = !isPassing(bounce);
    const codes = { type: codeOf(bounce.bounceType), subtype: codeOf(bounce.bounceSubType) };
    return { type: 'mail-bounced', data: { ...about, lasting, ...codes }, actor: { kind: 'desk' } };
  }
  if (eventType === 'Complaint' && complaint) {
    const type = codeOf(complaint.complaintFeedbackType);
    return { type: 'mail-complained', data: { ...about, type }, actor: { kind: 'desk' } };
  }
  if (eventType === 'Reject' || eventType === 'Rendering Failure') {
    const codes = { lasting: true, type: 'Reject', subtype: 'Content' };
    return { type: 'mail-bounced', data: { ...about, ...codes }, actor: { kind: 'desk' } };
  }
  return undefined;
}

/**
 * Whether the mail arrived after all: SES reports an automatic reply as such a bounce, without the report of
 * a mail service. It uses the same two words when it gives up on a domain or a server that does not answer,
 * with a report; so a bounce with a report counts as not arrived unless the report says otherwise.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/notification-contents.html#bounce-types
 * @see https://www.rfc-editor.org/rfc/rfc3464#section-2.3.3
 */
function isPassing({ bounceType, bounceSubType, bouncedRecipients = [] }: Bounce): boolean {
  return bounceType === 'Transient' && bounceSubType === 'General' && !bouncedRecipients.some(isLost);
}

type Bounce = NonNullable<SesNotification['bounce']>;

function isLost({ action, status, diagnosticCode }: z.infer<typeof Recipient>): boolean {
  if (!action) return Boolean(status || diagnosticCode);
  return !arrived.has(String(action).toLowerCase());
}

/** The actions of RFC 3464 for a mail that reached its mailbox or was relayed. */
const arrived: ReadonlySet<string> = new Set(['delivered', 'relayed', 'expanded']);

/** Bounce types, their subtypes, and the feedback types of RFC 5965 that SES documents. */
const codes: ReadonlySet<string> = new Set([
  ...['Undetermined', 'Permanent', 'Transient'],
  ...['General', 'NoEmail', 'Suppressed', 'OnAccountSuppressionList', 'UnsubscribedRecipient'],
  ...['MailboxFull', 'MessageTooLarge', 'ContentRejected', 'AttachmentRejected'],
  ...['abuse', 'auth-failure', 'fraud', 'not-spam', 'other', 'virus'],
]);

/** A code that is safe in a log. Anything else could have been chosen by the owner of the mailbox. */
function codeOf(code: string | null | undefined): string {
  return code && codes.has(code) ? code : 'other';
}

/** The same notification is the same command. SES ids are opaque, and hashed because of their length. */
function commandOf({ bounce, complaint, mail }: SesNotification): string {
  const id = bounce?.feedbackId ?? complaint?.feedbackId ?? mail.messageId;
  return `told-${createHash('sha256').update(id).digest('base64url').slice(0, 22)}`;
}
