import type { FieldValue } from '../connector';
import { exactJson } from '../exact-json';
import type { LineSieve, LineSpan } from './line-sieve';
import { isRecord, MAX_RECORD_BYTES, NoRecords, type StoredRecord, strictText } from './stored-record';

const NEWLINE = 0x0a;

/**
 * Cuts a stream into lines, with one block of whole lines in memory at a time. A byte order mark at the start
 * comes as an empty line of its own, so that it stays when the first record is erased. Throws
 * {@link NoRecords} for a line that is too long, and for lines that come in pairs.
 *
 * @param sieve - picks the lines that are wanted; without it they all are
 */
export async function* jsonlLines(
  content: AsyncIterable<Uint8Array>,
  sieve: LineSieve = allLines,
): AsyncGenerator<StoredRecord> {
  let isFirst = true;
  for await (const block of blocksOf(content)) {
    const hasMark = isFirst && block.subarray(0, 3).equals(BYTE_ORDER_MARK);
    if (isFirst && isForBulkLoad(block)) throw new NoRecords('not-records');
    isFirst = false;
    if (hasMark) yield { bytes: block.subarray(0, 3), text: '' };
    const lines = hasMark ? block.subarray(3) : block;
    for (const span of sieve(lines)) yield lineAt(lines, span);
  }
}

/**
 * Whether the first line says what is to be done with the second, as for a bulk load into Elasticsearch: a
 * record that is taken out would leave its action to the next one.
 *
 * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk
 */
function isForBulkLoad(block: Buffer): boolean {
  const [first = ''] = block
    .subarray(0, MAX_ACTION)
    .toString('utf8')
    .replace(/^\ufeff/, '')
    .trimStart()
    .split('\n');
  if (!/^\{\s*"(?:index|create|update|delete)"\s*:\s*\{/.test(first)) return false;
  const action = parsed(first.trim());
  const [target, ...others] = isRecord(action) ? Object.values(action) : [];
  if (!isRecord(target) || others.length > 0) return false;
  const names = Object.keys(target);
  return names.length === 0 || names.includes('_id') || names.includes('_index');
}

/** A longer first line is no action. */
const MAX_ACTION = 4_096;

/** A line of a block, copied: a line that is kept must not keep its block. */
export function lineAt(block: Buffer, { start, end }: LineSpan): StoredRecord {
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
    if (pendingBytes > MAX_RECORD_BYTES) throw new NoRecords('too-large');
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

function toLine(bytes: Buffer): StoredRecord {
  const decoded = strictText(bytes);
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

/** The value of a JSON text; undefined where it is none. */
export function parsed(text: string): FieldValue | undefined {
  try {
    return exactJson(text);
  } catch {
    return undefined;
  }
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
