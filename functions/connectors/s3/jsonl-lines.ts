import type { UnreadReason } from '../../domain/finding';
import type { FieldValue } from '../connector';
import { exactJson } from '../exact-json';

/**
 * A line of an object with its line ending, so that the lines of other people can be copied byte for byte.
 */
export interface JsonlLine {
  readonly bytes: Buffer;
  /** Without the spaces around it. */
  readonly text: string;
  /** The record, or undefined when the line is none. */
  readonly record?: Readonly<Record<string, FieldValue>>;
  /** Why a line that holds something is no record. */
  readonly unread?: UnreadReason;
  /** The line is a piece of one long JSON text: the lines around it are no records of their own either. */
  readonly isPiece?: true;
}

/** A line longer than this is not looked at. */
export const MAX_LINE_BYTES = 64 * 1024 * 1024;
const NEWLINE = 0x0a;

export class LineTooLong extends Error {
  override readonly name = 'LineTooLong';
}

/**
 * Cuts a stream into lines, with one line in memory at a time. A byte order mark at the start comes as an
 * empty line of its own, so that it stays when the first record is erased. Throws {@link LineTooLong}.
 */
export async function* jsonlLines(content: AsyncIterable<Uint8Array>): AsyncGenerator<JsonlLine> {
  let isFirst = true;
  for await (const bytes of linesOf(content)) {
    if (isFirst && bytes.subarray(0, 3).equals(BYTE_ORDER_MARK)) {
      yield { bytes: bytes.subarray(0, 3), text: '' };
      yield toLine(bytes.subarray(3));
    } else yield toLine(bytes);
    isFirst = false;
  }
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

async function* linesOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for await (const chunk of content) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = rest.indexOf(NEWLINE); end >= 0; end = rest.indexOf(NEWLINE)) {
      yield Buffer.concat([...pending, rest.subarray(0, end + 1)]);
      pending = [];
      pendingBytes = 0;
      rest = rest.subarray(end + 1);
    }
    pending.push(rest);
    pendingBytes += rest.byteLength;
    if (pendingBytes > MAX_LINE_BYTES) throw new LineTooLong();
  }
  if (pendingBytes > 0) yield Buffer.concat(pending);
}

/** No JSON text holds a zero byte; every one in UTF-16 or UTF-32 does, as its braces are ASCII. */
function toLine(bytes: Buffer): JsonlLine {
  const decoded = bytes.includes(0) ? undefined : decode(bytes);
  if (decoded === undefined) return { bytes, text: '', unread: 'encoding' };
  const text = decoded.trim();
  if (text === '') return { bytes, text };
  const value = parsed(text);
  if (isRecord(value)) return { bytes, text, record: value };
  if (value !== undefined) return { bytes, text, unread: 'not-records' };
  const unread = text.startsWith('{') ? 'broken' : 'not-records';
  return isPieceOfJson(text)
    ? { bytes, text, unread: 'not-records', isPiece: true }
    : { bytes, text, unread };
}

const STRICT_UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

function decode(bytes: Buffer): string | undefined {
  try {
    return STRICT_UTF8.decode(bytes);
  } catch {
    return undefined;
  }
}

function parsed(text: string): FieldValue | undefined {
  try {
    return exactJson(text);
  } catch {
    return undefined;
  }
}

function isRecord(value: FieldValue | undefined): value is Readonly<Record<string, FieldValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * A line of a JSON array or of a document written over several lines: it opens or closes what another line
 * ends, or has a comma behind a whole value.
 */
function isPieceOfJson(text: string): boolean {
  const opens = /^\[\s*(?:\{|$)|[[{:]$/.test(text);
  const closes = /^[\]}\s]+,?$/.test(text);
  return opens || closes || (text.endsWith(',') && parsed(text.slice(0, -1)) !== undefined);
}
