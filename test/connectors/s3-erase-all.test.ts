import type { S3Client } from '@aws-sdk/client-s3';
import { BlastRadiusError, StoreRefusedError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aStore, gather } from './small-map';

const clock = { now: () => '2026-02-01T00:00:00.000Z' };
const lines = (name: string) =>
  aCollection(name, ['id', 'email'], {
    primaryKey: ['key', 'line'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    facts: ['email'],
    physical: { bucket: 'b', format: 'jsonl', prefix: `${name}/`, record_id: 'id' },
  });
const store = aStore('s3', [
  lines('accounts'),
  lines('chats'),
  aCollection('photos', ['owner', 'key'], {
    primaryKey: ['key'],
    facts: ['owner'],
    physical: { bucket: 'b', format: 'objects', prefix: 'photos/{owner}/' },
  }),
]);
const line = (id: string, who: string) => `{"id":"${id}","email":"${who}@example.com"}\n`;

function aBucket(versioning?: 'Enabled'): MemoryBucket {
  const bucket = new MemoryBucket(versioning);
  bucket.put('accounts/a', line('1', 'ada') + line('2', 'ben'));
  bucket.put('photos/1/a.png', 'x');
  bucket.put('chats/a', line('7', 'ada'));
  return bucket;
}

async function opened(bucket: MemoryBucket) {
  const connector = createS3Connector({ store, client: bucket as unknown as S3Client, clock });
  const { rows } = await locateEverything(connector, [
    { collection: 'accounts', field: 'email', values: ['ada@example.com'] },
    { collection: 'photos', field: 'owner', values: ['1'] },
    { collection: 'chats', field: 'email', values: ['ada@example.com'] },
  ]);
  const erase = () =>
    connector.erase(
      rows.map(({ collection, key }) => ({ collection, keys: [key], action: 'erase', atMost: 1 })),
    );
  return { connector, rows, erase };
}

describe('an erasure in several collections of a bucket', () => {
  it('changes none of them if one is refused', async () => {
    const bucket = aBucket();
    const { erase } = await opened(bucket);
    bucket.put('chats/a', line('7', 'ada') + line('7', 'ben'));
    const before = bucket.versions;

    await expect(erase()).rejects.toThrow(BlastRadiusError);
    expect(bucket.versions).toEqual(before);
  });

  it('changes none of them if a file is locked', async () => {
    const bucket = aBucket('Enabled');
    const { erase } = await opened(bucket);
    bucket.put('photos/1/a.png', 'y', { ObjectLockLegalHoldStatus: 'ON' });
    const before = bucket.versions;

    await expect(erase()).rejects.toThrow(StoreRefusedError);
    expect(bucket.versions).toEqual(before);
  });
});

describe('a record removed from an object in which another line is broken', () => {
  it('counts as gone in what is left, and is never left out of a copy', async () => {
    const bucket = aBucket();
    bucket.put('chats/a', `${line('7', 'ada')}{"id":"8"\n`);
    const { connector, rows, erase } = await opened(bucket);
    const chats = rows.filter(({ collection }) => collection === 'chats');
    await erase();

    expect(await gather(connector.export(chats, { onlyIfThere: true }))).toEqual([]);
    await expect(gather(connector.export(chats))).rejects.toThrow(StoreRefusedError);
  });
});
