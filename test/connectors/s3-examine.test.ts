import type { S3Client } from '@aws-sdk/client-s3';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore } from './small-map';

function open(bucket: MemoryBucket, talks: Readonly<Record<string, unknown>> = {}) {
  const store = aStore('s3', [
    aCollection('cards', [], {
      fields: [aField('email', { identity: 'email' })],
      primaryKey: ['key'],
      physical: { bucket: 'b', format: 'objects', prefix: 'cards/{email}/' },
    }),
    aCollection('talks', ['email'], {
      primaryKey: ['key', 'line'],
      physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/', ...talks },
    }),
  ]);
  return createS3Connector({ store, client: bucket as unknown as S3Client });
}

const problemSummaries = async (bucket: MemoryBucket, talks = {}) =>
  (await open(bucket, talks).examine()).problems.map(({ collection, code, blocks }) => [
    collection,
    code,
    blocks,
  ]);

describe('the examination of a bucket', () => {
  it('has no finding if the bucket does nothing by itself', async () => {
    expect(await problemSummaries(new MemoryBucket())).toEqual([]);
  });

  it('reports versions of which the map says nothing, locks and replicas', async () => {
    const bucket = new MemoryBucket('Enabled');
    bucket.locked = true;
    bucket.replicated = true;

    expect(await problemSummaries(bucket)).toEqual(
      expect.arrayContaining([
        ['talks', 'bucket-versioned-undecided', 'nothing'],
        ['talks', 'object-lock', 'nothing'],
        ['cards', 'replicated', 'nothing'],
      ]),
    );
    expect((await problemSummaries(bucket, { old_versions: 'keep' })).map(([, code]) => code)).not.toContain(
      'bucket-versioned-undecided',
    );
  });

  it.each([
    ['ListObjectsV2', 's3:ListBucket'],
    ['ListObjectVersions', 's3:ListBucketVersions'],
    ['GetBucketVersioning', 's3:GetBucketVersioning'],
  ])('blocks everything if %s is refused, and names the permission', async (call, right) => {
    const bucket = new MemoryBucket('Enabled');
    bucket.refuse = (name) => (name === call ? 'AccessDenied' : undefined);

    const { problems } = await open(bucket).examine();

    expect(problems.filter(({ blocks }) => blocks === 'everything')).toMatchObject([
      { collection: 'cards', code: 'privilege', constraint: right },
      { collection: 'talks', code: 'privilege', constraint: right },
    ]);
  });

  it('reports a missing bucket, or an address that cannot be read, as a problem of its collection alone', async () => {
    const gone = new MemoryBucket();
    gone.refuse = (name) => (name === 'ListObjectsV2' ? 'NoSuchBucket' : undefined);

    expect(await problemSummaries(gone)).toContainEqual(['talks', 'no-bucket', 'everything']);
    expect(await problemSummaries(new MemoryBucket(), { prefix: undefined })).toEqual([
      ['talks', 'addressing', 'everything'],
    ]);
  });

  it('makes no finding about the map if the bucket does not answer', async () => {
    const bucket = new MemoryBucket();
    bucket.refuse = () => 'SlowDown';

    await expect(open(bucket).examine()).rejects.toMatchObject({ kind: 'no-answer' });
  });
});

describe('the description of a bucket', () => {
  it('names the folders and loose objects that no collection claims, and no folder of a person', async () => {
    const bucket = new MemoryBucket();
    for (const key of ['cards/a@example.com/x', 'talks/a', 'talks-old/a', 'logs/2026/x', 'index.html'])
      bucket.put(key, 'x');

    expect((await open(bucket).describe()).notLookedAt).toEqual([
      's3://b/logs/: no collection of the map lies there',
      's3://b/talks-old/: no collection of the map lies there',
      's3://b: objects that lie in no folder, and in no collection of the map',
    ]);
  });
});
