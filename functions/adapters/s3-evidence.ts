import {
  type DeleteMarkerEntry,
  GetObjectCommand,
  type ObjectVersion,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import type { EvidenceStore, StoredAnchor } from '../domain/evidence-store';
import { nameOfThrown } from '../domain/thrown';
import type { EvidenceSettings } from './evidence-settings';
import { s3SettledLosses } from './s3-settled-losses';
import { versionPages } from './version-pages';

/**
 * Anchors in a bucket under Object Lock, such as `anchors/2026/03/05/10.json`. The lock keeps every version,
 * but does not prevent newer ones. So an anchor is written on the condition that its hour has none, and its
 * oldest version is read.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html
 */
export function s3Evidence({ s3, bucket: Bucket }: EvidenceSettings): EvidenceStore {
  return {
    put: async (hour, anchor) => {
      const Body = JSON.stringify(anchor);
      const about = { ContentType: 'application/json', IfNoneMatch: '*' };
      try {
        await s3.send(new PutObjectCommand({ Bucket, Key: keyOf(hour), Body, ...about }));
        return true;
      } catch (error) {
        if (nameOfThrown(error) === 'PreconditionFailed') return false;
        throw error;
      }
    },
    ...s3SettledLosses({ s3, bucket: Bucket }),
    list: (after) => listAnchors({ s3, bucket: Bucket }, after),
    read: async ({ hour, versionId: VersionId }) => {
      const answer = await s3.send(new GetObjectCommand({ Bucket, Key: keyOf(hour), VersionId }));
      return asJson((await answer.Body?.transformToString()) ?? '');
    },
    // The SDK sets it from the `Date` header of a reply when the clocks differ by more than five minutes.
    skewMs: () => s3.config.systemClockOffset,
  };
}

const PREFIX = 'anchors/';

/** All versions under one name, newest first, as the bucket lists them. */
interface Written {
  readonly key: string;
  readonly versions: ObjectVersion[];
  readonly markers: DeleteMarkerEntry[];
}

/** The stored anchors, oldest hour first: names sort by time. Other objects in the bucket are skipped. */
async function* listAnchors(settings: EvidenceSettings, after?: string): AsyncIterable<StoredAnchor> {
  let held: Written[] = [];
  for await (const page of versionPages(settings, PREFIX, after === undefined ? undefined : keyOf(after))) {
    const { Versions: versions = [], DeleteMarkers: markers = [] } = page;
    held = joined(held, versions, markers);
    // The versions of the last name may continue on the next page.
    const whole = page.IsTruncated ? held.splice(0, held.length - 1) : held.splice(0);
    yield* whole.flatMap(storedOf).filter(({ hour }) => after === undefined || hour > after);
  }
}

function joined(
  held: readonly Written[],
  versions: readonly ObjectVersion[],
  markers: readonly DeleteMarkerEntry[],
): Written[] {
  const all = new Map(held.map((one) => [one.key, one]));
  const at = (key = '') => {
    const one = all.get(key) ?? { key, versions: [], markers: [] };
    all.set(key, one);
    return one;
  };
  for (const version of versions) at(version.Key).versions.push(version);
  for (const marker of markers) at(marker.Key).markers.push(marker);
  return [...all.values()].sort((a, b) => (a.key < b.key ? -1 : 1));
}

function storedOf({ key, versions, markers }: Written): StoredAnchor[] {
  const hour = hourOf(key);
  const oldest = versions.at(-1);
  if (hour === undefined || !oldest) return [];
  return [
    {
      hour,
      at: oldest.LastModified?.toISOString() ?? '',
      versionId: oldest.VersionId ?? 'null',
      versions: versions.length,
      isHidden: markers.length > 0,
    },
  ];
}

function keyOf(hour: string): string {
  const [day = '', clock = ''] = hour.split('T');
  return `${PREFIX}${day.replaceAll('-', '/')}/${clock}.json`;
}

function hourOf(key: string): string | undefined {
  const [, year, month, day, clock] = /^anchors\/(\d{4})\/(\d\d)\/(\d\d)\/(\d\d)\.json$/.exec(key) ?? [];
  return year && `${year}-${month}-${day}T${clock}`;
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
