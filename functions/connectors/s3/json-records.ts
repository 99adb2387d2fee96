import { type CutElements, JsonCutter } from './json-cutter';
import { jsonlLines, parsed } from './jsonl-lines';
import type { LineSieve } from './line-sieve';
import { isRecord, MAX_RECORD_BYTES, NoRecords, type StoredRecord, strictText } from './stored-record';

const NEWLINE = 0x0a;
const OPEN_LIST = 0x5b;
/** A byte order mark and spaces. */
const BEFORE_JSON = /^\ufeff?[ \t\r\n]*/;

/**
 * The records of a JSON text in any of its three forms, by its content: an array of records, a record on each
 * line, or one record over several lines. Throws {@link NoRecords} and `BrokenContent`.
 *
 * @param sieve - picks the records that are wanted; without it they all are
 */
export async function* jsonRecords(
  content: AsyncIterable<Uint8Array>,
  sieve?: LineSieve,
): AsyncGenerator<StoredRecord> {
  const source = content[Symbol.asyncIterator]();
  try {
    const { head, before, isAll } = await headOf(source);
    const rest = restOf(source);
    if (head[before] === OPEN_LIST) yield* elementsOf(head, { before, rest, sieve });
    else if (isAll || isRecordLine(head)) yield* linesOf(head, rest, sieve);
    else yield* document(head, rest);
  } finally {
    await source.return?.();
  }
}

interface Head {
  readonly head: Buffer;
  /** Where the JSON begins. */
  readonly before: number;
  /** The whole content is one line, or nothing. */
  readonly isAll: boolean;
}

/** As much as shows what the text is: to the bracket of an array, or to the end of the first line. */
async function headOf(source: AsyncIterator<Uint8Array>): Promise<Head> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  let before = -1;
  for (let next = await source.next(); !next.done; next = await source.next()) {
    const chunk = Buffer.from(next.value.buffer, next.value.byteOffset, next.value.byteLength);
    chunks.push(chunk);
    bytes += chunk.length;
    if (before < 0) before = beginningIn(Buffer.concat(chunks));
    const head = () => Buffer.concat(chunks);
    if (before >= 0 && head()[before] === OPEN_LIST) return { head: head(), before, isAll: false };
    if (before >= 0 && head().includes(NEWLINE, before)) return { head: head(), before, isAll: false };
    if (bytes > MAX_RECORD_BYTES) throw new NoRecords('too-large');
  }
  return { head: Buffer.concat(chunks), before, isAll: true };
}

/** -1 where there is nothing but spaces so far. */
function beginningIn(head: Buffer): number {
  const text = head.toString('utf8');
  const [spaces = ''] = BEFORE_JSON.exec(text) ?? [];
  return spaces.length === text.length ? -1 : Buffer.byteLength(spaces);
}

/** Also where its characters are in another encoding: then this line alone is unread. */
function isRecordLine(head: Buffer): boolean {
  const line = head.subarray(0, head.indexOf(NEWLINE, beginningIn(head)) + 1);
  return isRecord(parsed((strictText(line) ?? line.toString('latin1')).trim()));
}

async function* restOf(source: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  for (let next = await source.next(); !next.done; next = await source.next()) yield next.value;
}

async function* linesOf(
  head: Buffer,
  rest: AsyncIterable<Uint8Array>,
  sieve: LineSieve | undefined,
): AsyncGenerator<StoredRecord> {
  const all = async function* () {
    yield head;
    yield* rest;
  };
  yield* jsonlLines(all(), sieve);
}

/** One record over several lines. */
async function* document(head: Buffer, rest: AsyncIterable<Uint8Array>): AsyncGenerator<StoredRecord> {
  const chunks: Uint8Array[] = [head];
  let length = head.length;
  for await (const chunk of rest) {
    chunks.push(chunk);
    length += chunk.byteLength;
    if (length > MAX_RECORD_BYTES) throw new NoRecords('too-large');
  }
  const bytes = Buffer.concat(chunks);
  const decoded = strictText(bytes);
  if (decoded === undefined) throw new NoRecords('encoding');
  const text = decoded.trim();
  const record = parsed(text);
  if (!isRecord(record)) throw new NoRecords(text.startsWith('{') ? 'broken' : 'not-records');
  yield { bytes, text, record };
}

interface ArrayStart {
  readonly before: number;
  readonly rest: AsyncIterable<Uint8Array>;
  readonly sieve: LineSieve | undefined;
}

async function* elementsOf(head: Buffer, { before, rest, sieve }: ArrayStart): AsyncGenerator<StoredRecord> {
  const cutter = new JsonCutter();
  const state = { isFirst: true };
  yield { bytes: head.subarray(0, before + 1), text: '' };
  yield* elementsIn(cutter.feed(head.subarray(before + 1)), sieve, state);
  for await (const chunk of rest) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    yield* elementsIn(cutter.feed(bytes), sieve, state);
  }
  yield { bytes: cutter.end(), text: '' };
}

function* elementsIn(
  cut: CutElements | undefined,
  sieve: LineSieve = (_, pieces = []) => pieces,
  state: { isFirst: boolean },
): Generator<StoredRecord> {
  if (cut === undefined) return;
  const { block } = cut;
  for (const { start, end, from = start } of sieve(block, cut.elements)) {
    const element = start === 0 && state.isFirst ? 'first' : 'next';
    const bytes = Buffer.from(block.subarray(start, end));
    yield { ...elementRecord(bytes, from - start), element };
  }
  state.isFirst = false;
}

/** An element that cannot be parsed may end elsewhere than its brackets say, and so may all behind it. */
function elementRecord(bytes: Buffer, from: number): StoredRecord {
  const text = strictText(bytes.subarray(from));
  if (text === undefined) throw new NoRecords('encoding');
  const value = parsed(text);
  if (value === undefined) throw new NoRecords('broken');
  return isRecord(value) ? { bytes, text, record: value } : { bytes, text, unread: 'not-records' };
}
