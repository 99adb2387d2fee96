import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { MailQuotaError, TryAgainError } from '../domain/errors';
import type { Mail, Mailbox } from '../domain/ports';

export interface MailboxSettings {
  readonly ses: SESv2Client;
  readonly sender: { readonly address: string; readonly name: string };
  readonly replyTo: string;
  readonly configurationSet?: string;
  /** Called when the service takes no more for now, so that an alarm can ring by another way than mail. */
  readonly takesNoMore?: () => void;
}

/** Exactly one recipient a mail, simple content only: nothing a person typed can become a header. */
export function sesMailbox(settings: MailboxSettings): Mailbox {
  return {
    send: async (mail) => {
      if (!isOneAddress(mail.to)) throw new Error('not one plain mail address');
      try {
        await settings.ses.send(command(settings, mail));
      } catch (error) {
        throw faultOf(settings, error);
      }
    },
  };
}

function faultOf(settings: MailboxSettings, error: unknown): Error {
  if (takesNoMore(error)) {
    settings.takesNoMore?.();
    return new MailQuotaError('the mail service takes no more for now');
  }
  return isPassing(error) ? new TryAgainError('the mail service did not accept the mail') : codeOnly(error);
}

/**
 * The quota of a day is used up, or the account is paused: that lasts for hours, and says nothing of the mail. A rate that is too high is over in seconds, and is tried again
 * like any other throttling.
 *
 * @see https://docs.aws.amazon.com/ses/latest/dg/manage-sending-quotas-errors.html
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
 */
function takesNoMore(error: unknown): boolean {
  const { name, message = '' } = error as { name?: string; message?: string };
  if (name === 'SendingPausedException' || name === 'LimitExceededException') return true;
  return /daily (message|sending) quota/i.test(message);
}

function command(settings: MailboxSettings, mail: Mail): SendEmailCommand {
  return new SendEmailCommand({
    FromEmailAddress: `${displayName(settings.sender.name)} <${settings.sender.address}>`,
    ReplyToAddresses: [settings.replyTo],
    Destination: { ToAddresses: [mail.to] },
    Content: {
      Simple: {
        Subject: { Data: mail.subject, Charset: 'UTF-8' },
        Body: { Text: { Data: mail.text, Charset: 'UTF-8' }, Html: { Data: mail.html, Charset: 'UTF-8' } },
      },
    },
    ...(settings.configurationSet ? { ConfigurationSetName: settings.configurationSet } : {}),
  });
}

/** A name outside ASCII is an encoded word (RFC 2047), as SES wants it. https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html */
function displayName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return JSON.stringify(name);
  return `=?UTF-8?B?${Buffer.from(name, 'utf8').toString('base64')}?=`;
}

/** No control characters, white space, quotes or separators: one address and nothing beside it. */
export function isOneAddress(address: string): boolean {
  return address.length <= 254 && /^[^\s<>,;:"()[\]\\@\p{Cc}]+@[^\s<>,;:"()[\]\\@\p{Cc}]+$/u.test(address);
}

function isPassing(error: unknown): boolean {
  const status = (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
  return status === undefined || status === 429 || status >= 500;
}

/** The service's own message may repeat the address. Its code becomes part of the error's name, which is all that a log line shows. */
function codeOnly(error: unknown): Error {
  const code = (error as Error).name;
  return Object.assign(new Error(`the mail service refused the mail: ${code}`), {
    name: `MailRefused.${code}`,
  });
}
