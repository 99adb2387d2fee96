import { defined } from '../domain/defined';
import type { ExportedRecord, FieldValue } from './connector';
import type { DigestWriter } from './copy-digest';

/** A piece of a stored file, in bytes before base64. */
const PIECE = 48 * 1024;

interface RecordLine {
  readonly r: {
    readonly collection: string;
    readonly key: Record<string, string>;
    readonly values: Record<string, FieldValue>;
    readonly file?: { readonly name: string; readonly contentType?: string };
  };
}

interface PieceLine {
  readonly b: string;
}

/** Characters that are written together: each chunk costs the streams behind it as much as a small one. */
const CHUNK = 64 * 1024;

/** Exported records as JSON lines: one line a record, a stored file as base64 lines behind its record. */
export async function* toSnapshot(
  records: AsyncIterable<ExportedRecord>,
  digest: Pick<DigestWriter, 'add'>,
): AsyncIterable<Uint8Array> {
  let text = '';
  for await (const record of records) {
    const written = record.file ? named(record, record.file) : record;
    digest.add(written);
    text += line({ r: written });
    if (text.length >= CHUNK) {
      yield Buffer.from(text, 'utf8');
      text = '';
    }
    if (!record.file) continue;
    for await (const piece of pieces(record.file.content)) {
      yield Buffer.from(text + piece, 'utf8');
      text = '';
    }
  }
  if (text !== '') yield Buffer.from(text, 'utf8');
}

function named(record: ExportedRecord, { name, contentType }: NonNullable<ExportedRecord['file']>) {
  return { ...record, file: { name, ...defined({ contentType }) } };
}

async function* pieces(content: AsyncIterable<Uint8Array>): AsyncIterable<string> {
  for await (const chunk of content) {
    for (let at = 0; at < chunk.byteLength; at += PIECE) {
      yield line({ b: Buffer.from(chunk.subarray(at, at + PIECE)).toString('base64') });
    }
  }
}

function line(content: object): string {
  return `${JSON.stringify(content)}\n`;
}

/**
 * The records again. A file's content must be read before the next record is asked for; unread content is
 * skipped.
 */
export async function* fromSnapshot(lines: AsyncIterable<unknown>): AsyncIterable<ExportedRecord> {
  const source = lines[Symbol.asyncIterator]();
  let next = await source.next();
  const content = async function* (): AsyncIterable<Uint8Array> {
    while (!next.done && isPiece(next.value)) {
      const piece = Buffer.from(next.value.b, 'base64');
      next = await source.next();
      yield piece;
    }
  };
  while (!next.done) {
    const { r } = next.value as RecordLine;
    next = await source.next();
    const { file, ...record } = r;
    const pieces = content();
    yield { ...record, ...(file ? { file: { ...file, content: pieces } } : {}) };
    if (file) for await (const _unread of content());
  }
}

function isPiece(value: unknown): value is PieceLine {
  return typeof value === 'object' && value !== null && 'b' in value;
}
