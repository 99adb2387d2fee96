import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { PassThrough, Readable } from 'node:stream';
import { createGzip } from 'node:zlib';
import type { GetObjectCommandOutput } from '@aws-sdk/client-s3';
import { StoreRefusedError } from '../connector';
import { BrokenContent, codingOf } from './object-coding';
import { recordsOf, textOf } from './object-records';
import type { RecordBlanking } from './record-blanks';
import type { RecordsPlace } from './s3-place';
import { contentOf } from './s3-read';
import { nameAmong } from './s3-records';
import { bytesWith, NoRecords, type StoredRecord } from './stored-record';
import { inCharset, inUtf8 } from './text-coding';

/** Which records change, and how. */
export interface RecordChange {
  readonly names: ReadonlySet<string>;
  /** undefined: the records go; else their fields are set. */
  readonly blank: RecordBlanking | undefined;
}

/** A record as the change leaves it: undefined when it goes, itself when nothing changes in it. */
export function afterChange(
  place: RecordsPlace,
  record: StoredRecord,
  { names, blank }: RecordChange,
): StoredRecord | undefined {
  if (nameAmong(names, place, record) === undefined) return record;
  if (blank === undefined) return undefined;
  const text = blank(record.text);
  const bytes = bytesWith(record, text);
  return bytes.equals(record.bytes) ? record : { ...record, text, bytes };
}

/**
 * A fingerprint of records and of what stands between them, piece by piece. The commas and spaces between the
 * elements of an array do not count: they move when an element goes.
 */
export class ContentPrint {
  private readonly hash = createHash('sha256');

  add({ bytes, text, element }: StoredRecord): void {
    const own = element === undefined ? bytes : Buffer.from(text);
    this.hash.update(`${own.length}:`).update(own);
  }

  /** In hexadecimal; nothing can be added afterwards. */
  end(): string {
    return this.hash.digest('hex');
  }
}

export interface NewContent {
  /** Packed and encoded as it was. Breaks off, before its end, where it would not read as it must. */
  readonly content: Readable;
  /** The print of all that was written, once the content has been read to its end. */
  print(): string;
}

/**
 * The content of an object after a change. It is read while it is written: the records that nobody approved
 * must be those that were seen, and what comes out must read as what went in.
 *
 * @param kept the print of what must stay as it is
 */
export async function newContent(
  place: RecordsPlace,
  opened: GetObjectCommandOutput,
  { change, kept }: { readonly change: RecordChange; readonly kept: string },
): Promise<NewContent> {
  const coding = await codingOf(contentOf(opened, place.bucket), opened.ContentEncoding);
  if (coding.kind === 'unreadable')
    throw new StoreRefusedError(`an object of ${place.collection.name} cannot be read`);
  const { charset, records } = textOf(place, coding);
  const prints = { kept: new ContentPrint(), all: new ContentPrint() };
  const result = { kept: '', all: '' };
  const pieces = async function* () {
    yield* changedPieces(place, records(), { change, prints });
    result.kept = prints.kept.end();
    result.all = prints.all.end();
    if (result.kept !== kept) throw notAsRead(place);
  };
  const written = readAlong(inCharset(pieces(), charset), async (copy) => {
    if ((await printOf(place, inUtf8(copy, charset))) !== result.all) throw notAsRead(place);
  });
  const plain = Readable.from(written, { objectMode: false });
  return { content: coding.kind === 'plain' ? plain : packed(plain), print: () => result.all };
}

/** The print of a text that is read again; undefined where it holds no records any more. */
async function printOf(place: RecordsPlace, text: AsyncIterable<Uint8Array>): Promise<string | undefined> {
  const print = new ContentPrint();
  try {
    for await (const record of recordsOf(place, text)) print.add(record);
    return print.end();
  } catch (error) {
    if (error instanceof NoRecords || error instanceof BrokenContent) return undefined;
    throw error;
  }
}

/** Nothing was changed, or the version before is still there. */
export function notAsRead({ collection, bucket }: RecordsPlace): StoreRefusedError {
  return new StoreRefusedError(`an object of ${collection.name} does not read as it was written`, {
    collection: collection.name,
    table: bucket,
    code: 'not-as-written',
  });
}

function packed(content: Readable): Readable {
  const gzip = createGzip();
  content.on('error', (error) => gzip.destroy(error));
  return content.pipe(gzip);
}

interface Changing {
  readonly change: RecordChange;
  readonly prints: { readonly kept: ContentPrint; readonly all: ContentPrint };
}

async function* changedPieces(
  place: RecordsPlace,
  records: AsyncIterable<StoredRecord>,
  { change, prints }: Changing,
): AsyncGenerator<Buffer> {
  let hasElement = false;
  for await (const record of records) {
    const next = afterChange(place, record, change);
    if (next === record) prints.kept.add(record);
    if (next === undefined) continue;
    prints.all.add(next);
    yield next.element === 'next' && !hasElement ? withoutComma(next.bytes) : next.bytes;
    hasElement ||= next.element !== undefined;
  }
}

function withoutComma(bytes: Buffer): Buffer {
  const comma = bytes.indexOf(',');
  return Buffer.concat([bytes.subarray(0, comma), bytes.subarray(comma + 1)]);
}

/** The same chunks, while somebody reads a copy of them; the last chunk waits for what they say of it. */
async function* readAlong(
  chunks: AsyncIterable<Buffer>,
  read: (copy: AsyncIterable<Uint8Array>) => Promise<void>,
): AsyncGenerator<Buffer> {
  const copy = new PassThrough();
  copy.on('error', () => undefined);
  const reading = read(copy).then(
    () => undefined,
    (error: unknown) => ({ error }),
  );
  let last: Buffer | undefined;
  for await (const chunk of chunks) {
    if (!copy.destroyed && !copy.write(chunk)) await Promise.race([once(copy, 'drain'), reading]);
    if (last !== undefined) yield last;
    last = chunk;
  }
  copy.end();
  const failed = await reading;
  if (failed !== undefined) throw failed.error;
  if (last !== undefined) yield last;
}
