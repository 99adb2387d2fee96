import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startS3 } from '../../../local/aws/s3-server';
import type { Ask } from '../ask';
import { Counts } from '../counts';
import { bucketText } from './bucket-text';
import { bucketName } from './model';
import { smallerBucket } from './shrink-bucket';
import { tryBucket } from './try-bucket';

/** Tries bucket after bucket. Returns whether there was no lie and enough was carried out. */
export async function runBuckets(ask: Ask, stop: { readonly now: boolean }): Promise<boolean> {
  const directory = mkdtempSync(join(tmpdir(), 'buckets-'));
  const server = await startS3({ directory, buckets: [bucketName] });
  try {
    const counts = new Counts();
    for (let n = 0; n < ask.cases && !stop.now; n += 1) {
      const tried = await tryBucket(server.endpoint, ask.seed + n, ask.without);
      counts.add({ seed: ask.seed + n, isOpen: tried.one.doubts.length > 0, ...tried });
      if (ask.cases === 1) console.log(bucketText(tried));
    }
    console.log(counts.text());
    if (ask.cases > 1 && ask.shrink)
      for (const [kind, seed] of counts.firstSeeds()) {
        const small = [...(await smallerBucket(server.endpoint, seed, kind))].join(',');
        const without = small ? ` --without '${small}'` : '';
        console.log(`${kind}\n  npm run test:databases -- --kind s3 --seed ${seed}${without}`);
      }
    return counts.holds();
  } finally {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  }
}
