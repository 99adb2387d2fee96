import { isAscii, isUtf8 } from 'node:buffer';
import { lastOfPhone, wholeNumber } from './identity-forms';
import { exponentFinder, type Finder, groupedFinder, isEscape } from './number-finder';
import { isBlank, isPlainRecord, type PlainRules } from './plain-record';
import { bytesInAnyForm, CHANGED_BYTES, CHANGED_ESCAPE, plainForm } from './written-forms';

/** A line of a block, with its ending; or another piece that holds one record. */
export interface LineSpan {
  readonly start: number;
  readonly end: number;
  /** Where its JSON begins, if not at the start. */
  readonly from?: number;
  /** Who cut it has seen whether it is a whole record; absent: it is JSON, of which nothing is known yet. */
  readonly isWhole?: boolean;
}

/**
 * The lines of a block that have to be parsed. Every other line is empty, or certainly a whole record that
 * holds nothing of what was asked.
 *
 * @param pieces - where the records lie; absent: one is on each line
 */
export type LineSieve = (block: Buffer, pieces?: readonly LineSpan[]) => readonly LineSpan[];

export interface SievedValues {
  /** Fields at the top of a record whose values are compared. */
  readonly fields: readonly string[];
  /** Compared with a whole text or number, spaces around it aside. */
  readonly whole: readonly string[];
  /** E-mail addresses, which may also be part of a text. */
  readonly addresses: readonly string[];
  /** Telephone numbers, which are written with many things between their digits. */
  readonly phones?: readonly string[];
}

/** The bits of a number tell the searched fields apart. */
const MAX_FIELDS = 30;
/** Of all that is searched for, so that the pattern stays small. */
const MAX_CHARACTERS = 4 * 1024 * 1024;
/** Each of them is looked for by a pattern of its own. */
const MAX_PHONES = 30;
/** Of a longer number, the first digits: the last may have been rounded away. */
const [MAX_EXACT_DIGITS, FIRST_DIGITS] = [15, 14];
/** Before a number; behind more of them nobody looks for its beginning. */
const MAX_ZEROS = 100;
const NEVER = '(?!)';

/**
 * Looks for values in the raw bytes of lines, so that only lines which may hold them, in whatever form they
 * may be written, are parsed. Capitals count as small letters; it errs on the side of parsing.
 *
 * @returns undefined where bytes rule out nothing, as for a text with a quote in it
 */
export function lineSieve(sieved: SievedValues): LineSieve | undefined {
  const names = [...new Set(sieved.fields)];
  const { all, texts, parts, phones } = trimmed(sieved);
  if (
    phones.length > MAX_PHONES ||
    !texts.every(isTold) ||
    !parts.every((part) => isTold(part) && part.includes('@'))
  )
    return undefined;
  if (!names.every(isTold) || names.length > MAX_FIELDS || isTooMuch(all)) return undefined;
  const rules = { fields: names.map((name) => Buffer.from(name)), ...passedEscapes(all) };
  const inAscii = firstOf([...findersOf({ texts, parts, phones }), changedEscape]);
  const find = firstOf([inAscii, changedBytes]);
  const finderFor = (block: Buffer) => (isAscii(block) ? inAscii : find);
  return (block, pieces) =>
    pieces === undefined
      ? suspects(block, finderFor(block), rules)
      : suspectPieces(block, { pieces, find: finderFor(block), rules });
}

/**
 * Looks for further values in lines that another sieve has ruled out, so that each is known to be a whole
 * record.
 *
 * @param first - what that sieve looked for
 * @returns undefined where bytes rule out nothing, or where an escape that the other sieve let pass may hide
 *   one of the values
 */
export function furtherSieve(first: SievedValues, whole: readonly string[]): LineSieve | undefined {
  const { all: before } = trimmed(first);
  const { all, texts } = trimmed({ fields: [], whole, addresses: [] });
  const [passed, harmless] = [passedEscapes(before), passedEscapes(all)];
  const mayHide =
    (passed.otherAlphabets && !harmless.otherAlphabets) || (passed.slashes && !harmless.slashes);
  if (mayHide || !texts.every(isTold) || isTooMuch(all)) return undefined;
  const find = firstOf(findersOf({ texts, parts: [], phones: [] }));
  return (block) => linesWithHit(block, find);
}

