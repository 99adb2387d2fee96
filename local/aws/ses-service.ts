import { randomBytes, randomUUID } from 'node:crypto';
import { Temporal } from 'temporal-polyfill';
import * as z from 'zod';
import type { Clock } from '../../functions/domain/clock';
import { AwsError, unsupported } from './aws-error';
import { parseJson } from './json-service';
import { checkHeaderText, checkMailbox } from './mail-header';
import type { MailStore, StoredMail } from './mail-store';
import { type SesFeedback, simulatedFeedback } from './ses-simulator';
import type { WireAnswer, WireRequest, WireService } from './wire-service';

const PART = z.strictObject({ Data: z.string(), Charset: z.string().optional() });
const ADDRESSES = z.array(z.string()).default([]);
const MAIL = z.strictObject({
  FromEmailAddress: z.string(),
  Destination: z.strictObject({ ToAddresses: ADDRESSES, CcAddresses: ADDRESSES, BccAddresses: ADDRESSES }),
  ReplyToAddresses: ADDRESSES,
  ConfigurationSetName: z.string().optional(),
  EmailTags: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
  Content: z.strictObject({
    Simple: z.strictObject({
      Subject: PART,
      Body: z.strictObject({ Text: PART.optional(), Html: PART.optional() }),
      Headers: z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([]),
    }),
  }),
});

type Mail = z.output<typeof MAIL>;

/** SES takes at most 50 recipients in one mail. */
const MOST_RECIPIENTS = 50;

/** SES's API version 2: SendEmail with simple content, and GetAccount. */
export interface SesOptions {
  readonly mails: MailStore;
  readonly clock: Clock;
  /** Called for each mail that bounces or is marked as spam, with an event of the configuration set. */
  readonly feedback?: (event: SesFeedback) => void;
}

/** @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
export function sesService(options: SesOptions): WireService {
  const { mails, clock } = options;
  return (request) => {
    if (!request.path.startsWith('/v2/email/')) return undefined;
    const route = `${request.method} ${request.path}`;
    if (route === 'POST /v2/email/outbound-emails') {
      return {
        service: 'ses',
        operation: 'SendEmail',
        run: async () => sendEmail(options, request),
      };
    }
    if (route === 'GET /v2/email/account') {
      return { service: 'ses', operation: 'GetAccount', run: async () => answer(account(mails, clock)) };
    }
    return { service: 'ses', operation: route, run: () => Promise.reject(unsupported('ses', route)) };
  };
}

function sendEmail({ mails, clock, feedback }: SesOptions, request: WireRequest): WireAnswer {
  const parsed = MAIL.safeParse(parseJson(request.body));
  if (!parsed.success) throw new AwsError('BadRequestException', z.prettifyError(parsed.error));
  checkMail(parsed.data);
  const messageId = `${randomBytes(8).toString('hex')}-${randomUUID()}-000000`;
  const mail = stored(parsed.data, messageId, clock.now());
  mails.add(mail);
  const event = simulatedFeedback(mail);
  if (event) feedback?.(event);
  return answer({ MessageId: messageId });
}

function checkMail({ FromEmailAddress, Destination, ReplyToAddresses, Content }: Mail): void {
  const recipients = Object.values(Destination).flat();
  if (recipients.length === 0) throw new AwsError('BadRequestException', 'No recipients specified');
  if (recipients.length > MOST_RECIPIENTS)
    throw new AwsError('BadRequestException', 'Recipient count exceeds 50.');
  for (const mailbox of [FromEmailAddress, ...recipients, ...ReplyToAddresses]) checkMailbox(mailbox);
  const { Subject, Body, Headers } = Content.Simple;
  checkHeaderText('Subject', Subject.Data);
  for (const { Name, Value } of Headers) checkHeaderText(Name, Value);
  if (Body.Text === undefined && Body.Html === undefined)
    throw new AwsError('BadRequestException', 'Empty body');
}

function stored(mail: Mail, messageId: string, sentAt: string): StoredMail {
  const { Subject, Body, Headers } = mail.Content.Simple;
  const named = (pairs: readonly { Name: string; Value: string }[]) =>
    Object.fromEntries(pairs.map(({ Name, Value }) => [Name, Value]));
  return {
    messageId,
    sentAt,
    from: mail.FromEmailAddress,
    to: mail.Destination.ToAddresses,
    cc: mail.Destination.CcAddresses,
    bcc: mail.Destination.BccAddresses,
    replyTo: mail.ReplyToAddresses,
    subject: Subject.Data,
    text: Body.Text?.Data,
    html: Body.Html?.Data,
    headers: named(Headers),
    tags: named(mail.EmailTags),
    configurationSet: mail.ConfigurationSetName,
  };
}

/** An account outside SES's sandbox, with the quotas that such an account starts with. */
function account(mails: MailStore, clock: Clock) {
  const dayAgo = Temporal.Instant.from(clock.now()).subtract({ hours: 24 }).toString();
  const sent = mails.list().filter((mail) => mail.sentAt > dayAgo).length;
  return {
    SendingEnabled: true,
    ProductionAccessEnabled: true,
    EnforcementStatus: 'HEALTHY',
    DedicatedIpAutoWarmupEnabled: false,
    SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: sent },
  };
}

function answer(body: object): WireAnswer {
  return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
