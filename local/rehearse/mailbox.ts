import * as z from 'zod';
import type { StoredMail } from '../aws/mail-store';

const answer = z.object({
  messages: z.record(
    z.string(),
    z.array(
      z.object({
        MessageId: z.string(),
        Source: z.string(),
        To: z.array(z.string()),
        Subject: z.string(),
        BodyText: z.string(),
        BodyHtml: z.string().nullish(),
        Timestamp: z.union([z.string(), z.number()]),
      }),
    ),
  ),
});

/** Reads the mails from a page in the format of MiniStack's `/_ministack/ses/messages`. Oldest first. */
export async function readMailbox(page: string): Promise<StoredMail[]> {
  const response = await fetch(page);
  if (!response.ok) throw new Error(`the mailbox ${page} answered ${response.status}`);
  const { messages } = answer.parse(await response.json());
  return Object.values(messages)
    .flat()
    .map((mail) => ({
      messageId: mail.MessageId,
      sentAt: String(mail.Timestamp),
      from: mail.Source,
      to: mail.To,
      cc: [],
      bcc: [],
      replyTo: [],
      subject: mail.Subject,
      text: mail.BodyText,
      html: mail.BodyHtml ?? undefined,
      headers: {},
      tags: {},
      configurationSet: undefined,
    }));
}
