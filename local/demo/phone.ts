import { Secret, TOTP } from 'otpauth';

const PERIOD_MS = 30_000;

/** A code that expires within this time may be too late when it arrives. */
const MARGIN_MS = 5_000;

/** The time on phones. Where it can be moved, nobody has to wait for the next code. */
export interface PhoneTime {
  epochMs(): number;
  advance(duration: string): void;
}

/** A phone with an authenticator app, which never gives the same code twice. */
export class Phone {
  private lastStep = 0;

  /**
   * @param secret - base32, as the command line shows it
   * @param time - of a desk on this machine; the real time when absent
   */
  constructor(
    protected readonly secret: string,
    private readonly time?: PhoneTime,
  ) {}

  /** The next code; goes to the next half minute when all currently valid codes have been used. */
  async code(): Promise<string> {
    for (;;) {
      const now = this.time?.epochMs() ?? Date.now();
      const oldest = Math.floor((now + MARGIN_MS) / PERIOD_MS) - 1;
      const newest = Math.floor(now / PERIOD_MS) + 1;
      const step = Math.max(this.lastStep + 1, oldest);
      if (step <= newest) {
        this.lastStep = step;
        return shown(this.secret, step * PERIOD_MS);
      }
      if (this.time) this.time.advance('PT30S');
      else await new Promise((done) => setTimeout(done, 1000));
    }
  }
}

/** The code that an app with this key shows now. */
export function shownNow(secret: string, now = Date.now()): string {
  return shown(secret, now);
}

function shown(secret: string, timestamp: number): string {
  const period = PERIOD_MS / 1000;
  const totp = new TOTP({ secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period });
  return totp.generate({ timestamp });
}
