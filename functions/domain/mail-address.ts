import { domainToASCII, domainToUnicode } from 'node:url';
import { withAsciiDomain } from './identity-values';

/** Why no mail can be sent to an address. */
export type MailAddressFault =
  | 'empty'
  | 'several'
  | 'name-beside'
  | 'no-at'
  | 'letters-before-at'
  | 'signs-before-at'
  | 'dots-before-at'
  | 'long-before-at'
  | 'domain'
  | 'numbers-for-domain'
  | 'too-long';

const atom = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+";
const dotted = new RegExp(`^${atom}(\\.${atom})*$`);
const label = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Letters, marks and digits of any script, hyphens and the dots of UTS #46; no percent signs, which a URL
 * parser would decode.
 */
const domainSigns = /^(?:[\p{L}\p{M}\p{N}.\u3002\uff0e\uff61\u00b7-]|\u200c|\u200d)+$/u;

/**
 * Why no mail can be sent to an address that somebody typed; undefined where one can. SES takes only ASCII
 * before the @, and a domain outside ASCII in its `xn--` form; an octet count of 64 before the @, 63 in a
 * label and 254 in all (RFC 5321 4.5.3.1, RFC 1035 2.3.4). Quoted local parts and address literals are lawful
 * in a header but no person's mailbox. It does not say whether anybody reads the mailbox.
 *
 * @see https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_Destination.html
 */
export function mailAddressFault(typed: string): MailAddressFault | undefined {
  const address = typed.trim();
  if (address === '') return 'empty';
  if (/[<>"()\\]/.test(address)) return 'name-beside';
  if (/[\s,;\p{Cc}]/u.test(address)) return 'several';
  const parts = address.split('@');
  if (parts.length !== 2) return parts.length > 2 ? 'several' : 'no-at';
  const [local = '', domain = ''] = parts;
  return (
    localFault(local) ??
    domainFault(domain) ??
    (withAsciiDomain(address).length > 254 ? 'too-long' : undefined)
  );
}

function localFault(local: string): MailAddressFault | undefined {
  if (local === '') return 'no-at';
  if (/[^\p{ASCII}]/u.test(local)) return 'letters-before-at';
  if (local.length > 64) return 'long-before-at';
  if (dotted.test(local)) return undefined;
  return /^\.|\.\.|\.$/.test(local) ? 'dots-before-at' : 'signs-before-at';
}

function domainFault(domain: string): MailAddressFault | undefined {
  if (/^\[|^[\d.]+$/.test(domain)) return 'numbers-for-domain';
  if (!domainSigns.test(domain)) return 'domain';
  const labels = domainToASCII(domain).split('.');
  const last = labels.at(-1) ?? '';
  // No top-level domain is one letter, or digits only.
  const isTop = last.length > 1 && !/^\d+$/.test(last);
  if (labels.length < 2 || !labels.every(isLabel) || !isTop) return 'domain';
  return labels.join('.').length > 253 ? 'too-long' : undefined;
}

/**
 * Whether one part of a domain can exist. An encoded part must stand for letters outside ASCII: Node 24
 * accepts one that decodes to nothing, older versions refuse it.
 */
function isLabel(one: string): boolean {
  const isEncoded = one.startsWith('xn--');
  return label.test(one) && (!isEncoded || /[^\p{ASCII}]/u.test(domainToUnicode(one)));
}

/** The same as a sentence for the person who typed it. */
export const addressSentences: Readonly<Record<MailAddressFault, string>> = {
  empty: 'Type one e-mail address, like name@example.com.',
  several: 'Type one e-mail address, like name@example.com: no space, no comma, and one @.',
  'name-beside': 'Type only the e-mail address, like name@example.com, without a name, quotes or brackets.',
  'no-at': 'Type one e-mail address with something before and after the @, like name@example.com.',
  'letters-before-at':
    'Our mail service cannot write to an address with letters outside a to z before the @, such as ü or é.',
  'signs-before-at':
    'This address has a sign before the @ that our mail service does not take. Please check it.',
  'dots-before-at': 'This address has two dots in a row, or a dot right at its start or right before the @.',
  'long-before-at': 'The part before the @ is longer than 64 letters: no mail can go there. Please check it.',
  domain:
    'The part after the @ is not the name of a mail domain. Please check it for missing or doubled dots.',
  'numbers-for-domain': 'Type the name of the mail domain after the @, like example.com, not its numbers.',
  'too-long': 'This address is longer than any mail service takes. Please check it.',
};
