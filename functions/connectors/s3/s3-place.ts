import * as z from 'zod/mini';
import type { CollectionMap } from '../../domain/data-map';
import { defined } from '../../domain/defined';
import { folded } from '../../domain/identity-values';
import { canBeInKey, identifiersInKey, readS3Prefix, type S3Prefix } from '../../domain/s3-prefix';
import { StoreShapeError } from '../connector';
import { DELIMITER_NAMES, DELIMITERS, ENCODINGS, RECORD_FORMATS, type RecordFormat } from './s3-physical';
import type { Charset } from './text-coding';

/** Where a collection lies in S3. */
export type S3Place =
  | {
      readonly format: 'objects';
      readonly collection: CollectionMap;
      readonly bucket: string;
      readonly prefix: S3Prefix;
    }
  | {
      readonly format: RecordFormat;
      readonly collection: CollectionMap;
      readonly bucket: string;
      readonly prefix: string;
      readonly recordId?: string;
      /** Whether versions that were overwritten or deleted are erased; absent: not decided. */
      readonly oldVersions?: 'erase' | 'keep';
      /** CSV: what parts the cells; absent: the first row shows it. */
      readonly delimiter?: string;
      /** CSV: names of the columns of tables without a header. */
      readonly columns?: readonly string[];
      /** CSV: the encoding of objects without a byte order mark; absent: UTF-8. */
      readonly encoding?: Charset;
    };

export type ObjectsPlace = Extract<S3Place, { format: 'objects' }>;
export type RecordsPlace = Exclude<S3Place, ObjectsPlace>;

const physicalShape = z.object({
  bucket: z.string(),
  format: z.enum(['objects', ...RECORD_FORMATS]),
  prefix: z.string(),
  record_id: z.optional(z.string()),
  old_versions: z.optional(z.enum(['erase', 'keep'])),
  delimiter: z.optional(z.enum(DELIMITER_NAMES)),
  columns: z.optional(z.array(z.string())),
  encoding: z.optional(z.enum(ENCODINGS)),
});

/**
 * Reads the addressing of a collection. Throws {@link StoreShapeError} when it is incomplete, or would reach
 * into other people's files.
 */
export function s3Place(collection: CollectionMap): S3Place {
  const parsed = physicalShape.safeParse(collection.physical);
  if (!parsed.success)
    throw new StoreShapeError(`the map does not say where in S3 ${collection.name} lies`, {
      collection: collection.name,
      code: 'no-place',
    });
  const { bucket, format, prefix, record_id: recordId, old_versions: oldVersions } = parsed.data;
  const { columns, encoding } = parsed.data;
  if (columns && columns.length > 1 && parsed.data.delimiter === undefined)
    throw new StoreShapeError(`the map does not say what parts the columns of ${collection.name}`, {
      collection: collection.name,
      code: 'no-place',
    });
  const delimiter = parsed.data.delimiter && DELIMITERS[parsed.data.delimiter];
  if (format !== 'objects') {
    const table = format === 'csv' ? { delimiter, columns, encoding } : {};
    return { format, collection, bucket, prefix, ...defined({ recordId, oldVersions, ...table }) };
  }
  const read = readS3Prefix(prefix);
  if (read === undefined)
    throw new StoreShapeError(
      `the prefix of ${collection.name} must hold identifiers in braces, at most one in each folder or file name, and text behind the last`,
      { collection: collection.name, code: 'no-place' },
    );
  return { format, collection, bucket, prefix: read };
}

/** What every key of the place begins with. */
export function beginningOf(place: S3Place): string {
  return place.format === 'objects' ? (place.prefix.texts[0] ?? '') : place.prefix;
}

/** The identifiers in an object's key, by field; undefined when the key belongs to another place. */
export function identifiersIn(
  { prefix }: ObjectsPlace,
  key: string,
): Readonly<Record<string, string>> | undefined {
  const values = identifiersInKey(prefix, key);
  return values && Object.fromEntries(prefix.fields.map((field, at) => [field, values[at] ?? '']));
}

/** Values that are known of the fields in a prefix. */
export type KnownValues = ReadonlyMap<string, readonly string[]>;

/**
 * The longest key prefixes that the known values allow; none when a value could not be a folder. An address
 * may be spelt with other capitals, so everything that may hold it is listed.
 */
export function beginnings(
  { collection, prefix: { fields, texts } }: ObjectsPlace,
  known: KnownValues,
): string[] {
  let all = [texts[0] ?? ''];
  for (const [at, field] of fields.entries()) {
    const values = known.get(field);
    if (values === undefined || isAddress(collection, field)) break;
    const text = texts[at + 1] ?? '';
    all = all.flatMap((begun) => values.filter(canBeInKey).map((value) => `${begun}${value}${text}`));
  }
  return all;
}

/** Keys as far as the last identifier, where all of them are known and are compared exactly. */
export function stemsOf(place: ObjectsPlace, known: KnownValues): string[] {
  const { collection, prefix } = place;
  const behind = prefix.texts.at(-1) ?? '';
  if (!prefix.fields.every((field) => known.has(field) && !isAddress(collection, field))) return [];
  return beginnings(place, known).map((begun) => begun.slice(0, begun.length - behind.length));
}

function isAddress({ fields }: CollectionMap, field: string): boolean {
  return fields.some(({ name, identity }) => name === field && identity === 'email');
}

/**
 * Whether the value is one of those known; addresses are compared without regard to ASCII capitals and to the
 * form of their domain.
 */
function isKnown(
  collection: CollectionMap,
  known: KnownValues,
  { field, value }: { field: string; value: string },
): boolean {
  const fold = (text: string) => (isAddress(collection, field) ? folded('email', text) : text);
  return known.get(field)?.map(fold).includes(fold(value)) ?? true;
}

/** How many people the values may be. */
function distinctValues(collection: CollectionMap, known: KnownValues, field: string): number {
  const values = known.get(field) ?? [];
  return new Set(isAddress(collection, field) ? values.map((one) => folded('email', one)) : values).size;
}

/**
 * Whose object it is, by the identifiers in its key. Of several that lead to the person, all must be known;
 * where several values are known of more than one, it is unclear which belong together.
 */
export function ownership(
  { collection, prefix }: ObjectsPlace,
  identifiers: Readonly<Record<string, string>>,
  known: KnownValues,
): 'theirs' | 'unclear' | 'not-theirs' {
  const leading = prefix.fields.filter((field) =>
    collection.reachedBy.some((reach) => reach.field === field),
  );
  const needed = [...new Set([...(leading.length > 1 ? leading : []), ...known.keys()])];
  const differs = needed.some(
    (field) => !isKnown(collection, known, { field, value: identifiers[field] ?? '' }),
  );
  if (differs || known.size === 0) return 'not-theirs';
  const several = needed.filter((field) => distinctValues(collection, known, field) > 1);
  return needed.every((field) => known.has(field)) && several.length <= 1 ? 'theirs' : 'unclear';
}
