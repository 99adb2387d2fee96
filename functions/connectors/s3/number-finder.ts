import { mayBeInteger } from './integer-forms';

/** Between the thousands of a number: in UTF-8 read as Latin-1, or as an escape of JSON. */
const SEPARATOR = "(?:[.,'_ ]|\\xc2\\xa0|\\xe2\\x80[\\x89\\x99\\xaf]|\\\\u(?:00a0|20(?:09|19|2f)))";
/** Longer numbers are compared by their first digits: the last may be rounded away. */
const KEPT_DIGITS = 15;

/** With more values, each number with an exponent is looked at. */
const MAX_COMPARED = 10;
/** A longer row of digits is cut: nobody is known by it. */
const MAX_WRITTEN = 200;

/** From where on a text may hold what is looked for; infinity: nowhere. */
export type Finder = (text: string, from: number) => number;

/**
 * Finds numbers with an exponent. The text is one of bytes read as Latin-1.
 *
 * @param wanted - digits of what they may stand for; absent: any of them counts
 */
export function exponentFinder(wanted?: readonly string[]): Finder {
  const pattern = /\d(e[+-]?\d+)(?![0-9a-z-])/gi;
  const isHit = (text: string, at: number, exponent: string) => {
    const all = numbersEndingAt(text, at);
    if (wanted === undefined || wanted.length > MAX_COMPARED) return all.length > 0;
    return all.some((number) => wanted.some((one) => mayBeInteger(number + exponent, one)));
  };
  return (text, from) => firstOf(text, from, { pattern, isHit: (at, exponent) => isHit(text, at, exponent) });
}

/**
 * Finds numbers whose thousands are apart.
 *
 * @param wanted - their digits, without zeros before them
 */
export function groupedFinder(wanted: readonly string[]): Finder {
  const all = new Set(wanted);
  const pattern = new RegExp(`\\d(${SEPARATOR})\\d{3}(?!\\d)`, 'gi');
  const grouped: Finder = (text, from) =>
    firstOf(text, from, { pattern, isHit: (at, separator) => isWantedGroup(text, { at, separator, all }) });
  const indian = indianFinder(all);
  return (text, from) => Math.min(grouped(text, from), indian(text, from));
}

/** Numbers whose thousands are apart as in India, by what stands behind their first comma. */
function indianFinder(all: ReadonlySet<string>): Finder {
  const pattern = /((?:,\d{2})+,\d{3})(?!\d)/g;
  const isWanted = (text: string, at: number, rest: string) => {
    const first = text.slice(Math.max(0, at - 2), at).replace(/^.*\D/s, '');
    const digits = (first + rest.replaceAll(',', '')).replace(/^0+(?=\d)/, '');
    return first !== '' && (digits.length > KEPT_DIGITS || all.has(digits));
  };
  return (text, from) => firstOf(text, from, { pattern, isHit: (at, rest) => isWanted(text, at, rest) });
}

interface Looked {
  readonly pattern: RegExp;
  readonly isHit: (at: number, group: string) => boolean;
}

function firstOf(text: string, from: number, { pattern, isHit }: Looked): number {
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (isHit(found.index, found[1] ?? '')) return found.index;
    pattern.lastIndex = found.index + 1;
  }
  return Number.POSITIVE_INFINITY;
}

/**
 * The digits before an exponent: two readings where a comma may part two values or a fraction; none where
 * they are part of a word, as in a hash.
 */
function numbersEndingAt(text: string, at: number): string[] {
  let start = at;
  while (at - start < MAX_WRITTEN && /[\d.,]/.test(text.charAt(start - 1))) start -= 1;
  const isWord = /[a-z]/i.test(text.charAt(start - 1)) && !isEscape(text, start);
  const values = text.slice(start, at + 1).split(',');
  const last = [values.slice(-1), values.slice(-2)].map((some) => some.join(','));
  return isWord ? last.slice(0, values.length - 1) : last;
}

/** Whether an escape of JSON ends here: then its last letter is no part of a word. */
export function isEscape(text: string, at: number): boolean {
  return /\\(?:[bfnrt]|u[0-9a-f]{4})$/i.test(text.slice(Math.max(0, at - 6), at));
}

interface Group {
  /** The last digit before the separator. */
  readonly at: number;
  readonly separator: string;
  readonly all: ReadonlySet<string>;
}

function isWantedGroup(text: string, { at, separator, all }: Group): boolean {
  let digits = text.slice(Math.max(0, at - 2), at + 1).replace(/^.*\D/s, '');
  for (let next = at + 1; text.startsWith(separator, next); next += separator.length + 3) {
    const group = text.slice(next + separator.length, next + separator.length + 3);
    if (!/^\d{3}$/.test(group)) break;
    digits += group;
    if (digits.length > KEPT_DIGITS || all.has(digits.replace(/^0+(?=\d)/, ''))) return true;
  }
  return false;
}
