import type { Clock } from '../domain/clock';
import { MailQuotaError, TryAgainError } from '../domain/errors';
import type { Mail, Mailbox } from '../domain/ports';

/** Milliseconds before each further try: mails of many requests at once may exceed the rate of a second. */
const WAITS = [500, 1_000, 2_000];

/**
 * Stops calling the mail service in a sweep once it has said that a quota is used up: further mails wait for
 * the next sweep. Where it only takes no more in this second, the mail is tried again a moment later; where
 * that did not help once, the service is down, and no other mail waits for it.
 */
export class QuotaMailbox implements Mailbox {
  isFull = false;
  private isDown = false;

  constructor(
    private readonly inner: Mailbox,
    private readonly clock: Pick<Clock, 'pause'>,
  ) {}

  async send(mail: Mail): Promise<void> {
    for (const wait of WAITS) {
      if (await this.hasLeft(mail)) return;
      await (this.clock.pause?.(wait) ?? new Promise((done) => setTimeout(done, wait)));
    }
    this.isDown = true;
    await this.sendNow(mail);
    this.isDown = false;
  }

  /** False when it may leave in a moment. */
  private async hasLeft(mail: Mail): Promise<boolean> {
    try {
      await this.sendNow(mail);
      return true;
    } catch (error) {
      if (this.isDown || this.isFull || !(error instanceof TryAgainError)) throw error;
      return false;
    }
  }

  private async sendNow(mail: Mail): Promise<void> {
    if (this.isFull) throw new MailQuotaError('the mail service takes no more for now');
    try {
      await this.inner.send(mail);
    } catch (error) {
      if (error instanceof MailQuotaError) this.isFull = true;
      throw error;
    }
  }
}
