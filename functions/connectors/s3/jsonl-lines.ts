import type { FieldValue } from '../connector';
import { StoreShapeError } from '../connector';
import { exactJson } from '../exact-json';

/** A line as it lies in the object, with its ending, so that lines of other people can be copied byte for byte. */
export interface JsonlLine {
  readonly bytes: Buffer;
  /** The record, or undefined when the line is no JSON object. Blank lines hold nothing and are not given as records either. */
  readonly record?: Readonly<Record<string, FieldValue>>;
  readonly blank: boolean;
}

const longestLine = 64 * 1024 * 1024;
const newline = 0x0a;

/** Cuts a stream into lines. Only one line is in memory at a time. */
export async function* jsonlLines(content: AsyncIterable<Uint8Array>): AsyncGenerator<JsonlLine> {
  let pending: Buffer[] = [];
  let pendingBytes = 0;
  for await (const chunk of content) {
    let rest = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = rest.indexOf(newline); end >= 0; end = rest.indexOf(newline)) {
      yield toLine(Buffer.concat([...pending, rest.subarray(0, end + 1)]));
      pending = [];
      pendingBytes = 0;
      rest = rest.subarray(end + 1);
    }
    pending.push(rest);
    pendingBytes += rest.byteLength;
    if (pendingBytes > longestLine) {
      throw new StoreShapeError('an object that the map calls JSONL has a line of more than 64 MB');
    }
  }
  if (pendingBytes > 0) {
    yield toLine(Buffer.concat(pending));
  }
}

function toLine(bytes: Buffer): JsonlLine {
  const text = bytes.toString('utf8').trim();
  if (text === '') {
    return { bytes, blank: true };
  }
  const record = parseRecord(text);
  return record === undefined ? { bytes, blank: false } : { bytes, record, blank: false };
}

function parseRecord(text: string): Readonly<Record<string, FieldValue>> | undefined {
  try {
    const value: unknown = exactJson(text);
    const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isRecord ? (value as Readonly<Record<string, FieldValue>>) : undefined;
  } catch {
    return undefined;
  }
}
