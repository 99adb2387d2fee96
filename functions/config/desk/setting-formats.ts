import { domainToASCII } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { type MailAddressFault, mailAddressFault } from '../../domain/mail-address';
import { nearestWord } from '../../domain/nearest-word';

/** What is wrong with a value and what to write instead. */
export interface FormatFault {
  readonly problem: string;
  readonly remedy: string;
}

export type FormatCheck = (value: string) => FormatFault | undefined;

/** Exactly one address that the mail service accepts, by the rules for requesters. */
export const emailFault: FormatCheck = (value) => {
  const fault = value === value.trim() ? mailAddressFault(value) : 'several';
  if (!fault) return undefined;
  const remedy = 'Write exactly one address and nothing around it, for example privacy@example.com.';
  return { problem: addressProblem(fault, value), remedy };
};

function addressProblem(fault: MailAddressFault, value: string): string {
  if (fault === 'several' && /[,;]|\s/.test(value)) return 'holds more than one address, or a space';
  if (fault === 'name-beside') return 'holds a name beside the address';
  if (fault.endsWith('before-at')) return `the part before @ in ${quoteValue(value)} is not allowed`;
  if (['domain', 'numbers-for-domain', 'too-long'].includes(fault))
    return `the part after @ in ${quoteValue(value)} is not a domain`;
  return `${quoteValue(value)} is not an e-mail address`;
}

/**
 * The address with its domain in the ASCII form that mail servers take (`post@bücher.example` becomes
 * `post@xn--bcher-kva.example`).
 */
export function asciiAddress(address: string): string {
  const at = address.lastIndexOf('@');
  return `${address.slice(0, at + 1)}${domainToASCII(address.slice(at + 1))}`;
}

/** The origin of the pages: https, except on the machine itself. */
export const originFault: FormatCheck = (value) => {
  const remedy = 'Write the origin of the pages only, for example https://privacy.example.com.';
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (!url) return { problem: `${quoteValue(value)} is not an address`, remedy };
  if (url.username !== '' || url.password !== '')
    return { problem: 'holds a user name or a password', remedy };
  const local = ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  if (url.protocol !== 'https:' && !(local && url.protocol === 'http:'))
    return { problem: 'must use https (http is for localhost only)', remedy };
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '')
    return { problem: 'holds more than an origin', remedy };
  return undefined;
};

export const webPageFault: FormatCheck = (value) => {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && ['https:', 'http:'].includes(url.protocol) && url.username === '') return undefined;
  return {
    problem: `${quoteValue(value)} is not the address of a web page`,
    remedy: 'Write it in full, for example https://www.example.com.',
  };
};

/**
 * A page of the shop that gets the reference of the request and a one-time value. Plain http is for a shop on
 * the same machine.
 */
export const loginUrlFault: FormatCheck = (value) => {
  const filled = value.replaceAll('{reference}', 'x').replaceAll('{once}', 'x');
  const url = URL.canParse(filled) ? new URL(filled) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && url.hostname === 'localhost');
  const isWhole = value.includes('{reference}') && value.includes('{once}');
  if (url && isSafe && isWhole && url.username === '' && !/[{}]/.test(filled)) return undefined;
  return {
    problem: `${quoteValue(value)} is not the https address of a page with {reference} and {once} in it`,
    remedy:
      'Write it in full, for example https://www.example.com/privacy?reference={reference}&once={once}.',
  };
};

export const oneLineFault: FormatCheck = (value) => {
  if (value.trim() === '') return { problem: 'is empty', remedy: 'Write some words.' };
  // biome-ignore lint/suspicious/noControlCharactersInRegex: controls would end up in mail headers
  if (/[\u0000-\u001f\u007f\u0085\u2028\u2029]/.test(value))
    return { problem: 'holds a line break or a control character', remedy: 'Write it on one line.' };
  if (value.length > 200)
    return { problem: `is ${value.length} characters long`, remedy: 'Use at most 200 characters.' };
  return undefined;
};

/**
 * A waiting time: days, hours, minutes, seconds. Months and years differ in length, so a wait may not use
 * them.
 */
export const waitFault: FormatCheck = (value) => {
  const remedy = 'Write an ISO 8601 duration of days or smaller, for example P7D, PT24H or PT15M.';
  const duration = durationOf(value);
  if (!duration) return { problem: `${quoteValue(value)} is not a duration`, remedy };
  if (duration.years !== 0 || duration.months !== 0)
    return { problem: 'counts months or years, which differ in length', remedy };
  return duration.sign > 0 ? undefined : { problem: 'must be longer than nothing', remedy };
};

/** How long something is kept: any unit down to days; `P0D` for "not at all". */
export const periodFault: FormatCheck = (value) => {
  const remedy = 'Write an ISO 8601 period, for example P3Y, P24M, P35D, or P0D for none.';
  const duration = durationOf(value);
  if (!duration) return { problem: `${quoteValue(value)} is not a period`, remedy };
  if (/T/.test(value)) return { problem: 'counts hours or less', remedy };
  return duration.sign >= 0 ? undefined : { problem: 'must not be negative', remedy };
};

function durationOf(value: string): Temporal.Duration | undefined {
  try {
    return /^P/.test(value) ? Temporal.Duration.from(value) : undefined;
  } catch {
    return undefined;
  }
}

export const zoneFault: FormatCheck = (value) => {
  const known = Intl.supportedValuesOf('timeZone');
  if (known.includes(value) || isOtherNameOfZone(value)) return undefined;
  const meant = nearestWord(value, known);
  return {
    problem: `${quoteValue(value)} is not an IANA time zone`,
    remedy: meant ? `Did you mean ${meant}?` : 'Name it by region and city, for example Europe/Berlin.',
  };
};

/** `Europe/Kyiv` is a second name of a listed zone; `europe/berlin` is only the first name, misspelt. */
function isOtherNameOfZone(value: string): boolean {
  if (!/^[A-Z][\w+-]*(\/[\w+-]+)+$/.test(value)) return false;
  try {
    const listed = new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone;
    return listed === value || listed.toLowerCase() !== value.toLowerCase();
  } catch {
    return false;
  }
}

export function quoteValue(value: string): string {
  return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}...` : value);
}
