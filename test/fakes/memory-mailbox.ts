import { TryAgainError } from '../../functions/domain/errors';
import { MailRefusal, type RefusalReason } from '../../functions/domain/mail-refusal';
import type { Mail, Mailbox } from '../../functions/domain/ports';

/**
 * Keeps what was sent, in order. `down` makes it fail like an unreachable provider; `refuses` rejects an
 * address, or all mail of the account, permanently.
 */
export class MemoryMailbox implements Mailbox {
  readonly sent: Mail[] = [];
  down = false;
  readonly refuses = new Map<string, RefusalReason>();
  refusesAll: RefusalReason | undefined;

  async send(mail: Mail): Promise<void> {
    if (this.down) throw new TryAgainError('the mail provider did not answer');
    const reason = this.refusesAll ?? this.refuses.get(mail.to);
    if (reason) throw new MailRefusal(reason, 'BadRequestException');
    this.sent.push(mail);
  }

  /** All mails to one address, oldest first. */
  to(address: string): Mail[] {
    return this.sent.filter((mail) => mail.to === address);
  }
}

/** The path of the first link of a mail to a page of the given kind, such as `s/decide`. */
export function linkIn(mail: Mail | undefined, kind: string): string {
  const found = mail?.text.match(new RegExp(`https?://[^\\s/]+(/${kind}/[A-Za-z0-9_-]+)`));
  if (!found?.[1]) throw new Error(`the mail has no link to ${kind}`);
  return found[1];
}

/** The six digits of a mail. */
export function codeIn(mail: Mail | undefined): string {
  const found = mail?.text.match(/^\s+(\d{6})\s*$/m);
  if (!found?.[1]) throw new Error('the mail has no code');
  return found[1];
}
