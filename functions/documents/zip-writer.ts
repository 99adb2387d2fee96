import { createHash } from 'node:crypto';
import { Readable, Transform } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';

/**
 * A zip that is written while its entries are being read: entries follow one another, memory holds only their
 * names.
 */
export interface ZipWriter {
  /** Writes one entry and resolves with its size in bytes when its content has been read to the end. */
  add(path: string, content: AsyncIterable<string | Uint8Array>, options?: EntryOptions): Promise<number>;
  /** Writes the directory, ends the output and resolves when all of it is written. */
  finish(): Promise<ZipTotals>;
  /** Gives up: the output is destroyed, so that nobody takes half a zip for a whole one. */
  abort(cause: unknown): void;
}

export interface EntryOptions {
  /** Content that is packed already (images, archives): no time is spent on packing it again. */
  readonly packed?: boolean;
}

export interface ZipTotals {
  readonly entries: number;
  readonly bytes: number;
  readonly sha256: string;
}

/** Strings are gathered to pieces of about this many characters before they travel on. */
const PIECE = 64 * 1024;

/**
 * Opens a zip on `out`. Every entry bears the date `stampedOn` (plain date): the same input gives the same
 * bytes.
 */
export function openZip(out: NodeJS.WritableStream, stampedOn: string): ZipWriter {
  const zip = new ZipFile();
  const meter = startMeter();
  const giveUp = new AbortController();
  const written = pipeline(zip.outputStream, meter.stream, out, { signal: giveUp.signal });
  written.catch(() => undefined);
  const abort = (cause: unknown) => giveUp.abort(cause);
  zip.on('error', abort);
  const mtime = new Date(Date.parse(`${stampedOn}T12:00:00Z`));
  let entries = 0;
  return {
    abort,
    async add(path, content, options = {}) {
      const source = startSource(content);
      zip.addReadStream(source.stream, path, { mtime, compressionLevel: options.packed ? 1 : 6 });
      entries += 1;
      try {
        await Promise.race([finished(source.stream), written.then(neverEarly)]);
      } finally {
        source.stream.destroy();
      }
      return source.bytes();
    },
    async finish() {
      zip.end();
      await written;
      return { entries, ...meter.totals() };
    },
  };
}

function neverEarly(): never {
  throw new Error('the output ended before the package did');
}

function startSource(content: AsyncIterable<string | Uint8Array>) {
  let bytes = 0;
  async function* pieces() {
    for await (const piece of gathered(content)) {
      bytes += piece.length;
      yield piece;
    }
  }
  return { stream: Readable.from(pieces(), { objectMode: false }), bytes: () => bytes };
}

async function* gathered(content: AsyncIterable<string | Uint8Array>): AsyncGenerator<Uint8Array> {
  let text = '';
  for await (const piece of content) {
    if (typeof piece === 'string') text += piece;
    if (text.length >= PIECE || (typeof piece !== 'string' && text !== '')) {
      yield Buffer.from(text);
      text = '';
    }
    if (typeof piece !== 'string' && piece.length > 0) yield piece;
  }
  if (text !== '') yield Buffer.from(text);
}

function startMeter() {
  const hash = createHash('sha256');
  let bytes = 0;
  const stream = new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, totals: () => ({ bytes, sha256: hash.digest('hex') }) };
}
