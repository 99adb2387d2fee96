import { MailQuotaError } from '../domain/errors';
import type { Mail, Mailbox } from '../domain/ports';

/**
 * Stops calling the mail service in a sweep once it has said that a quota is used up: further mails wait for
 * the next sweep.
 */
export class QuotaMailbox implements Mailbox {
  isFull = false;

  constructor(private readonly inner: Mailbox) {}

  async send(mail: Mail): Promise<void> {
    if (this.isFull) throw new MailQuotaError('the mail service takes no more for now');
    try {
      await this.inner.send(mail);
    } catch (error) {
      if (error instanceof MailQuotaError) this.isFull = true;
      throw error;
    }
  }
}
