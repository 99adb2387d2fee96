/** What a line may hold and still be told from its bytes alone. */
export interface PlainRules {
  /** Names of fields, in UTF-8: each may occur once at the top of the record, and hold no object. */
  readonly fields: readonly Uint8Array[];
  /** Escapes of characters beyond ASCII stand for nothing that is compared. */
  readonly otherAlphabets: boolean;
  /** The same for an escaped slash. */
  readonly slashes: boolean;
}

const MAX_DEPTH = 30;
const [QUOTE, BACKSLASH, COMMA, COLON, MINUS, DOT, ZERO] = [0x22, 0x5c, 0x2c, 0x3a, 0x2d, 0x2e, 0x30];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

/** What may come next. */
const [VALUE, FIRST_VALUE, NAME, FIRST_NAME, AFTER_NAME, AFTER_VALUE] = [0, 1, 2, 3, 4, 5];

/** Bytes that a string holds as they are. */
const IN_STRING = Uint8Array.from({ length: 256 }, (_, byte) =>
  byte < 0x20 || byte === QUOTE || byte === BACKSLASH ? 0 : 1,
);
/** Second characters of escapes that stand for one of `" \` or a control character. */
const SHORT_ESCAPE = Uint8Array.from({ length: 256 }, (_, byte) =>
  '"\\bfnrt'.includes(String.fromCharCode(byte)) ? 1 : 0,
);
const WORDS = ['true', 'false', 'null'].map((word) => Buffer.from(word));

/**
 * Whether the bytes are one JSON object with nothing but spaces around it, in which no escape hides what is
 * compared and no searched field is there twice or as an object. "No" means that the line has to be parsed,
 * not that it is broken. Whether the bytes are UTF-8 is not looked at.
 * https://www.rfc-editor.org/rfc/rfc8259
 *
 * @param start of the line
 * @param end behind it
 */
export function isPlainRecord(bytes: Uint8Array, start: number, end: number, rules: PlainRules): boolean {
  let depth = 0;
  /** A bit for each level: whether it is an object. */
  let objects = 0;
  let next = VALUE;
  let isSearched = false;
  let seen = 0;
  for (let at = start; at < end; ) {
    const byte = bytes[at] ?? 0;
    if (byte === QUOTE) {
      const close = stringEnd(bytes, at + 1, end, rules);
      if (close < 0 || next === AFTER_NAME || next === AFTER_VALUE || depth === 0) return false;
      const isName = next === NAME || next === FIRST_NAME;
      if (isName && depth === 1) {
        const field = fieldAt(bytes, at + 1, close - 1, rules.fields);
        if ((seen & field) !== 0) return false;
        seen |= field;
        isSearched = field !== 0;
      }
      next = isName ? AFTER_NAME : AFTER_VALUE;
      at = close;
    } else if (byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a) at += 1;
    else if (byte === COLON && next === AFTER_NAME) {
      next = VALUE;
      at += 1;
    } else if (byte === COMMA && next === AFTER_VALUE && depth > 0) {
      next = (objects & 1) === 1 ? NAME : VALUE;
      at += 1;
    } else if (byte === OPEN_OBJECT || byte === OPEN_LIST) {
      const isList = byte === OPEN_LIST;
      if ((next !== VALUE && next !== FIRST_VALUE) || depth === MAX_DEPTH || (isList && depth === 0))
        return false;
      if (isSearched && !(isList && depth === 1)) return false;
      objects = (objects << 1) | (isList ? 0 : 1);
      depth += 1;
      next = isList ? FIRST_VALUE : FIRST_NAME;
      at += 1;
    } else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) {
      const isList = byte === CLOSE_LIST;
      if (depth === 0 || ((objects & 1) === 0) !== isList) return false;
      if (next !== AFTER_VALUE && next !== (isList ? FIRST_VALUE : FIRST_NAME)) return false;
      objects >>= 1;
      depth -= 1;
      next = AFTER_VALUE;
      at += 1;
      if (depth === 0) return isBlank(bytes, at, end);
    } else {
      if ((next !== VALUE && next !== FIRST_VALUE) || depth === 0) return false;
      at = byte === MINUS || isDigit(byte) ? numberEnd(bytes, at) : wordEnd(bytes, at);
      if (at < 0) return false;
      next = AFTER_VALUE;
    }
  }
  return false;
}

/** Whether there are nothing but the spaces of JSON. */
export function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0d && byte !== 0x0a) return false;
  }
  return true;
}

/** Behind the closing quote; -1 for a string that is broken, or may hide something behind an escape. */
function stringEnd(bytes: Uint8Array, from: number, end: number, rules: PlainRules): number {
  for (let at = from; at < end; at += 1) {
    while (IN_STRING[bytes[at] ?? 0] === 1) at += 1;
    if (at >= end) return -1;
    if (bytes[at] === QUOTE) return at + 1;
    if (bytes[at] !== BACKSLASH) return -1;
    at += 1;
    const escaped = bytes[at] ?? 0;
    if (SHORT_ESCAPE[escaped] === 1 || (escaped === 0x2f && rules.slashes)) continue;
    if (escaped !== 0x75 || !rules.otherAlphabets || !isBeyondAscii(bytes, at + 1)) return -1;
    at += 4;
  }
  return -1;
}

/** Whether the four bytes are hexadecimal digits of a character that is not one of ASCII. */
function isBeyondAscii(bytes: Uint8Array, at: number): boolean {
  const code = Buffer.from(bytes.subarray(at, at + 4)).toString('latin1');
  return /^[0-9a-f]{4}$/i.test(code) && Number.parseInt(code, 16) >= 0x80;
}

/** The bit of the searched field that is written there, or 0. */
function fieldAt(bytes: Uint8Array, start: number, end: number, fields: readonly Uint8Array[]): number {
  for (let nth = 0; nth < fields.length; nth += 1) {
    const field = fields[nth];
    if (field === undefined || field.length !== end - start) continue;
    let same = 0;
    while (same < field.length && field[same] === bytes[start + same]) same += 1;
    if (same === field.length) return 1 << nth;
  }
  return 0;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= ZERO && byte <= 0x39;
}

function digitsEnd(bytes: Uint8Array, from: number): number {
  let at = from;
  while (isDigit(bytes[at])) at += 1;
  return at === from ? -1 : at;
}

function numberEnd(bytes: Uint8Array, start: number): number {
  const first = bytes[start] === MINUS ? start + 1 : start;
  let at = bytes[first] === ZERO ? first + 1 : digitsEnd(bytes, first);
  if (at > 0 && bytes[at] === DOT) at = digitsEnd(bytes, at + 1);
  if (at < 0 || (bytes[at] !== 0x65 && bytes[at] !== 0x45)) return at;
  const isSigned = bytes[at + 1] === MINUS || bytes[at + 1] === 0x2b;
  return digitsEnd(bytes, at + (isSigned ? 2 : 1));
}

function wordEnd(bytes: Uint8Array, start: number): number {
  for (const word of WORDS) {
    let same = 0;
    while (same < word.length && word[same] === bytes[start + same]) same += 1;
    if (same === word.length) return start + same;
  }
  return -1;
}
