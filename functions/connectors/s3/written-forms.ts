/**
 * What programs and keyboards do to a text that stands for the same: characters nobody sees, characters of
 * full width, other capitals and hyphens, and encodings of addresses. Each form that {@link likeAnyOf}
 * recognises has a pattern here, by which a sieve finds it in the bytes of a line.
 */

/** Marks of direction, joiners, soft hyphens: most of Unicode's category Cf. */
const UNSEEN =
  /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc01-\udc7f]/g;
/** `+`, `-`, `.`, digits, `@`, letters and `_` of full width; other such signs are ordinary in Chinese. */
const WIDE = /[\uff0b\uff0d\uff0e\uff10-\uff19\uff20-\uff3a\uff3f\uff41-\uff5a]/g;
const TO_ASCII = 0xfee0;
const HYPHENS = /[\u2010-\u2015\u2212]/g;

/** The bytes of what {@link plainForm} changes, in UTF-8 that was read as Latin-1. */
export const CHANGED_BYTES =
  /\xc2\xad|\xd8\x9c|\xe1\xa0\x8e|\xe2(?:\x80[\x8b-\x8f\xaa-\xae]|\x81[\xa0-\xaf])|\xef(?:\xbb\xbf|\xbf[\xb9-\xbb]|\xbc[\x8b\x8d\x8e\x90-\x99\xa0-\xba\xbf]|\xbd[\x81-\x9a])|\xf3\xa0[\x80\x81]/g;
/** The same as an escape of JSON. */
export const CHANGED_ESCAPE =
  /\\u(?:00ad|061c|180e|200[b-f]|202[a-e]|206[0-9a-f]|feff|fff[9ab]|db40|ff(?:0[bde]|1\d|[2-5][0-9a-f]))/iy;

/** The text without characters nobody sees, and with letters, digits and signs of usual width. */
export function plainForm(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return text
    .replaceAll(UNSEEN, '')
    .replaceAll(WIDE, (sign) => String.fromCharCode(sign.charCodeAt(0) - TO_ASCII));
}

/** One form for all capitals and hyphens. */
export function inOneCase(text: string): string {
  const lower = text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (/^[ -~]*$/.test(lower)) return lower;
  return [...lower.replaceAll(HYPHENS, '-')].map(smallLetter).join('');
}

/** A capital whose small letter has no other; the others would need more than one character. */
function smallLetter(sign: string): string {
  const lower = sign.toLowerCase();
  return lower.toUpperCase() === sign || sign === '\u1e9e' ? lower : sign;
}

/** Signs of an address as HTML names them. */
const NAMED: Readonly<Record<string, string>> = {
  ...{ '@': 'commat', '+': 'plus', '.': 'period', _: 'lowbar', '&': 'amp' },
};
const ENCODED = /%(?:25)*([2-7][0-9a-f])|&(?:#0*(\d{2,3})|#x0*([2-7][0-9a-f])|([a-z]{3,6}));/gi;

/** The signs that a link or HTML encodes (`%40`, `&#64;`), as they are. Encoded letters and digits stay. */
export function withoutEncoding(text: string): string {
  return text.replaceAll(
    ENCODED,
    (whole, percent?: string, decimal?: string, hex?: string, name?: string) => {
      const number = percent ?? hex;
      const code = number === undefined ? Number(decimal ?? 0) : Number.parseInt(number, 16);
      const sign = name === undefined ? String.fromCharCode(code) : signNamed(name);
      return sign !== undefined && /^[ -~]$/.test(sign) && !/[0-9a-z]/i.test(sign) ? sign : whole;
    },
  );
}

function signNamed(name: string): string | undefined {
  return Object.keys(NAMED).find((sign) => NAMED[sign] === name.toLowerCase());
}

/** Each way in which a sign of an address may be encoded, as the source of a pattern. */
function encodings(sign: string): string {
  const code = sign.charCodeAt(0);
  const hex = code.toString(16);
  const named = NAMED[sign] === undefined ? '' : `|${NAMED[sign]}`;
  return `%(?:25)*${hex}|&(?:#0*${code}|#x0*${hex}${named});`;
}

/**
 * The source of a pattern for the bytes of a text in each of its forms, without regard to ASCII capitals.
 *
 * @param isAddress - also with its signs encoded
 */
export function bytesInAnyForm(text: string, isAddress = false): string {
  return [...text].map((sign) => signInAnyForm(sign, isAddress)).join('');
}

function signInAnyForm(sign: string, isAddress: boolean): string {
  if (/^[0-9A-Za-z]$/.test(sign)) return sign;
  if (/^[-\u2010-\u2015\u2212]$/.test(sign))
    return `(?:\\x2d|\\xe2\\x80[\\x90-\\x95]|\\xe2\\x88\\x92|\\\\u(?:201[0-5]|2212)${isAddress ? `|${encodings('-')}` : ''})`;
  const ways = /^[ -~]$/.test(sign) ? [bytesOf(sign)] : [...new Set(bothCases(sign))].map(bytesOf);
  const all = isAddress && /^[ -~]$/.test(sign) ? [...ways, encodings(sign)] : ways;
  const one = all.length === 1 ? all.join('') : `(?:${all.join('|')})`;
  return sign === '@' ? `\\x20{0,3}${one}\\x20{0,3}` : one;
}

function bothCases(sign: string): string[] {
  const small = smallLetter(sign);
  const capital = small === '\u00df' ? '\u1e9e' : small.toUpperCase();
  return [sign, small, ...([...capital].length === 1 ? [capital] : [])];
}

function bytesOf(sign: string): string {
  return [...Buffer.from(sign)].map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`).join('');
}
