import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import {
  StoreForbiddenError,
  StoreRefusedError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { startS3 } from '../../local/aws/s3-server';
import { MemoryBucket } from '../fakes/memory-bucket';
import { clientSettings } from '../local/aws/local-machine';
import { aCollection, aStore, gather } from './small-map';

jest.setTimeout(120_000);

const store = (facts: readonly string[] = ['owner']) =>
  aStore('s3', [
    aCollection('photos', ['owner', 'key', 'camera'], {
      primaryKey: ['key'],
      facts,
      physical: { bucket: 'b', format: 'objects', prefix: 'photos/{owner}/' },
    }),
  ]);
const searches = [{ collection: 'photos', field: 'owner', values: ['1'] }];
const clock = { now: () => '2026-02-01T00:00:00.000Z' };
const open = (bucket: MemoryBucket, facts?: readonly string[]) =>
  createS3Connector({ store: store(facts), client: bucket as unknown as S3Client, clock });
const find = (connector: ReturnType<typeof open>) =>
  locateEverything(connector, searches, Number.POSITIVE_INFINITY);
type Rows = Awaited<ReturnType<typeof find>>['rows'];
const erase = (connector: ReturnType<typeof open>, rows: Rows) =>
  connector.erase([
    { collection: 'photos', keys: rows.map(({ key }) => key), action: 'erase', atMost: rows.length },
  ]);
const name = (n: number) => `photos/1/${String(n).padStart(5, '0')}.png`;

function filled(count: number, versioning?: 'Enabled'): MemoryBucket {
  const bucket = new MemoryBucket(versioning);
  for (let n = 0; n < count; n += 1) bucket.put(name(n), 'x');
  bucket.put('photos/10/other.png', 'y');
  return bucket;
}

function callsOf(bucket: MemoryBucket): Record<string, number> {
  const calls: Record<string, number> = {};
  for (const call of bucket.calls) calls[call.name] = (calls[call.name] ?? 0) + 1;
  bucket.calls.length = 0;
  return calls;
}

describe('many files of one person', () => {
  it.each([1, 16, 999, 2_001])('cost calls by the thousand, not by the file: %d of them', async (count) => {
    const bucket = filled(count);
    const connector = open(bucket);
    const thousands = Math.ceil(count / 1_000);

    const { rows } = await find(connector);
    const found = callsOf(bucket);
    const receipt = await erase(connector, rows);
    const erased = callsOf(bucket);
    const left = await connector.confirmAbsent(searches);

    expect(rows.map(({ key }) => key.key)).toEqual(Array.from({ length: count }, (_, n) => name(n)));
    expect(receipt.collections[0]).toMatchObject({ erased: count, alreadyAbsent: 0 });
    expect(left.rows).toEqual([]);
    expect(bucket.versions.map(({ Key }) => Key)).toEqual(['photos/10/other.png']);
    expect(found.HeadObject).toBeLessThanOrEqual(16 * thousands);
    expect(found.ListObjectsV2).toBeLessThanOrEqual(2 + 2 * thousands);
    expect(erased.ListObjectsV2).toBeLessThanOrEqual(1 + thousands);
    expect([erased.DeleteObjects, erased.HeadObject, erased.DeleteObject]).toEqual([
      thousands,
      undefined,
      undefined,
    ]);
  });

  it('that lie far apart are looked up one by one, and no others are listed in between', async () => {
    const bucket = new MemoryBucket();
    const mine = [1, 5_000, 9_000].map(name);
    for (const key of mine) bucket.put(key, 'x');
    for (let n = 0; n < 3_000; n += 1) bucket.put(`photos/1/0200${n}`, 'other');
    const rows = mine.map((key) => ({ collection: 'photos', key: { key }, facts: {} }));

    const receipt = await erase(open(bucket), rows);

    expect(receipt.collections[0]).toMatchObject({ erased: 3 });
    expect(bucket.count('ListObjectsV2')).toBeLessThanOrEqual(3);
    expect(bucket.versions).toHaveLength(3_000);
  });

  it('lose all versions and markers in the same calls', async () => {
    const bucket = filled(600, 'Enabled');
    for (let n = 0; n < 600; n += 1) bucket.put(name(n), 'again');
    for (let n = 0; n < 300; n += 1) bucket.put(name(n));
    const connector = open(bucket);
    const { rows } = await find(connector);
    callsOf(bucket);

    const receipt = await erase(connector, rows);

    expect(receipt.collections[0]).toMatchObject({ erased: 600 });
    expect(callsOf(bucket)).toMatchObject({ DeleteObjects: 2 });
    expect(bucket.versions.map(({ Key }) => Key)).toEqual(['photos/10/other.png']);
  });

  it.each([
    ['AccessDenied', StoreForbiddenError, /s3:DeleteObject\b/],
    ['InternalError', StoreUnavailableError, /InternalError/],
  ])('of which one cannot be deleted (%s) are not called erased', async (code, kind, words) => {
    const bucket = filled(1_200);
    const connector = open(bucket);
    const { rows } = await find(connector);
    bucket.refuse = (call, input) => (call === 'DeleteObject' && input.Key === name(700) ? code : undefined);

    const outcome = await erase(connector, rows).catch((error: unknown) => error);

    expect(outcome).toBeInstanceOf(kind);
    expect(String(outcome)).toMatch(words);
    expect(String(outcome)).not.toContain('photos/1/');
  });

  it('are deleted one by one where XML has no way to write their keys', async () => {
    const bucket = filled(2);
    bucket.put('photos/1/\u0001.png', 'x');
    const connector = open(bucket);
    const { rows } = await find(connector);
    callsOf(bucket);

    await erase(connector, rows);

    expect(callsOf(bucket)).toMatchObject({ DeleteObjects: 1, DeleteObject: 1 });
    expect(bucket.versions).toHaveLength(1);
  });
});

describe('a file among many', () => {
  const late = name(900);

  it('that is archived is named, though no other is asked about', async () => {
    const bucket = filled(950);
    bucket.put(late, 'x', { StorageClass: 'GLACIER' });

    const { unread } = await find(open(bucket));

    expect(unread).toEqual([{ collection: 'photos', place: late, reason: 'archived' }]);
    expect(bucket.count('HeadObject')).toBe(17);
  });

  it('that is locked is kept, and all are asked about where the bucket may lock them', async () => {
    const bucket = filled(950, 'Enabled');
    bucket.put(late, 'x', { ObjectLockRetainUntilDate: new Date('2030-01-01T00:00:00Z') });
    const connector = open(bucket);

    const { rows } = await find(connector);

    expect(rows.filter(({ heldUntil }) => heldUntil).map(({ key }) => key.key)).toEqual([late]);
    await expect(erase(connector, rows)).rejects.toThrow(StoreRefusedError);
    expect(bucket.count('DeleteObjects')).toBe(0);
  });

  it('is asked about if the role may not ask the bucket whether it locks', async () => {
    const bucket = filled(950, 'Enabled');
    bucket.put(late, 'x', { ObjectLockLegalHoldStatus: 'ON' });
    bucket.refuse = (call) => (call === 'GetObjectLockConfiguration' ? 'AccessDenied' : undefined);

    const { rows } = await find(open(bucket));

    expect(rows.find(({ key }) => key.key === late)?.heldUntil).toBe('unknown');
  });

  it.each([
    ['the map asks for it', ['owner', 'camera'], {}],
    ['the first ones have some that the map does not know', ['owner'], { lens: '50' }],
  ])('is asked for its metadata if %s', async (_, facts, Metadata) => {
    const bucket = filled(0);
    for (let n = 0; n < 950; n += 1)
      bucket.put(name(n), 'x', { Metadata: { ...Metadata, camera: `Lumi ${n}` } });

    const { rows } = await find(open(bucket, facts));

    expect(bucket.count('HeadObject')).toBe(950);
    expect(rows).toHaveLength(950);
    if (facts.includes('camera')) expect(rows[900]?.facts.camera).toBe('Lumi 900');
  });

  it('that nobody can decrypt says in a copy that its content is missing', async () => {
    const bucket = filled(950);
    bucket.refuse = (call, { Key }) => (call === 'HeadObject' && Key === late ? 'InvalidRequest' : undefined);
    const connector = open(bucket);
    const { rows } = await find(connector);

    const records = await gather(connector.export(rows.slice(899, 902)));

    expect(records.map(({ file, values }) => [file !== undefined, values.content])).toEqual([
      [true, undefined],
      [false, 'encrypted'],
      [true, undefined],
    ]);
  });
});

describe('2,500 files on the local S3', () => {
  it('are found and erased, and the others stay', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'many-files-'));
    const server = await startS3({ directory, buckets: ['b'] });
    for (const owner of ['1', '10']) mkdirSync(join(directory, `b/photos/${owner}`), { recursive: true });
    const put = (key: string) => writeFileSync(join(directory, `b/${key}._S3rver_object`), 'x');
    for (let n = 0; n < 2_500; n += 1) put(name(n));
    put('photos/10/other.png');
    const connector = createS3Connector({
      store: store(),
      client: new S3Client(clientSettings(server.endpoint)),
    });

    try {
      const { rows } = await find(connector);
      const receipt = await erase(connector, rows);
      const left = await locateEverything(connector, [
        { collection: 'photos', field: 'owner', values: ['1', '10'] },
      ]);

      expect([rows.length, new Set(rows.map(({ key }) => key.key)).size]).toEqual([2_500, 2_500]);
      expect(receipt.collections[0]).toMatchObject({ erased: 2_500, alreadyAbsent: 0 });
      expect(left.rows.map(({ key }) => key.key)).toEqual(['photos/10/other.png']);
    } finally {
      await connector.close();
      await server.stop();
      rmSync(directory, { recursive: true, force: true });
    }
  });
});
