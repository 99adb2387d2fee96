import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { startS3 } from '../../local/aws/s3-server';
import { bucketName } from './buckets/model';
import { tryBucket } from './buckets/try-bucket';
import { Counts } from './counts';

jest.setTimeout(240_000);

/** As many as take a few seconds; `npm run test:databases -- --kind s3` tries more. */
const CASES = 40;

describe('a request on a random bucket', () => {
  const directory = mkdtempSync(join(tmpdir(), 'buckets-'));
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startS3({ directory, buckets: [bucketName] });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it('is carried out and reported exactly, or stops before anything changes, and rarely stops without need', async () => {
    const counts = new Counts();
    for (let seed = 1; seed <= CASES; seed += 1) {
      const tried = await tryBucket(server.endpoint, seed);
      counts.add({ seed, isOpen: tried.one.doubts.length > 0, ...tried });
    }

    expect(counts.holds() ? 'holds' : counts.text()).toBe('holds');
  });
});
