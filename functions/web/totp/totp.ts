import { Secret, TOTP } from 'otpauth';
import { Temporal } from 'temporal-polyfill';

/** The parameters that every authenticator app supports: RFC 6238 with SHA-1, six digits, thirty seconds. */
const PARAMETERS = { algorithm: 'SHA1', digits: 6, period: 30 } as const;

/** A phone's clock may be off by this many steps, before or after (RFC 6238 section 5.2). */
const WINDOW = 1;

export interface TotpSecret {
  /** Base32, as a person would type it into the app. */
  readonly secret: string;
  /** Content of the QR code. */
  readonly uri: string;
}

/** The secret that an app is set up with. `bytes`: 20 of them, as RFC 4226 section 4 recommends. */
export function totpSecret(bytes: Uint8Array, name: { issuer: string; label: string }): TotpSecret {
  const secret = new Secret({ buffer: Uint8Array.from(bytes).buffer });
  const totp = new TOTP({ ...PARAMETERS, ...name, secret, issuerInLabel: true });
  return { secret: secret.base32, uri: totp.toString() };
}

/**
 * The time step for which `typed` is the code, or undefined when it fits neither the present step nor its
 * neighbours. `now` is an instant.
 */
export function totpStep(secret: string, typed: string, now: string): number | undefined {
  const timestamp = Temporal.Instant.from(now).epochMilliseconds;
  const delta = TOTP.validate({
    ...PARAMETERS,
    secret: Secret.fromBase32(secret),
    token: typed,
    timestamp,
    window: WINDOW,
  });
  return delta === null ? undefined : TOTP.counter({ period: PARAMETERS.period, timestamp }) + delta;
}
