import { domainToASCII, domainToUnicode } from 'node:url';
import type { IdentityKind } from './data-map';

/**
 * How an identity may be spelled in a store: as it was typed, and for an address also in ASCII lower case and
 * with its domain in Unicode and in its `xn--` form (RFC 5890). Nothing else is folded: dots, plus signs and
 * the case of other alphabets stay as they are.
 */
export function spellings(kind: IdentityKind, value: string): string[] {
  if (kind !== 'email') return [value];
  const cased = [value, asciiLowerCase(value)];
  return [...new Set([...cased, ...cased.flatMap(otherDomains)])];
}

/** One form for all spellings of an identity, for comparisons. */
export function folded(kind: IdentityKind, value: string): string {
  if (kind !== 'email') return value;
  return withAsciiDomain(asciiLowerCase(value));
}

/** Values that are written where there is none. */
const placeholderValues = [
  ...[
    'null',
    'nil',
    'none',
    'n/a',
    'n.a.',
    'na',
    'unknown',
    'undefined',
    'unspecified',
    'not provided',
    'nan',
  ],
  ...['anonymous', 'anon', 'guest', 'walk-in', 'walkin', 'deleted', 'removed'],
  ...[
    'test',
    'dummy',
    'example',
    'tbd',
    'tba',
    'unbekannt',
    'keine',
    'gast',
    'anonym',
    'inconnu',
    'desconocido',
  ],
];

/** Mailboxes that are written where the real one is not known. */
const placeholderMailboxes = [
  'noreply',
  'no-reply',
  'donotreply',
  'do-not-reply',
  'none',
  'noemail',
  'no-email',
];

/**
 * Whether a value can name one person at all: not `-`, `0`, `-1` or `n/a`, no telephone number of four digits
 * or of one repeated digit, no placeholder address.
 */
export function isIdentifying(kind: IdentityKind, value: string): boolean {
  const text = value.trim().toLowerCase();
  if (!/[\p{L}\p{N}]/u.test(text) || placeholderValues.includes(text) || /^([0.]+|x+|-\d+)$/.test(text))
    return false;
  if (kind === 'phone') return isPlausibleNumber(text.replace(/\D/g, ''));
  if (kind !== 'email') return true;
  const [mailbox = '', domain = ''] = text.split('@');
  return domain !== '' && !domain.endsWith('.invalid') && !placeholderMailboxes.includes(mailbox);
}

/** False for a number that only fills a field: it ends in six equal digits, or counts up from its first. */
function isPlausibleNumber(digits: string): boolean {
  return digits.length >= 5 && !/(\d)\1{5}$/.test(digits) && !'01234567890'.includes(digits);
}

/** An address as a mail server takes it, with its domain in the `xn--` form. */
export function withAsciiDomain(address: string): string {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  return isInternational(domain) ? address.slice(0, at + 1) + (domainToASCII(domain) || domain) : address;
}

export function asciiLowerCase(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function otherDomains(address: string): string[] {
  const at = address.lastIndexOf('@');
  const domain = address.slice(at + 1);
  if (at < 0 || !isInternational(domain)) return [];
  const domains = [domainToASCII(domain), domainToUnicode(domain)].filter(Boolean);
  return domains.map((other) => address.slice(0, at + 1) + other);
}

function isInternational(domain: string): boolean {
  return /[^\p{ASCII}]/u.test(domain) || /(^|\.)xn--/i.test(domain);
}
