import * as z from 'zod/mini';
import type { CollectionMap } from '../../domain/data-map';
import { defined } from '../../domain/defined';
import { readS3Prefix } from '../../domain/s3-prefix';
import type {
  AwsPermission,
  AwsPlace,
  CollectionTraits,
  KindDefinition,
  ReferencesTo,
  SearchGap,
} from '../kind-definition';
import { type MapDraft, writtenKey } from '../map-draft';
import { AWS_REGION, mapText } from '../several-kinds';
import { S3_BUCKET_ACTIONS, S3_OBJECT_ACTIONS } from './s3-actions';
import { s3MapFaults } from './s3-map-faults';
import { DELIMITER_NAMES, ENCODINGS, holdsRecords, RECORD_FORMATS, type S3Physical } from './s3-physical';

export const s3: KindDefinition<'region', S3Physical> = {
  kind: 's3',
  isSearched: true,
  settings: { region: AWS_REGION },
  place: {
    bucket: z.optional(mapText()).check(z.describe('S3: the bucket.')),
    format: z
      .optional(z.enum(['objects', ...RECORD_FORMATS]))
      .check(
        z.describe(
          'S3: each object is a file of one person (objects), or holds records: one on each line (jsonl), in an array, one a line or one an object (json), or in the rows of a table (csv).',
        ),
      ),
    prefix: z
      .optional(mapText())
      .check(
        z.describe(
          'S3: keys begin with this. For objects with the identifier in braces: uploads/{customer_number}/, tenants/{tenant}/users/{number}/ or cards/{number}.json',
        ),
      ),
    record_id: z.optional(mapText()).check(z.describe('S3 jsonl, json, csv: the field that names a record.')),
    old_versions: z
      .optional(z.enum(['erase', 'keep']))
      .check(
        z.describe(
          'S3 jsonl, json, csv in a bucket that keeps versions: whether an old version that holds the person goes as a whole, with the records of everybody else in it, or stays.',
        ),
      ),
    delimiter: z
      .optional(z.enum(DELIMITER_NAMES))
      .check(z.describe('S3 csv: what parts the cells. Without it, the header of each object shows it.')),
    columns: z
      .optional(z.array(mapText()))
      .check(z.describe('S3 csv: names of the columns in their order, for tables without a header.')),
    encoding: z
      .optional(z.enum(ENCODINGS))
      .check(
        z.describe(
          'S3 csv: the encoding of objects without a byte order mark, where it is not UTF-8. UTF-16 is recognised by its mark.',
        ),
      ),
  },
  namesRowsByContent: true,
  refusesCorrections: true,
  // A file is always known by its key, a record in it by key and line: nobody has to write that down.
  primaryKey: ({ format }) => (holdsRecords(format) ? ['key', 'line'] : ['key']),
  keyFields,
  traits,
  mapFaults: s3MapFaults,
  searchGaps,
  permissions: ({ collections }, _connection, account) =>
    collections.flatMap((collection) => objectPermissions(collection.physical, account)),
};

function keyFields(draft: MapDraft<S3Physical>): readonly string[] {
  const written = writtenKey(draft);
  return written.length > 0 ? written : fieldsInPrefix(draft);
}

function fieldsInPrefix({ physical }: MapDraft<S3Physical>): readonly string[] {
  return readS3Prefix(physical.prefix ?? '')?.fields ?? [];
}

function traits(draft: MapDraft<S3Physical>, { reachedBy }: ReferencesTo): CollectionTraits {
  if (holdsRecords(draft.physical.format)) return { readWhole: true };
  const leading = fieldsInPrefix(draft).filter((field) => reachedBy.some((reach) => reach.field === field));
  return {
    holdsFiles: true,
    ...defined({
      filesTreatedAs: draft.inherited.length > 0 ? draft.inherited : undefined,
      askedTogether: leading.length > 1 ? (true as const) : undefined,
    }),
  };
}

/** Files are found by the identifiers in their keys alone; records by any of their fields. */
function searchGaps(draft: MapDraft<S3Physical>, { reachedBy }: CollectionMap): SearchGap[] {
  const { bucket, prefix, format } = draft.physical;
  if (bucket === undefined || prefix === undefined || format === undefined) {
    const remedy = 'set physical.bucket, physical.prefix and physical.format';
    return [{ problem: 'does not say where in S3 it lies', remedy, concerns: 'both' }];
  }
  if (holdsRecords(format)) return [];
  const usable = fieldsInPrefix(draft);
  return [...new Set(reachedBy.map(({ field }) => field))]
    .filter((field) => !usable.includes(field))
    .map((field) => ({
      path: `${draft.path}.fields[${field}]`,
      problem: `no key finds rows by "${field}"`,
      remedy: 'put it into the prefix in braces',
      concerns: 'both',
    }));
}

/**
 * The part of a prefix such as `uploads/{customer_number}/` before the brace. None for a collection that does
 * not say where it lies: the map has a gap, and nothing is granted.
 */
function objectPermissions({ bucket, prefix }: S3Physical, { partition }: AwsPlace): AwsPermission[] {
  if (bucket === undefined || prefix === undefined) return [];
  const arn = `arn:${partition}:s3:::${bucket}`;
  return [
    { actions: S3_OBJECT_ACTIONS, resources: [`${arn}/${prefix.replace(/\{.*$/, '')}*`] },
    { actions: S3_BUCKET_ACTIONS, resources: [arn] },
  ];
}