function trimmed({ fields, whole, addresses, phones = [] }: SievedValues) {
  const texts = [...new Set(whole.flatMap(plainToo))];
  const parts = [...new Set(addresses.flatMap(plainToo))];
  return { texts, parts, phones: [...new Set(phones)], all: [...new Set(fields), ...texts, ...parts] };
}

/** Also without the characters that nobody sees. */
function plainToo(value: string): string[] {
  const plain = plainForm(value).trim();
  return [value.trim(), ...(plain === '' ? [] : [plain])];
}

function isTooMuch(texts: readonly string[]): boolean {
  return texts.reduce((sum, one) => sum + one.length, 0) > MAX_CHARACTERS;
}

/** The escapes that hide none of the texts. */
function passedEscapes(texts: readonly string[]): Omit<PlainRules, 'fields'> {
  return {
    otherAlphabets: texts.every((one) => /^\p{ASCII}*$/u.test(one)),
    slashes: !texts.some((one) => one.includes('/')),
  };
}

type Sought = Pick<ReturnType<typeof trimmed>, 'texts' | 'parts' | 'phones'>;

/** Each finds the next place at which one of them may stand, in its own form. */
function findersOf({ texts, parts, phones }: Sought): Finder[] {
  const numbers = [...texts.map((text) => wholeNumber(undefined, text)), ...phones.map(phoneNumber)].flatMap(
    (digits) => (digits === undefined ? [] : [digits.replace(/^0+(?=\d)/, '')]),
  );
  const isOther = texts.some((text) => /^-\d|^\d+(?:\.\d+)?(?:e\+\d+)$|^\d+\.\d+$/i.test(text));
  return [
    patternFinder(patternOf({ texts: [...texts, ...numbers], parts, phones })),
    ...(isOther ? [exponentFinder()] : numbers.length > 0 ? [exponentFinder(numbers)] : []),
    ...(numbers.some(({ length }) => length > 3) ? [groupedFinder(numbers)] : []),
  ];
}

function firstOf(finders: readonly Finder[]): Finder {
  const all = finders.map(remembering);
  return (text, from) => Math.min(...all.map((find) => find(text, from)));
}

/** Characters that nobody sees may stand anywhere in a value: a line with one is parsed. */
function changedBytes(text: string, from: number): number {
  CHANGED_BYTES.lastIndex = from;
  return CHANGED_BYTES.exec(text)?.index ?? Number.POSITIVE_INFINITY;
}

function changedEscape(text: string, from: number): number {
  for (let at = text.indexOf('\\u', from); at >= 0; at = text.indexOf('\\u', at + 2)) {
    CHANGED_ESCAPE.lastIndex = at;
    if (CHANGED_ESCAPE.test(text)) return at;
  }
  return Number.POSITIVE_INFINITY;
}

function phoneNumber(value: string): string | undefined {
  return wholeNumber('phone', value);
}

/** Does not look again for what lies ahead. */
function remembering(find: Finder): Finder {
  let known = { text: '', from: 0, hit: Number.POSITIVE_INFINITY };
  return (text, from) => {
    if (known.text !== text || from < known.from || known.hit < from)
      known = { text, from, hit: find(text, from) };
    return known.hit;
  };
}

function patternOf({ texts, parts, phones }: Sought): RegExp {
  const sought = [...new Set(parts.map((part) => part.slice(0, part.lastIndexOf('@') + 1)))];
  const digits = phones.flatMap((phone) => lastOfPhone(phone) ?? []).map(spacedDigits);
  const exact = texts.filter((text) => !isLong(text));
  const long = [...new Set(texts.filter(isLong).flatMap(firstDigits))];
  const parted = [...sought.map((part) => bytesInAnyForm(part, true)), ...digits];
  const alternatives = [
    ...(parted.length > 0 ? [`(${parted.join('|')})`] : []),
    // 42.5 is also written 42.50.
    ...(exact.length > 0 ? [`(?:${exact.map((text) => bytesInAnyForm(text)).join('|')})(?!0*[1-9a-z])`] : []),
    ...(long.length > 0 ? [`(?:${long.join('|')})`] : []),
  ];
  // An alternative that never fits would make the others many times slower.
  return new RegExp(alternatives.length > 0 ? alternatives.join('|') : NEVER, 'gi');
}

