import { createHash, createHmac } from 'node:crypto';
import { constantTimeEqual } from '../../casework/links/constant-time-equal';

/** What the shop's server sends with the body, and what is signed. */
export interface SignedCall {
  readonly method: string;
  /** Path of the address, without host and query. */
  readonly path: string;
  readonly body: string;
  /** Headers `Rightsdesk-Key`, `-Time`, `-Signature`. */
  readonly keyId: string | undefined;
  readonly time: string | undefined;
  readonly signature: string | undefined;
}

/** Minutes by which the clock of the shop's server may differ from ours, in either direction. */
export const MAX_CLOCK_SKEW_MINUTES = 5;

/**
 * A secret shorter than this many bytes could be guessed (RFC 2104 section 3: no shorter than the hash's
 * output).
 */
export const MIN_SECRET_BYTES = 32;

/**
 * What is signed, one per line: the method, the path, the time, and the SHA-256 of the body in hexadecimal.
 * The time is ISO 8601 in UTC.
 */
export function textToSign(
  { method, path, body }: Pick<SignedCall, 'method' | 'path' | 'body'>,
  time: string,
): string {
  const digest = createHash('sha256').update(body).digest('hex');
  return [method.toUpperCase(), path, time, digest].join('\n');
}

/** HMAC-SHA256 (RFC 2104), as `v1=` and hexadecimal digits. */
export function signatureOf(
  call: Pick<SignedCall, 'method' | 'path' | 'body'>,
  time: string,
  secret: string,
): string {
  return `v1=${createHmac('sha256', secret).update(textToSign(call, time)).digest('hex')}`;
}

/**
 * Whether the call was signed with the secret and its time is within five minutes of ours. Compared in
 * constant time; a call without a known key is compared with a secret that nobody has, so that it takes as
 * long.
 *
 * @param secret - that of the key the call names; undefined if there is none
 * @param now - instant
 */
export function isSigned(call: SignedCall, secret: string | undefined, now: string): boolean {
  const isUsable = secret !== undefined && Buffer.byteLength(secret) >= MIN_SECRET_BYTES;
  const expected = signatureOf(call, call.time ?? '', isUsable ? secret : UNKNOWN_SECRET);
  const isSame = constantTimeEqual(call.signature ?? '', expected);
  return isUsable && isSame && isInWindow(call.time, now);
}

const UNKNOWN_SECRET = createHash('sha512').update('nobody').digest('hex');

const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?Z$/;

function isInWindow(time: string | undefined, now: string): boolean {
  if (!INSTANT.test(time ?? '')) return false;
  const apart = Math.abs(Date.parse(time ?? '') - Date.parse(now));
  return apart <= MAX_CLOCK_SKEW_MINUTES * 60_000;
}
