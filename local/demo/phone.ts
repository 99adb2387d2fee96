import { Secret, TOTP } from 'otpauth';

const PERIOD_MS = 30_000;

/** A code that stops counting within this time might be too late when it arrives. */
const MARGIN_MS = 5_000;

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
      const oldest = Math.floor((Date.now() + MARGIN_MS) / PERIOD_MS) - 1;
      const newest = Math.floor(Date.now() / PERIOD_MS) + 1;
      const step = Math.max(this.lastStep + 1, oldest);
      if (step <= newest) {
        this.lastStep = step;
        const totp = new TOTP({
          secret: Secret.fromBase32(this.secret),
          algorithm: 'SHA1',
          digits: 6,
          period: PERIOD_MS / 1000,
        });
        return totp.generate({ timestamp: step * PERIOD_MS });
      }
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}
