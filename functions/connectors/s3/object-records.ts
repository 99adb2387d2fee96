import { csvRecords } from './csv-records';
import { jsonRecords } from './json-records';
import { jsonlLines } from './jsonl-lines';
import type { LineSieve } from './line-sieve';
import type { Coding } from './object-coding';
import type { RecordsPlace } from './s3-place';
import { NoRecords, type StoredRecord } from './stored-record';
import { type Charset, inUtf8 } from './text-coding';

/** The text of an object, in the encoding that its mark or the map names. */
export interface ObjectText {
  readonly charset: Charset;
  /** Its records in order, with all that stands between them. */
  records(sieve?: LineSieve): AsyncIterable<StoredRecord>;
}

/** A byte order mark counts more than the map; JSON is UTF-8 (RFC 8259, section 8.1). */
export function textOf(place: RecordsPlace, coding: Exclude<Coding, { kind: 'unreadable' }>): ObjectText {
  const charset = coding.marked ?? place.encoding ?? 'utf-8';
  if (charset.startsWith('utf-16') && place.format !== 'csv') throw new NoRecords('encoding');
  const text = inUtf8(coding.content, charset);
  return { charset, records: (sieve) => recordsOf(place, text, sieve) };
}

/**
 * The records of a text in UTF-8. Throws {@link NoRecords} where a zero byte is in it: then it is no text, or
 * a container that counts its bytes, and would be broken by taking a record out.
 */
export function recordsOf(
  place: RecordsPlace,
  content: AsyncIterable<Uint8Array>,
  sieve?: LineSieve,
): AsyncIterable<StoredRecord> {
  const text = withoutZeros(content);
  if (place.format === 'jsonl') return jsonlLines(text, sieve);
  if (place.format === 'json') return jsonRecords(text, sieve);
  const { delimiter, columns } = place;
  const needs = place.collection.reachedBy.map(({ field }) => field);
  const form = {
    needs,
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(columns === undefined ? {} : { columns }),
  };
  return csvRecords(text, form, sieve);
}

async function* withoutZeros(content: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  for await (const chunk of content) {
    if (chunk.includes(0)) throw new NoRecords('encoding');
    yield chunk;
  }
}
