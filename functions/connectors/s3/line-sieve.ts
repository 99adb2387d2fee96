import { isUtf8 } from 'node:buffer';
import { isBlank, isPlainRecord, type PlainRules } from './plain-record';

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
}

/** The bits of a number tell the searched fields apart. */
const MAX_FIELDS = 30;
/** Of all that is searched for, so that the pattern stays small. */
const MAX_CHARACTERS = 4 * 1024 * 1024;
const NEVER = '(?!)';

/**
 * Looks for values in the raw bytes of lines, so that only lines which may hold them are parsed. Capitals
 * count as small letters; it errs on the side of parsing.
 *
 * @returns undefined where bytes rule out nothing, as for a text with a quote in it
 */
export function lineSieve(sieved: SievedValues): LineSieve | undefined {
  const names = [...new Set(sieved.fields)];
  const { all, texts, parts } = trimmed(sieved);
  if (!texts.every(isTold) || !parts.every((part) => isTold(part) && part.includes('@'))) return undefined;
  if (!names.every(isTold) || names.length > MAX_FIELDS || isTooMuch(all)) return undefined;
  const rules = { fields: names.map((name) => Buffer.from(name)), ...passedEscapes(all) };
  const pattern = patternOf({ texts, parts });
  return (block, pieces) =>
    pieces === undefined ? suspects(block, pattern, rules) : suspectPieces(block, { pieces, pattern, rules });
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
  const pattern = patternOf({ texts, parts: [] });
  return (block) => linesWithHit(block, pattern);
}

function trimmed({ fields, whole, addresses }: SievedValues) {
  const texts = [...new Set(whole.map((value) => value.trim()))];
  const parts = addresses.map((address) => address.trim());
  return { texts, parts, all: [...new Set(fields), ...texts, ...parts] };
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

function patternOf({ texts, parts }: Pick<ReturnType<typeof trimmed>, 'texts' | 'parts'>): RegExp {
  const sought = [...new Set(parts.map((part) => part.slice(0, part.lastIndexOf('@') + 1)))];
  // 42.5 is also written 42.50.
  return new RegExp(`(${anyOf(sought)})|(?:${anyOf(texts)})(?!0*[1-9a-z])`, 'gi');
}

/**
 * Whether the text, where a record holds it, stands in its bytes as it is. Below 0.000001 JavaScript writes
 * a number in another form than most.
 */
function isTold(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON escapes them
  return text !== '' && !/["\\\u0000-\u001f]/.test(text) && !/^-?\d(\.\d+)?e-\d+$/.test(text);
}

/** The bytes of the texts as a pattern on bytes that were read as Latin-1. */
function anyOf(texts: readonly string[]): string {
  const bytes = texts.map((text) => Buffer.from(text).toString('latin1'));
  const escaped = bytes.map((text) => text.replaceAll(/[^0-9A-Za-z]/g, hexEscape));
  return escaped.length === 0 ? NEVER : escaped.join('|');
}

function hexEscape(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}

function suspects(block: Buffer, pattern: RegExp, rules: PlainRules): LineSpan[] {
  const text = block.toString('latin1');
  const isText = isUtf8(block);
  const spans: LineSpan[] = [];
  let hit = -1;
  for (let start = 0, end = 0; start < block.length; start = end) {
    const newline = text.indexOf('\n', start);
    end = newline < 0 ? block.length : newline + 1;
    if (hit < start) hit = nextHit(text, start, pattern);
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
  readonly pattern: RegExp;
  readonly rules: PlainRules;
}

function suspectPieces(block: Buffer, { pieces, pattern, rules }: Pieces): LineSpan[] {
  const text = block.toString('latin1');
  const isText = isUtf8(block);
  let hit = -1;
  return pieces.filter(({ start, end, from = start, isWhole }) => {
    if (hit < start) hit = nextHit(text, start, pattern);
    const isOut =
      hit >= end &&
      (isText || isUtf8(block.subarray(start, end))) &&
      (isWhole ?? isPlainRecord(block, from, end, rules));
    return !isOut;
  });
}

function linesWithHit(block: Buffer, pattern: RegExp): LineSpan[] {
  const text = block.toString('latin1');
  const spans: LineSpan[] = [];
  for (let hit = nextHit(text, 0, pattern); hit < block.length; ) {
    const newline = text.indexOf('\n', hit);
    const end = newline < 0 ? block.length : newline + 1;
    spans.push({ start: text.lastIndexOf('\n', hit) + 1, end });
    hit = nextHit(text, end, pattern);
  }
  return spans;
}

function nextHit(text: string, from: number, pattern: RegExp): number {
  pattern.lastIndex = from;
  for (let found = pattern.exec(text); found !== null; found = pattern.exec(text)) {
    if (found[1] !== undefined || mayBegin(text, found.index)) return found.index;
    pattern.lastIndex = found.index + 1;
  }
  return Number.POSITIVE_INFINITY;
}

/** Whether a whole text may begin here, perhaps behind spaces, which may be written as escapes. */
function mayBegin(text: string, at: number): boolean {
  if (!/[0-9a-z]/i.test(text.charAt(at - 1))) return true;
  return /\\(?:[bfnrt]|u[0-9a-f]{4})$/i.test(text.slice(Math.max(0, at - 6), at));
}
