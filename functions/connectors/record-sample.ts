import type { ExportedRecord, FieldValue } from './connector';

/** Records of one collection shown on a page; the rest are in the CSV and JSON files. */
const SAMPLE_RECORDS = 200;
/** Characters of JSON in a sample, so that a page stays small however large the records are. */
const SAMPLE_CHARACTERS = 256 * 1024;
/** Characters of JSON that are shown of one record. */
const RECORD_CHARACTERS = 64 * 1024;
/** Characters kept of one text; a page shows fewer, and says that there are more. */
const TEXT_CHARACTERS = 2_100;
const LIST_ENTRIES = 50;
/** Values that lie deeper are not taken apart. */
const DEEPEST = 50;

/** A record as a page shows it: without the content of its file, and shortened where it is very long. */
export interface SampledRecord extends Pick<ExportedRecord, 'key' | 'values'> {
  readonly file?: { readonly name: string; readonly contentType?: string };
  /** Present where lists or groups were shortened as well: characters of JSON of the whole record. */
  readonly wholeLength?: number;
}

/** The first records of a collection, as far as a page has room for them. */
export class SampleRoom {
  #records = 0;
  #characters = 0;

  get isFull(): boolean {
    return this.#records >= SAMPLE_RECORDS || this.#characters >= SAMPLE_CHARACTERS;
  }

  /** The record as it is shown, which takes up room. */
  take(record: Shortenable): SampledRecord {
    const sampled = sampledRecord(record);
    this.#records += 1;
    this.#characters += JSON.stringify(sampled.values).length;
    return sampled;
  }
}

type Shortenable = Pick<ExportedRecord, 'key' | 'values'> & Pick<SampledRecord, 'file' | 'wholeLength'>;

/** A record as a page shows it. What was shortened already comes out the same. */
export function sampledRecord({ key, values, file, wholeLength }: Shortenable): SampledRecord {
  const texts = shortened(values, { text: TEXT_CHARACTERS, entries: Number.POSITIVE_INFINITY });
  const fits = JSON.stringify(texts).length <= RECORD_CHARACTERS;
  const length = wholeLength ?? (fits ? undefined : JSON.stringify(values).length);
  return {
    key,
    values: fits ? texts : fitting(texts),
    ...(file
      ? { file: { name: file.name, ...(file.contentType ? { contentType: file.contentType } : {}) } }
      : {}),
    ...(length === undefined ? {} : { wholeLength: length }),
  };
}

type Fields = Readonly<Record<string, FieldValue>>;

interface Limits {
  readonly text: number;
  readonly entries: number;
}

function fitting(values: Fields): Fields {
  let limits: Limits = { text: TEXT_CHARACTERS, entries: LIST_ENTRIES };
  let short = shortened(values, limits);
  while (JSON.stringify(short).length > RECORD_CHARACTERS && limits.text > 1) {
    limits = { text: Math.ceil(limits.text / 2), entries: Math.ceil(limits.entries / 2) };
    short = shortened(values, limits);
  }
  return short;
}

function shortened(values: Fields, limits: Limits, depth = 0): Fields {
  const kept = Object.entries(values).slice(0, limits.entries);
  return Object.fromEntries(kept.map(([name, value]) => [name, shortValue(value, limits, depth)]));
}

function shortValue(value: FieldValue, limits: Limits, depth: number): FieldValue {
  if (typeof value === 'string') return value.length > limits.text ? value.slice(0, limits.text) : value;
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return Number.isFinite(limits.entries) ? textOf(value, limits) : value;
  if (isList(value)) return value.slice(0, limits.entries).map((item) => shortValue(item, limits, depth + 1));
  return shortened(value, limits, depth + 1);
}

function textOf(value: FieldValue, { text }: Limits): string {
  return JSON.stringify(value).slice(0, text);
}

function isList(value: FieldValue): value is readonly FieldValue[] {
  return Array.isArray(value);
}
