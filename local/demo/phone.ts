import { Secret, TOTP } from 'otpauth';

const PERIOD_MS = 30_000;

/** A code that expires within this time may be too late when it arrives. */
const MARGIN_MS = 5_000;

/** A phone with an authenticator app, which never gives the same code twice. */
export class Phone {
  private lastStep = 0;

  /** @param secret - base32, as the command line shows it */
  constructor(protected readonly secret: string) {}

  /** The next code; waits for the next half minute when all currently valid codes have been used. */
  async code(): Promise<string> {
    for (;;) {
      const oldest = Math.floor((Date.now() + MARGIN_MS) / PERIOD_MS) - 1;
      const newest = Math.floor(Date.now() / PERIOD_MS) + 1;
      const step = Math.max(this.lastStep + 1, oldest);
      if (step <= newest) {
        this.lastStep = step;
        return shown(this.secret, step * PERIOD_MS);
      }
      await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

/** The code that an app with this key shows now. */
export function shownNow(secret: string): string {
  return shown(secret, Date.now());
}

function shown(secret: string, timestamp: number): string {
  const period = PERIOD_MS / 1000;
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });
  return totp.generate({ timestamp });
}
