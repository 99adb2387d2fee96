import { createHash } from 'node:crypto';
import { GetObjectCommand, type ObjectVersion, PutObjectCommand } from '@aws-sdk/client-s3';
import * as z from 'zod/mini';
import type { SettledLoss, SettledLosses } from '../domain/evidence-store';
import { readStored } from '../domain/read-stored';
import type { EvidenceSettings } from './evidence-settings';
import { versionPages } from './version-pages';

/**
 * Beside the anchors, under the same lock and permission to read. No function that writes the register may
 * put here.
 */
const PREFIX = 'anchors/settled/';

/**
 * What staff stated about lost entries, in the locked bucket. Each statement is stored once, and its oldest
 * version is read, as with anchors.
 */
export function s3SettledLosses(settings: EvidenceSettings): SettledLosses {
  const { s3, bucket: Bucket } = settings;
  return {
    confirm: async (loss) => {
      const [Key, Body] = [keyOf(loss), JSON.stringify(loss)];
      const about = { ContentType: 'application/json', IfNoneMatch: '*' };
      await s3.send(new PutObjectCommand({ Bucket, Key, Body, ...about })).catch((error: Error) => {
        if (error.name !== 'PreconditionFailed') throw error;
      });
    },
    confirmed: () => list(settings),
  };
}

async function* list(settings: EvidenceSettings): AsyncIterable<SettledLoss> {
  const { s3, bucket: Bucket } = settings;
  for (const { Key, VersionId, LastModified } of await oldestVersions(settings)) {
    const answer = await s3.send(new GetObjectCommand({ Bucket, Key, VersionId }));
    const loss = readLoss((await answer.Body?.transformToString()) ?? '');
    if (loss) yield { ...loss, at: LastModified?.toISOString() ?? '' };
  }
}

/** The bucket lists the newest version of a name first, so the last one seen is the oldest. */
async function oldestVersions(settings: EvidenceSettings): Promise<ObjectVersion[]> {
  const oldest = new Map<string, ObjectVersion>();
  for await (const { Versions = [] } of versionPages(settings, PREFIX))
    for (const version of Versions) oldest.set(version.Key ?? '', version);
  return [...oldest.values()];
}

function keyOf({ requestId, hashes }: SettledLoss): string {
  const which = createHash('sha256')
    .update(JSON.stringify([...hashes].sort()))
    .digest('hex');
  return `${PREFIX}${requestId}/${which}.json`;
}

const LossShape: z.ZodMiniType<SettledLoss> = z.looseObject({
  requestId: z.string(),
  hashes: z.array(z.string()),
  way: z.enum(['go-on', 'by-person']),
  staffId: z.string(),
  at: z.string(),
});

/**
 * Nothing when it is no statement about a loss: that loss then counts as not settled, and the alarm stays.
 */
function readLoss(text: string): SettledLoss | undefined {
  try {
    return readStored('a stored settled loss', LossShape, JSON.parse(text));
  } catch {
    return undefined;
  }
}