/** Also as they are where the digits behind them are rounded up. */
function firstDigits(number: string): string[] {
  const first = BigInt(number.replace(/^0+/, '').slice(0, FIRST_DIGITS));
  return [String(first), String(first + 1n)];
}

function isLong(text: string): boolean {
  return /^\d+$/.test(text) && text.replace(/^0+/, '').length > MAX_EXACT_DIGITS;
}

/** Digits with up to three other characters between two of them. */
function spacedDigits(digits: string): string {
  return `${[...digits].join('(?:[^0-9a-z]|\\\\u[0-9a-f]{4}){0,9}')}(?!\\d)`;
}

/**
 * Whether the text, where a record holds it, stands in its bytes as it is. Below 0.000001 JavaScript writes
 * a number in another form than most.
 */
function isTold(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
  return text !== '' && !/["\\\u0000-\u001f]/.test(text) && !/^-?\d(\.\d+)?e-\d+$/.test(text);
}

function suspects(block: Buffer, find: Finder, rules: PlainRules): LineSpan[] {
  const text = block.toString('latin1');
  const isText = isUtf8(block);
  const spans: LineSpan[] = [];
  let hit = -1;
  for (let start = 0, end = 0; start < block.length; start = end) {
    const newline = text.indexOf('\n', start);
    end = newline < 0 ? block.length : newline + 1;
    if (hit < start) hit = find(text, start);
    const isOut =
      hit >= end &&
      (isText || isUtf8(block.subarray(start, end))) &&
      (isPlainRecord(block, start, end, rules) || isBlank(block, start, end));
    if (!isOut) spans.push({ start, end });
  }
  return spans;
}

interface Pieces {
  readonly pieces: readonly LineSpan[];
  readonly find: Finder;
  readonly rules: PlainRules;
}

function suspectPieces(block: Buffer, { pieces, find, rules }: Pieces): LineSpan[] {
  const text = block.toString('latin1');
  const isText = isUtf8(block);
  let hit = -1;
  return pieces.filter(({ start, end, from = start, isWhole }) => {
    if (hit < start) hit = find(text, start);
    const isOut =
      hit >= end &&
      (isText || isUtf8(block.subarray(start, end))) &&
      (isWhole ?? isPlainRecord(block, from, end, rules));
    return !isOut;
  });
}

function linesWithHit(block: Buffer, find: Finder): LineSpan[] {
  const text = block.toString('latin1');
  const spans: LineSpan[] = [];
  for (let hit = find(text, 0); hit < block.length; ) {
    const newline = text.indexOf('\n', hit);
    const end = newline < 0 ? block.length : newline + 1;
    spans.push({ start: text.lastIndexOf('\n', hit) + 1, end });
    hit = find(text, end);
  }
  return spans;
}

function patternFinder(pattern: RegExp): Finder {
  return (text, from) => {
    pattern.lastIndex = from;
    for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
      if (found[1] !== undefined || mayBegin(text, found.index)) return found.index;
      pattern.lastIndex = found.index + 1;
    }
    return Number.POSITIVE_INFINITY;
  };
}

/** Whether a whole text may begin here, perhaps behind zeros, or spaces, which may be written as escapes. */
function mayBegin(text: string, at: number): boolean {
  for (let start = at; ; start -= 1) {
    if (!/[0-9a-z]/i.test(text.charAt(start - 1)) || isEscape(text, start)) return true;
    if (text.charAt(start - 1) !== '0') return false;
    if (at - start > MAX_ZEROS) return true;
  }
}
