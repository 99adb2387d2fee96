import { spellings } from '../../domain/identity-values';
import { bareAddress, isBareAddress } from '../bare-address';
import { isRounded, mayBeInteger } from './integer-forms';
import { inOneCase, plainForm, withoutEncoding } from './written-forms';

/** A formula by which programs keep a spreadsheet from reading a text as a number. */
const FORMULA = /^="((?:[^"]|"")*)"$/;
/** What parts several values in one field; names may hold the rest of it themselves. */
const BETWEEN = /[\s,;|/[\]{}()"'`\u2018\u2019=#\ufeff]+/;
/** Also what stands before one (`customer:`), and between several in a link; not in `1.2E+07`. */
const BETWEEN_IN_LINKS = /(?:[\s,;|/[\]{}()"'`\u2018\u2019=#:&]|(?<!\de)\+)+/i;
const BETWEEN_NAMES = /[\s"']*[,;|[\]{}][\s"']*/;
/** A longer text is no identifier; what it holds is not taken apart. */
const MAX_LOOKED = 1_000;
/** What may stand between the digits of a telephone number. */
const IN_PHONE = '[ \\u00a0\\u202f().\\-/_\\u2010-\\u2013]{1,3}';
/** Nothing before the name, and nothing behind the domain, that belongs to neither. */
const ADDRESS = /^(?!mailto:)[^'"([].*@[^/?'")\]]*[^/?'")\].]$/i;
/** As many digits as tell telephone numbers apart, without the country. */
const [FEWEST_OF_PHONE, MOST_OF_PHONE] = [7, 9];

/** The value of a formula that only holds a text, `="0042"`; every other text as it is. */
export function withoutFormula(text: string): string {
  return FORMULA.exec(text.trim())?.[1]?.replaceAll('""', '"') ?? text;
}

/**
 * Whether a text that is none of the values may still stand for one: in quotes or apostrophes, as a number of
 * another form, in other capitals, with characters nobody sees, or among others. Nobody can tell for certain,
 * so a person has to look.
 *
 * @param kind - of identity; absent: another field by which people are found
 */
export function likeAnyOf(kind: string | undefined, values: readonly string[]): (text: string) => boolean {
  if (kind === 'email') return likeEncodedAddress(values);
  const likeAddress = likeAddressOf(values);
  const likePhone = kind === 'phone' ? likePhoneNumber(values) : () => false;
  const sought = values.map((value) => plainForm(value).trim()).filter((value) => value !== '');
  const numbers = sought.map((value) => wholeNumber(kind, value)).filter((one) => one !== undefined);
  const codes = new Set(sought.filter((value) => /\d/.test(value)).map(inOneCase));
  const names = new Set(sought.filter((value) => !/\d/.test(value)).map(inOneCase));
  const isCode = (part: string) =>
    codes.has(inOneCase(part)) || numbers.some((number) => mayBeInteger(part, number));
  return (written) => {
    const text = plainForm(written);
    if (text.length > MAX_LOOKED) return sought.some((value) => text.includes(value));
    return (
      likeAddress(text) ||
      likePhone(text) ||
      partsOf(text, BETWEEN).some(isCode) ||
      partsOf(text, BETWEEN_IN_LINKS).some(isCode) ||
      partsOf(text, BETWEEN_NAMES).some((part) => names.has(inOneCase(part)))
    );
  };
}

/**
 * Whether a value of a record identifies nobody by itself: a rounded number, which others have as well, or an
 * address with something around it.
 */
export function isNoIdentity(kind: string | undefined, text: string): boolean {
  if (text.length > MAX_LOOKED || plainForm(text) !== text) return true;
  if (kind !== 'email') return isRounded(text);
  if (!withoutEncoding(text).includes('@')) return false;
  return !(isBareAddress(text) && ADDRESS.test(text));
}

/** The whole text, what is inside quotes and apostrophes, and each of several values in a row. */
function partsOf(text: string, between: RegExp): string[] {
  const inside = text.trim().replaceAll(/^[\s'"`\u2018\u2019=#\ufeff]+|[\s'"`\u2018\u2019]+$/g, '');
  return [text.trim(), inside, ...text.split(between)].filter((part) => part !== '');
}

/** Also with its signs encoded, as in a link, and with its domain in either form. */
function likeEncodedAddress(values: readonly string[]): (text: string) => boolean {
  const like = likeAddressOf(values.flatMap((value) => spellings('email', plainForm(value).trim())));
  return (written) => {
    const text = plainForm(written);
    const decoded = withoutEncoding(text);
    return like(text) || (decoded !== text && like(decoded));
  };
}

/** A blank beside the sign of an address counts for nothing. */
function likeAddressOf(values: readonly string[]): (text: string) => boolean {
  const sought = [...new Set(values.map((value) => inOneCase(plainForm(value).trim())))].filter(
    isBareAddress,
  );
  const patterns = sought.map((address) => new RegExp(bareAddress(address)));
  return (text) => {
    const lower = inOneCase(text.replaceAll(/ {0,3}@ {0,3}/g, '@'));
    return sought.some((address, at) => lower.includes(address) && patterns[at]?.test(lower));
  };
}

/** Words around a number do not count, nor do other numbers beside it. */
function likePhoneNumber(values: readonly string[]): (text: string) => boolean {
  const sought = values.map(phoneDigits).filter((digits) => digits.length >= FEWEST_OF_PHONE);
  const endings = sought.map((digits) => {
    const last = [...digits.slice(-FEWEST_OF_PHONE)].join(`(?:${IN_PHONE})?`);
    return new RegExp(`((?:\\d(?:${IN_PHONE})?){0,${MOST_OF_PHONE}}${last})(?!\\d)`, 'g');
  });
  return (text) =>
    sought.some((one, at) =>
      [...text.matchAll(endings[at] ?? /(?!)/g)]
        .flatMap(([, run = '']) => [run, run.slice(run.lastIndexOf('/') + 1)])
        .some((run) => endsAlike(one, run.replaceAll(/\D/g, '').replace(/^0+/, ''))),
    );
}

/** Empty where the text is not a telephone number alone. */
function phoneDigits(text: string): string {
  const digits = plainForm(text)
    .trim()
    .replace(/^["'=]+/, '')
    .replace(/["']+$/, '')
    .replaceAll(new RegExp(IN_PHONE, 'g'), '')
    .replace(/^\+/, '');
  return /^\d+$/.test(digits) ? digits.replace(/^0+/, '') : '';
}

function endsAlike(one: string, other: string): boolean {
  const digits = Math.min(MOST_OF_PHONE, one.length, other.length);
  return digits >= FEWEST_OF_PHONE && one.slice(-digits) === other.slice(-digits);
}

/** The digits of a value that is a number; of a telephone number also without what stands between them. */
export function wholeNumber(kind: string | undefined, value: string): string | undefined {
  const digits = kind === 'phone' ? phoneDigits(value) : value.trim().replace(/^\+/, '');
  return /^\d+$/.test(digits) ? digits : undefined;
}

/** The last digits of a telephone number, which are the same in each form; undefined where it has too few. */
export function lastOfPhone(value: string): string | undefined {
  const digits = phoneDigits(value);
  return digits.length < FEWEST_OF_PHONE ? undefined : digits.slice(-FEWEST_OF_PHONE);
}
