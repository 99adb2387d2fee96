import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { defined } from '../../domain/defined';
import type { UnreadReason } from '../../domain/finding';
import type { Charset } from './text-coding';

/** How the content of an object is encoded, by its first bytes: the key and the headers prove nothing. */
export type Coding =
  | {
      readonly kind: 'plain' | 'gzip';
      readonly content: AsyncIterable<Uint8Array>;
      /** What a byte order mark says of the characters. */
      readonly marked?: Charset;
    }
  | { readonly kind: 'unreadable'; readonly reason: UnreadReason };

/** A gzip that breaks off, or has something behind its end. */
export class BrokenContent extends Error {
  override readonly name = 'BrokenContent';
}

/**
 * First bytes of formats that hold no text, in hexadecimal. A workbook of Excel is a zip whose first file is
 * named like one of its parts.
 */
const SIGNATURES: readonly (readonly [RegExp, UnreadReason])[] = [
  [/^28b52ffd|^5.2a4d18/, 'compressed'], // zstd
  [/^425a68(3[1-9]|$)/, 'compressed'], // bzip2
  [/^504b0304.{52}(5b436f6e74656e745f54797065735d|5f72656c732f|646f6350726f70732f|786c2f)/, 'workbook'],
  [/^d0cf11e0a1b11ae1/, 'workbook'], // xls
  [/^504b0(304|506|708)/, 'compressed'], // zip
  [/^ff060000734e/, 'compressed'], // snappy, framed
  [/^fd377a585a|^377abcaf|^04224d18|^1f9d|^4c5a4950/, 'compressed'], // xz, 7z, lz4, compress, lzip
  [/^fffe0000|^0000feff/, 'encoding'], // UTF-32
  [/^3037303730(3[12](3[0-9]|[46][1-6]){104}|37(3[0-7]){70})|^c771|^71c7/, 'compressed'], // cpio
  [/^213c617263683e0a|^526172211a07/, 'compressed'], // ar, rar
  [/^53514c69746520666f726d6174203300/, 'encoding'], // SQLite
  [/^50415231/, 'parquet'],
  [/^50415245/, 'encrypted'], // Parquet with an encrypted footer
  [/^4f626a01/, 'avro'],
  [/^4f5243/, 'orc'],
  [/^53616c7465645f5f|^6167652d656e6372797074696f6e2e6f7267|^2d2d2d2d2d424547494e20504750/, 'encrypted'], // openssl, age, PGP
];
const MARKS: readonly (readonly [RegExp, Charset])[] = [
  [/^fffe/, 'utf-16le'],
  [/^feff/, 'utf-16be'],
  [/^efbbbf/, 'utf-8'],
];
const TAR_HEADER_BYTES = 512;
/** Where the header of a tar holds its sum. */
const [SUM_AT, SUM_END] = [148, 156];
const GZIP_SIGNATURE = /^1f8b/;
/** Of what is unpacked at once: each piece is a turn of a thread, and a block that is searched. */
const CHUNK_BYTES = 256 * 1024;
/** The header of the first file in a tar. */
const MAX_SIGNATURE_BYTES = 512;

/** How the content is written. */
export async function codingOf(
  content: AsyncIterable<Uint8Array>,
  contentEncoding: string | undefined,
): Promise<Coding> {
  const named = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim());
  const peek = await peeked(content);
  const { head, all } = peek;
  if (GZIP_SIGNATURE.test(head)) return ofContent(await peeked(gunzipped(all)), 'gzip');
  const unknown = named.some((name) => !['', 'identity', 'aws-chunked', 'gzip', 'x-gzip'].includes(name));
  return unknown && head !== '' ? refused(peek, 'compressed') : ofContent(peek, 'plain');
}

async function ofContent(peek: Peek, kind: 'plain' | 'gzip'): Promise<Coding> {
  const { head, all } = peek;
  const known = [...SIGNATURES, [GZIP_SIGNATURE, 'compressed'] as const];
  const [, signed] = known.find(([signature]) => signature.test(head)) ?? [];
  const reason = isTar(Buffer.from(head, 'hex')) ? 'compressed' : signed;
  if (reason !== undefined) return refused(peek, reason);
  const [, marked] = MARKS.find(([mark]) => mark.test(head)) ?? [];
  return { kind, content: all, ...defined({ marked }) };
}

/**
 * A tar begins with the header of its first file, which holds the sum of its own bytes, where that sum itself
 * counts as spaces. Records of a file in it could be rewritten, but all behind them would move.
 *
 * @see https://www.gnu.org/software/tar/manual/html_node/Standard.html
 */
function isTar(header: Buffer): boolean {
  if (header.length < TAR_HEADER_BYTES) return false;
  const told = Number.parseInt(header.toString('latin1', SUM_AT, SUM_END).replaceAll(/[\0 ]/g, ''), 8);
  const sum = header.reduce((all, byte, at) => all + (at >= SUM_AT && at < SUM_END ? 0x20 : byte), 0);
  return told === sum;
}

async function refused({ close }: Peek, reason: UnreadReason): Promise<Coding> {
  await close();
  return { kind: 'unreadable', reason };
}

/**
 * Throws {@link BrokenContent} at the end of what could be unpacked. Several members in a row are one
 * content.
 */
async function* gunzipped(packed: AsyncGenerator<Uint8Array>): AsyncGenerator<Uint8Array> {
  const fed = { bytes: 0 };
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const source = Readable.from(counted(packed, fed), { objectMode: false });
  source.on('error', (error) => gunzip.destroy(error));
  try {
    yield* source.pipe(gunzip) as AsyncIterable<Uint8Array>;
  } catch (error) {
    if (!/^Z_/.test(String((error as { code?: unknown }).code))) throw error;
    throw new BrokenContent();
  } finally {
    gunzip.destroy();
    source.destroy();
  }
  if (gunzip.bytesWritten !== fed.bytes) throw new BrokenContent();
}

/** The same chunks; their bytes are added up as they go by. */
export async function* counted(
  chunks: AsyncIterable<Uint8Array>,
  fed: { bytes: number },
): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    fed.bytes += chunk.byteLength;
    yield chunk;
  }
}

interface Peek {
  /** The first bytes in hexadecimal. */
  readonly head: string;
  /** The whole content, the first bytes with it. */
  readonly all: AsyncGenerator<Uint8Array>;
  /** For who does not want it. */
  readonly close: () => Promise<unknown>;
}

async function peeked(content: AsyncIterable<Uint8Array>): Promise<Peek> {
  const source = content[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  let failed: unknown;
  while (Buffer.concat(first).byteLength < MAX_SIGNATURE_BYTES) {
    try {
      const { value, done } = await source.next();
      if (done) break;
      first.push(value);
    } catch (error) {
      failed = error;
      break;
    }
  }
  const head = Buffer.concat(first).subarray(0, MAX_SIGNATURE_BYTES).toString('hex');
  return { head, all: rejoined(first, source, failed), close: async () => source.return?.() };
}

/** What failed while the first bytes were read fails where it stands. */
async function* rejoined(
  first: readonly Uint8Array[],
  source: AsyncIterator<Uint8Array>,
  failed: unknown,
): AsyncGenerator<Uint8Array> {
  try {
    yield* first;
    if (failed !== undefined) throw failed;
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
  } finally {
    await source.return?.();
  }
}
