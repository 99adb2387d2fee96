import { randomBytes } from 'node:crypto';

/** A text that exists only where a test put it. */
export interface Canary {
  /** The field that it was put into. */
  readonly field: string;
  readonly text: string;
}

/** Lower-case letters and digits, so that it is valid as a part of a mail address or of a file name. */
export function aCanary(field: string): Canary {
  return { field, text: `cnry${randomBytes(10).toString('hex')}` };
}

/** With every character that some encoding writes differently. */
export function anAwkwardCanary(field: string): Canary {
  const core = randomBytes(3).toString('hex');
  return { field, text: `q${core}"é<v${core}&'>z ${core}\\ü` };
}

type Transform = (text: string) => readonly string[];

/**
 * Ways in which a text may be encoded, by name. Bytes are searched as Latin-1, so that each of them stands
 * for itself.
 */
export const transforms: Readonly<Record<string, Transform>> = {
  plain: (text) => [text, latin(text)],
  lower: (text) => [latin(text.toLowerCase())],
  upper: (text) => [latin(text.toUpperCase())],
  base64: (text) => inBase64(text, 'base64'),
  base64url: (text) => inBase64(text, 'base64url'),
  hex: (text) => [Buffer.from(text).toString('hex'), Buffer.from(text).toString('hex').toUpperCase()],
  'percent-encoded': (text) => [
    encodeURIComponent(text),
    new URLSearchParams({ x: text }).toString().slice(2),
  ],
  json: (text) => [
    latin(JSON.stringify(text).slice(1, -1)),
    jsonInAscii(text),
    latin(JSON.stringify(JSON.stringify(text)).slice(3, -3)),
  ],
  html: (text) => [latin(inHtml(text, '&#39;')), latin(inHtml(text, '&#x27;')), latin(inHtml(text, "'"))],
  'quoted-printable': (text) => [quotedPrintable(text)],
  'utf-16': (text) => [Buffer.from(text, 'utf16le').toString('latin1')],
  reversed: (text) => [latin([...text].reverse().join(''))],
};

function latin(text: string): string {
  return Buffer.from(text).toString('latin1');
}

/** In each of the three alignments, without the characters that depend on the neighbours. */
function inBase64(text: string, encoding: 'base64' | 'base64url'): string[] {
  return [0, 1, 2].map((shift) => {
    const bytes = Buffer.concat([Buffer.alloc(shift), Buffer.from(text)]);
    const whole = bytes.length - (bytes.length % 3);
    return bytes
      .subarray(0, whole)
      .toString(encoding)
      .slice(shift === 0 ? 0 : 4);
  });
}

function jsonInAscii(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1);
  return escaped.replace(/[^ -~]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function inHtml(text: string, apostrophe: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", apostrophe);
}

function quotedPrintable(text: string): string {
  return latin(text).replace(
    /[^ -<>-~]/g,
    (c) => `=${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`,
  );
}
