import { type SESv2Client, SendEmailCommand } from '@aws-sdk/client-sesv2';
import { MailQuotaError, type TryAgainError } from '../domain/errors';
import { mailAddressFault } from '../domain/mail-address';
import { MailRefusal } from '../domain/mail-refusal';
import type { Mail, Mailbox } from '../domain/ports';
import { sesErrorToFault } from './ses-error-to-fault';

export interface MailboxSettings {
  readonly ses: SESv2Client;
  readonly sender: { readonly address: string; readonly name: string };
  readonly replyTo: string;
  readonly configurationSet?: string;
  /** Called when SES accepts no more mail for now, so that an alarm can ring that does not depend on mail. */
  readonly takesNoMore?: () => void;
}

/**
 * Sends by SES, to exactly one recipient and with simple content, so that nothing a person typed can become a
 * header.
 */
export function sesMailbox(settings: MailboxSettings): Mailbox {
  return {
    send: async (mail) => {
      if (!isOneAddress(mail.to)) throw new MailRefusal('address', 'InvalidParameterValue');
      try {
        await settings.ses.send(command(settings, mail));
      } catch (error) {
        throw faultOf(settings, error);
      }
    },
  };
}

function faultOf({ takesNoMore }: MailboxSettings, error: unknown): TryAgainError | MailRefusal {
  const fault = sesErrorToFault(error);
  if (fault instanceof MailQuotaError) takesNoMore?.();
  return fault;
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
    ...tagsOf(mail),
    ...(settings.configurationSet ? { ConfigurationSetName: settings.configurationSet } : {}),
  });
}

/**
 * Encodes a name that is not ASCII as an encoded word (RFC 2047), as SES requires.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
function displayName(name: string): string {
  if (/^[\x20-\x7e]*$/.test(name)) return JSON.stringify(name);
  return `=?UTF-8?B?${Buffer.from(name, 'utf8').toString('base64')}?=`;
}

/** Whether it is exactly one address that SES accepts. */
export function isOneAddress(address: string): boolean {
  return address === address.trim() && mailAddressFault(address) === undefined;
}

/**
 * Tags, whose names and values may hold up to 256 letters, digits, `_` and `-`.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_MessageTag.html
 */
function tagsOf({ tags = {} }: Mail) {
  const pairs = Object.entries(tags).filter(([, value]) => /^[\w-]{1,256}$/.test(value));
  return pairs.length > 0 ? { EmailTags: pairs.map(([Name, Value]) => ({ Name, Value })) } : {};
}
