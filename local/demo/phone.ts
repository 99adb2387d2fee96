import { Secret, TOTP } from 'otpauth';

const PERIOD_S = 30;

/** A phone with an authenticator app: reads the secret off the page once, and never shows the same code twice. */
export class Phone {
  private secret: string | undefined;
  private lastStep = 0;

  /** Reads the key from the page where the app is set up, if it is such a page. */
  scan(html: string): void {
    this.secret ??= /<code>([A-Z2-7]{16,64})<\/code>/.exec(html)?.[1];
  }

  /** The next code; waits for the next half minute when all that count now have been used. */
  async code(): Promise<string> {
    if (!this.secret) throw new Error('the app is not set up: no key was on the page');
    for (;;) {
      const now = Math.floor(Date.now() / 1000 / PERIOD_S);
      const step = Math.max(this.lastStep + 1, now - 1);
      if (step <= now + 1) {
        this.lastStep = step;
        const totp = new TOTP({
          secret: Secret.fromBase32(this.secret),
          algorithm: 'SHA1',
          digits: 6,
          period: PERIOD_S,
        });
        return totp.generate({ timestamp: step * PERIOD_S * 1000 });
      }
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}
