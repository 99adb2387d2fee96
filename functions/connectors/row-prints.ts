import { createHmac, type Hmac } from 'node:crypto';
import type { RowRef } from '../domain/finding';
import type { ExportedRecord, FieldValue } from './connector';
import { isEmptyJson } from './exact-json';

/** A row that is there, with a keyed hash of its content. */
export interface RowPrint extends RowRef {
  /** Absent: the row is too large to be compared, or has nothing but its key. */
  readonly print?: string;
  /** Its content holds an instant, or is a file: a row that was created anew would differ. */
  readonly tells?: true;
}

/** Files up to this many bytes are hashed whole. */
const LARGEST_FILE = 16 * 1024 * 1024;

/**
 * Which rows are there, and whether they are the same as at another time; the values never leave the store's
 * function. Of a file only the content counts, since a copy from a backup has another date.
 *
 * @param key of the request, so that nobody can test a guess
 */
export async function rowPrints(records: AsyncIterable<ExportedRecord>, key: Buffer): Promise<RowPrint[]> {
  const prints: RowPrint[] = [];
  for await (const record of records) {
    const print = record.file ? await filePrint(record.file, key) : valuesPrint(record, key);
    const tells = record.file !== undefined || Object.entries(besideKey(record)).some(holdsInstant);
    prints.push({
      collection: record.collection,
      key: record.key,
      ...(print ? { print } : {}),
      ...(tells ? { tells } : {}),
    });
  }
  return prints;
}

function besideKey({ key, values }: ExportedRecord): ExportedRecord['values'] {
  const beside = Object.entries(values).filter(([name, value]) => !(name in key) && !isEmptyJson(value));
  return Object.fromEntries(beside);
}

/**
 * An instant as text, or, under a name that means a time, seconds or milliseconds since 1970 from 2001 to
 * 2033: a telephone number has as many digits. A mere date may be a birthday, which is the same when the
 * person comes back.
 */
function holdsInstant([name, value]: readonly [string, FieldValue]): boolean {
  if (typeof value === 'string') return /\d{4}-\d{2}-\d{2}[T ](?!00:00(:00)?(\D|$))\d{2}:\d{2}/.test(value);
  if (typeof value === 'number')
    return speaksOfTime(name) && [value, value / 1_000].some((n) => n > 1e9 && n < 2e9);
  if (Array.isArray(value)) return value.some((one) => holdsInstant([name, one]));
  return typeof value === 'object' && value !== null && Object.entries(value).some(holdsInstant);
}

const TIME_WORD =
  /^(at|on|time|timestamp|ts|date|datetime|epoch|ttl|since|until|(created|updated|modified|inserted|deleted|placed|ordered|expires|expired|expiry|seen)(at|on)?)$/;

function speaksOfTime(name: string): boolean {
  const words = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z]+/);
  return words.some((word) => TIME_WORD.test(word));
}

function valuesPrint(record: ExportedRecord, key: Buffer): string | undefined {
  if (Object.keys(besideKey(record)).length === 0) return undefined;
  return digest(createHmac('sha256', key).update(canonical(record.values)));
}

async function filePrint(
  { name, content }: NonNullable<ExportedRecord['file']>,
  key: Buffer,
): Promise<string | undefined> {
  const hash = createHmac('sha256', key).update(JSON.stringify(name));
  let bytes = 0;
  for await (const chunk of content) {
    bytes += chunk.byteLength;
    if (bytes > LARGEST_FILE) return undefined;
    hash.update(chunk);
  }
  return digest(hash);
}

function digest(hash: Hmac): string {
  return hash.digest('base64url');
}

/** One text for one value, whatever the order of its fields. */
function canonical(value: FieldValue): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const fields = Object.entries(value as Readonly<Record<string, FieldValue>>);
  const sorted = fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, of]) => `${JSON.stringify(name)}:${canonical(of)}`).join(',')}}`;
}
