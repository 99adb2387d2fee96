import type { UnreadReason } from '../../domain/finding';
import type { FieldValue } from '../connector';
import { exactJson } from '../exact-json';
import type { LineSieve, LineSpan } from './line-sieve';

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
 * Cuts a stream into lines, with one block of whole lines in memory at a time. A byte order mark at the start
 * comes as an empty line of its own, so that it stays when the first record is erased. Throws
 * {@link LineTooLong}.
 *
 * @param sieve - picks the lines that are wanted; without it they all are
 */
export async function* jsonlLines(
  content: AsyncIterable<Uint8Array>,
  sieve: LineSieve = allLines,
): AsyncGenerator<JsonlLine> {
  let isFirst = true;
  for await (const block of blocksOf(content)) {
    const hasMark = isFirst && block.subarray(0, 3).equals(BYTE_ORDER_MARK);
    isFirst = false;
    if (hasMark) yield { bytes: block.subarray(0, 3), text: '' };
    const lines = hasMark ? block.subarray(3) : block;
    for (const span of sieve(lines)) yield lineAt(lines, span);
  }
}

/** A line of a block, copied: a line that is kept must not keep its block. */
export function lineAt(block: Buffer, { start, end }: LineSpan): JsonlLine {
  return toLine(Buffer.from(block.subarray(start, end)));
}

const BYTE_ORDER_MARK = Buffer.from([0xef, 0xbb, 0xbf]);

/** Whole lines, as many as arrive together. */
async function* blocksOf(content: AsyncIterable<Uint8Array>): AsyncGenerator<Buffer> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    const end = bytes.lastIndexOf(NEWLINE) + 1;
    if (end > 0) {
      yield pendingBytes === 0 ? bytes.subarray(0, end) : Buffer.concat([...pending, bytes.subarray(0, end)]);
      pending = [];
      pendingBytes = 0;
    }
    pending.push(bytes.subarray(end));
    pendingBytes += bytes.byteLength - end;
    if (pendingBytes > MAX_LINE_BYTES) throw new LineTooLong();
  }
  if (pendingBytes > 0) yield Buffer.concat(pending);
}

function allLines(block: Buffer): readonly LineSpan[] {
  const spans: LineSpan[] = [];
  for (let start = 0, end = 0; start < block.length; start = end) {
    const newline = block.indexOf(NEWLINE, start);
    end = newline < 0 ? block.length : newline + 1;
    spans.push({ start, end });
  }
  return spans;
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
