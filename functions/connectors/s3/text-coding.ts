import { isAscii } from 'node:buffer';
import { StringDecoder } from 'node:string_decoder';
import { StoreRefusedError } from '../connector';
import { NoRecords } from './stored-record';

/** How the characters of a text are written in bytes. */
export type Charset = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-1';

type Chunks = AsyncIterable<Uint8Array>;

/**
 * The text in UTF-8. Each character of the other encodings becomes one character of UTF-8 and back, so that
 * what is not changed comes out of {@link inCharset} byte for byte. Throws {@link NoRecords} for what is no
 * text in the encoding, and for text that is meant to have one byte a character and is UTF-8 throughout.
 */
export function inUtf8(content: Chunks, charset: Charset): Chunks {
  if (charset === 'utf-8') return content;
  if (charset === 'utf-16le' || charset === 'utf-16be') return fromUtf16(content, charset);
  return fromSingleBytes(content, charset);
}

/** Text in UTF-8, in whole characters, in another encoding. */
export async function* inCharset(content: Chunks, charset: Charset): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    yield charset === 'utf-8' ? bytes : encoded(bytes.toString('utf8'), charset);
  }
}

/** Whether the encoding has all of these characters. */
export function canWrite(text: string, charset: Charset): boolean {
  return charset.startsWith('utf') || [...text].every((sign) => byteOf(sign, charset) !== undefined);
}

function encoded(text: string, charset: Exclude<Charset, 'utf-8'>): Buffer {
  if (charset === 'utf-16le') return Buffer.from(text, 'utf16le');
  if (charset === 'utf-16be') return Buffer.from(text, 'utf16le').swap16();
  return Buffer.from(
    [...text].map((sign) => {
      const byte = byteOf(sign, charset);
      if (byte === undefined)
        throw new StoreRefusedError('the encoding of a file lacks a character that was to be written', {
          code: 'no-blank',
        });
      return byte;
    }),
  );
}

async function* fromUtf16(content: Chunks, charset: 'utf-16le' | 'utf-16be'): AsyncGenerator<Buffer> {
  const decoder = new StringDecoder('utf16le');
  let odd = Buffer.alloc(0);
  for await (const chunk of content) {
    const all = Buffer.concat([odd, chunk]);
    const even = all.subarray(0, all.length - (all.length % 2));
    odd = Buffer.from(all.subarray(even.length));
    yield wellFormed(decoder.write(charset === 'utf-16be' ? even.swap16() : even));
  }
  if (odd.length > 0) throw new NoRecords('encoding');
  yield wellFormed(decoder.end());
}

function wellFormed(text: string): Buffer {
  if (/\p{Surrogate}/u.test(text)) throw new NoRecords('encoding');
  return Buffer.from(text);
}

async function* fromSingleBytes(
  content: Chunks,
  charset: 'windows-1252' | 'iso-8859-1',
): AsyncGenerator<Buffer> {
  const utf8 = new TextDecoder('utf-8', { fatal: true });
  let hasOthers = false;
  let isUtf8 = true;
  const look = (chunk?: Uint8Array) => {
    try {
      if (isUtf8) utf8.decode(chunk, { stream: chunk !== undefined });
    } catch {
      isUtf8 = false;
    }
  };
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    hasOthers ||= !isAscii(bytes);
    look(bytes);
    yield isAscii(bytes) ? bytes : Buffer.from(characters(bytes, charset));
  }
  look();
  if (hasOthers && isUtf8) throw new NoRecords('encoding');
}

/**
 * The characters of the bytes 0x80 to 0x9f.
 * https://encoding.spec.whatwg.org/#windows-1252
 */
const WINDOWS_1252 =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

function characters(bytes: Buffer, charset: 'windows-1252' | 'iso-8859-1'): string {
  const text = bytes.toString('latin1');
  if (charset === 'iso-8859-1') return text;
  return text.replaceAll(/[\u0080-\u009f]/g, (sign) => WINDOWS_1252[sign.charCodeAt(0) - 0x80] ?? sign);
}

function byteOf(sign: string, charset: Charset): number | undefined {
  const code = sign.codePointAt(0) ?? 0;
  const isShifted = charset === 'windows-1252' && (code > 0xff || (code >= 0x80 && code <= 0x9f));
  if (!isShifted) return code <= 0xff ? code : undefined;
  const at = WINDOWS_1252.indexOf(sign);
  return at < 0 ? undefined : 0x80 + at;
}
