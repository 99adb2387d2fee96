import { ListObjectVersionsCommand, type ListObjectVersionsCommandOutput } from '@aws-sdk/client-s3';
import { defined } from '../domain/defined';
import type { EvidenceSettings } from './evidence-settings';

/**
 * All versions of the objects under a prefix, page by page: by name, the newest version of a name first.
 *
 * @param after - only names that sort after this one
 */
export async function* versionPages(
  { s3, bucket: Bucket }: EvidenceSettings,
  Prefix: string,
  after?: string,
): AsyncIterable<ListObjectVersionsCommandOutput> {
  let from: { KeyMarker?: string; VersionIdMarker?: string } | undefined = defined({ KeyMarker: after });
  while (from) {
    const page: ListObjectVersionsCommandOutput = await s3.send(
      new ListObjectVersionsCommand({ Bucket, Prefix, ...from }),
    );
    yield page;
    const { NextKeyMarker: KeyMarker, NextVersionIdMarker: VersionIdMarker } = page;
    from = page.IsTruncated && KeyMarker ? defined({ KeyMarker, VersionIdMarker }) : undefined;
  }
}
