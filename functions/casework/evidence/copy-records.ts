import * as z from 'zod/mini';
import type { CollectionDigest, CopyDigest } from '../../connectors/copy-digest';
import type { StoredPathCount } from '../../connectors/path-counts';
import type { SampledRecord } from '../../connectors/record-sample';
import type { DataSubjectRequest } from '../../domain/data-subject-request';
import type { DeskDeps } from '../../domain/desk-deps';
import { readStored } from '../../domain/read-stored';
import { optional, text, yes } from './stored-shapes';

type Deps = Pick<DeskDeps, 'objects'>;

/** One sealed object with copies of rows. */
export interface CopyPart {
  readonly name: string;
  /**
   * How many rows of each collection were to be copied into it. The rows of a collection are copied in the
   * order of the finding, so this says which they are; one that was gone by then is not there.
   */
  readonly rows: readonly { readonly collection: string; readonly rows: number }[];
  /** The sealed digest of this copy. */
  readonly digest?: string;
}

/** All copies of one finding, and their digests added up. Sealed. */
export interface CopiesRecord extends CopyDigest {
  readonly copies: readonly CopyPart[];
}

const PathShape: z.ZodMiniType<StoredPathCount> = z.looseObject({
  empty: optional(z.number()),
  scalar: optional(z.number()),
  group: optional(z.number()),
  lists: optional(z.array(z.tuple([text, z.number()]))),
  inside: optional(z.array(z.tuple([text, z.lazy(() => PathShape)]))),
  isCut: optional(yes),
});

const SampledShape: z.ZodMiniType<SampledRecord> = z.looseObject({
  key: z.record(text, text),
  values: z.custom<SampledRecord['values']>((values) => typeof values === 'object' && values !== null),
  file: optional(z.looseObject({ name: text, contentType: optional(text) })),
  wholeLength: optional(z.number()),
});

const collections: z.ZodMiniType<readonly CollectionDigest[]> = z.array(
  z.looseObject({
    collection: text,
    records: z.number(),
    files: z.number(),
    paths: PathShape,
    isUnclear: optional(yes),
    sample: z.array(SampledShape),
  }),
);

const DigestShape: z.ZodMiniType<CopyDigest> = z.looseObject({ collections });

export const CopyPartShape: z.ZodMiniType<CopyPart> = z.looseObject({
  name: text,
  rows: z.array(z.looseObject({ collection: text, rows: z.number() })),
  digest: optional(text),
});

const CopiesShape: z.ZodMiniType<CopiesRecord> = z.looseObject({
  collections,
  copies: z.array(CopyPartShape),
});

/** The digest that a store's function wrote beside a copy. */
export async function readDigest(
  { objects }: Deps,
  { requestId }: DataSubjectRequest,
  name: string,
): Promise<CopyDigest> {
  return readStored('the digest of a copy', DigestShape, await objects.get(requestId, name));
}

export async function readCopies(
  { objects }: Deps,
  { requestId }: DataSubjectRequest,
  name: string,
): Promise<CopiesRecord> {
  return readStored('the list of copies', CopiesShape, await objects.get(requestId, name));
}
