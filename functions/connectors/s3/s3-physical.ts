/** What `physical` says of a collection in S3; `s3-place.ts` reads it when the store is searched. */
export interface S3Physical {
  readonly bucket?: string | undefined;
  readonly format?: 'objects' | 'jsonl' | undefined;
  readonly prefix?: string | undefined;
  readonly record_id?: string | undefined;
  readonly old_versions?: 'erase' | 'keep' | undefined;
}
