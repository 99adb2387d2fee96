import { createS3Connector } from '../../../functions/connectors/s3/s3-connector';
import type { DataMap } from '../../../functions/domain/data-map';
import { drive, type Outcome } from '../drive';
import { today } from '../intention';
import type { Lie, Verdict } from '../judge';
import { judgeBucket } from './judge';
import { makeBucket } from './make-bucket';
import { bucketYaml, loadedBucketMap } from './map-text';
import { asker, type BucketCase } from './model';
import { type OpenBucket, openBucket, type Slot } from './open-bucket';

export interface TriedBucket {
  readonly one: BucketCase;
  readonly outcome: Outcome;
  readonly verdict: Verdict;
  readonly before: readonly Slot[];
  readonly after: readonly Slot[];
}

/**
 * Fills a bucket, lets the desk carry out the request, and judges the result. @param endpoint of the desk's
 * own S3
 */
export async function tryBucket(
  endpoint: string,
  seed: number,
  without: ReadonlySet<string> = new Set(),
): Promise<TriedBucket> {
  const one = makeBucket(seed, without);
  const bucket = await openBucket(one, endpoint);
  for (const version of one.versions) await bucket.put(version);
  const now = { before: await bucket.content() };
  const { outcome, crash } = await carryOut(one, bucket, async () => {
    for (const version of one.meanwhile?.versions ?? []) await bucket.put(version);
    now.before = await bucket.content();
  });
  const after = await bucket.content();
  const verdict = judgeBucket({ one, ...now, after, outcome });
  return { one, outcome, ...now, after, verdict: { ...verdict, lies: [...crash, ...verdict.lies] } };
}

async function carryOut(
  one: BucketCase,
  bucket: OpenBucket,
  beforeErasure: () => Promise<void>,
): Promise<{ outcome: Outcome; crash: Lie[] }> {
  const map: DataMap = loadedBucketMap(bucketYaml(one.shelves));
  const [store] = map.stores;
  if (!store) throw new Error('the map lost its store');
  const clock = { now: () => `${today}T10:00:00.000Z` };
  const connector = createS3Connector({ store, client: bucket.client(), clock });
  try {
    const email = one.people[asker]?.email ?? '';
    return {
      outcome: await drive(connector, map, { right: one.right, email, beforeErasure, says: one.says }),
      crash: [],
    };
  } catch (error) {
    const { name, message } = error as Error;
    const crash = [{ kind: `crashed: ${name}`, detail: message.slice(0, 200) }];
    const outcome: Outcome = {
      ended: 'stopped',
      cause: 'crashed',
      reasons: [message],
      faults: [],
      waiting: [],
    };
    return { outcome, crash };
  } finally {
    await connector.close();
  }
}
