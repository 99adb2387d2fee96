import * as z from 'zod/mini';
import type { CollectionMap } from '../../domain/data-map';
import { StoreShapeError } from '../connector';

/** Where a collection lies in S3. */
export type S3Place =
  | {
      readonly format: 'objects';
      readonly collection: CollectionMap;
      readonly bucket: string;
      /** Around the identifier: `uploads/` and `/`. */
      readonly before: string;
      readonly after: string;
      readonly field: string;
    }
  | {
      readonly format: 'jsonl';
      readonly collection: CollectionMap;
      readonly bucket: string;
      readonly prefix: string;
      readonly recordId?: string;
    };

export type ObjectsPlace = Extract<S3Place, { format: 'objects' }>;
export type JsonlPlace = Extract<S3Place, { format: 'jsonl' }>;

const physicalShape = z.object({
  bucket: z.string(),
  format: z.enum(['objects', 'jsonl']),
  prefix: z.string(),
  record_id: z.optional(z.string()),
});

/** Reads the addressing of a collection. Throws {@link StoreShapeError} when it is incomplete, or would reach into other people's files. */
export function s3Place(collection: CollectionMap): S3Place {
  const parsed = physicalShape.safeParse(collection.physical);
  if (!parsed.success) {
    throw new StoreShapeError(`the map does not say where in S3 ${collection.name} lies`);
  }
  const { bucket, format, prefix, record_id: recordId } = parsed.data;
  if (format === 'jsonl') {
    return { format, collection, bucket, prefix, ...(recordId === undefined ? {} : { recordId }) };
  }
  const [, before, field, after] = /^([^{}]*)\{([^{}]+)\}(\/[^{}]*)$/.exec(prefix) ?? [];
  if (before === undefined || field === undefined || after === undefined) {
    throw new StoreShapeError(
      `the prefix of ${collection.name} must hold one identifier in braces and a slash`,
    );
  }
  return { format, collection, bucket, before, after, field };
}

/** The prefix of one person's objects; undefined when the identifier could not be a folder of one person. */
export function prefixOf(place: ObjectsPlace, value: string): string | undefined {
  const safe =
    value !== '' && value !== '.' && value !== '..' && !/[/\0]/.test(value) && !/\p{Surrogate}/u.test(value);
  return safe ? `${place.before}${value}${place.after}` : undefined;
}

/** The identifier in an object's key; undefined when the key lies elsewhere. */
export function identifierIn(place: ObjectsPlace, key: string): string | undefined {
  if (!key.startsWith(place.before)) {
    return undefined;
  }
  const rest = key.slice(place.before.length);
  const end = rest.indexOf('/');
  const value = end > 0 ? rest.slice(0, end) : '';
  return value !== '' && rest.slice(end).startsWith(place.after) ? value : undefined;
}
