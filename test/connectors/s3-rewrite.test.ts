import type { S3Client } from '@aws-sdk/client-s3';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { Blank } from '../../functions/domain/blank';
import type { LocatedRow } from '../../functions/domain/finding';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aStore } from './small-map';

const key = 'talks/a';
const now = '2026-02-01T00:00:00.000Z';
const store = aStore('s3', [
  aCollection('talks', ['email', 'text', 'data', 'gone_at', 'n'], {
    primaryKey: ['key', 'line'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    facts: ['email'],
    physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/', record_id: 'n' },
  }),
]);

async function change(bucket: MemoryBucket, blank?: Record<string, Blank>) {
  const connector = createS3Connector({
    store,
    client: bucket as unknown as S3Client,
    clock: { now: () => now },
  });
  const search = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];
  const { rows } = await locateEverything(connector, search);
  const keys = rows.map((row) => row.key);
  const action =
    blank === undefined ? ({ action: 'erase' } as const) : ({ action: 'anonymise', blank } as const);
  const erase = () => connector.erase([{ collection: 'talks', keys, ...action, atMost: keys.length }]);
  return { receipt: (await erase()).collections[0], again: (await erase()).collections[0] };
}

function connectorOf(bucket: MemoryBucket, at: string) {
  return createS3Connector({ store, client: bucket as unknown as S3Client, clock: { now: () => at } });
}

async function adasRows(bucket: MemoryBucket, at: string) {
  const search = [{ collection: 'talks', field: 'email', values: ['ada@example.com'] }];
  return (await locateEverything(connectorOf(bucket, at), search)).rows;
}

async function anonymise(
  bucket: MemoryBucket,
  { rows, blank, at }: { rows: readonly LocatedRow[]; blank: Record<string, Blank>; at: string },
) {
  const keys = rows.map((row) => row.key);
  const instruction = { collection: 'talks', keys, action: 'anonymise', blank, atMost: keys.length } as const;
  return (await connectorOf(bucket, at).erase([instruction])).collections[0];
}

const ada = '{"n":1,"email":"ada@example.com","text":"a"}\n';
const ben = '{"n":2,"email":"ben@example.com"}\n';

describe('an object that is rewritten', () => {
  it('keeps the metadata it was stored with', async () => {
    const properties = {
      CacheControl: 'max-age=5',
      ContentDisposition: 'attachment',
      ContentLanguage: 'de',
      ContentType: 'application/x-ndjson',
      Metadata: { a: 'b' },
      StorageClass: 'STANDARD_IA',
      ServerSideEncryption: 'aws:kms',
      SSEKMSKeyId: 'arn:key',
      BucketKeyEnabled: true,
      WebsiteRedirectLocation: '/x',
    };
    const bucket = new MemoryBucket();
    const tags = [{ Key: 'keep for', Value: '2 years & more' }];
    bucket.put(
      key,
      ada + ben,
      { ...properties, ExpiresString: 'Thu, 01 Jan 2032 00:00:00 GMT', ChecksumSHA256: 'x' },
      tags,
    );

    await change(bucket);

    expect(bucket.text(key)).toBe(ben);
    expect(bucket.latest(key)?.tags).toEqual(tags);
    expect(bucket.latest(key)?.properties).toEqual({
      ...properties,
      Expires: new Date('2032-01-01T00:00:00Z'),
      ChecksumSHA256: 'sum',
    });
  });

  it('is not rewritten by a role that may not read its tags, which would be lost', async () => {
    const bucket = new MemoryBucket();
    bucket.put(key, ada + ben);
    bucket.refuse = (name) => (name === 'GetObjectTagging' ? 'AccessDenied' : undefined);

    await expect(change(bucket)).rejects.toMatchObject({
      kind: 'forbidden',
      place: { constraint: 's3:GetObjectTagging' },
    });
    expect(bucket.text(key)).toBe(ada + ben);
  });

  it('is not rewritten if the store returns no tags but counts some', async () => {
    const bucket = new MemoryBucket();
    bucket.put(key, ada + ben, { TagCount: 1 });
    bucket.refuse = (name) => (name === 'GetObjectTagging' ? 'NotImplemented' : undefined);

    await expect(change(bucket)).rejects.toMatchObject({
      kind: 'refused',
      place: { constraint: 's3:GetObjectTagging', code: 'NotImplemented' },
    });
    expect(bucket.text(key)).toBe(ada + ben);
  });

  it('is rewritten if the store knows no tags at all', async () => {
    const bucket = new MemoryBucket();
    bucket.put(key, ada + ben);
    bucket.refuse = (name) => (name === 'GetObjectTagging' ? 'NotImplemented' : undefined);

    await change(bucket);

    expect(bucket.text(key)).toBe(ben);
  });

  it('reports which permissions are missing', async () => {
    const bucket = new MemoryBucket();
    bucket.put(key, ada + ben, {}, [{ Key: 'a', Value: 'b' }]);
    bucket.refuse = (name) => (name === 'PutObject' ? 'AccessDenied' : undefined);

    await expect(change(bucket)).rejects.toMatchObject({
      kind: 'forbidden',
      place: { constraint: 's3:PutObject, s3:PutObjectTagging' },
    });
  });
});

describe('a record that is anonymised', () => {
  it.each([
    { email: { random: 'email' } },
    { email: null, text: { random: 'text' } },
    { email: null, gone_at: { now: true } },
  ] as const)('is left unchanged by a repetition in another run, a day later: %j', async (blank) => {
    const bucket = new MemoryBucket();
    bucket.put(key, ada + ben);
    const rows = await adasRows(bucket, now);
    await anonymise(bucket, { rows, blank, at: now });
    const blanked = bucket.text(key);

    const again = await anonymise(bucket, { rows, blank, at: '2026-02-02T00:00:00.000Z' });

    expect(again).toMatchObject({ anonymised: 0, alreadyAbsent: 1 });
    expect(bucket.text(key)).toBe(blanked);
  });

  it('keeps an instant that it already holds', async () => {
    const bucket = new MemoryBucket();
    const gone = ada.replace('"a"}', '"a","gone_at":"2020-01-01"}');
    bucket.put(key, gone);

    await change(bucket, { email: null, gone_at: { now: true } });

    expect(bucket.text(key)).toBe(gone.replace('"ada@example.com"', 'null'));
  });

  it.each([
    ['\ue000 icon', { email: null }, '{"n":1,"email":null,"text":"\ue000 icon"}'],
    ['a', { email: null, text: 'x"y' }, '{"n":1,"email":null,"text":"x\\"y"}'],
    ['a', { gone_at: { now: true } }, `{"n":1,"email":"ada@example.com","text":"a","gone_at":"${now}"}`],
  ] as const)('keeps every other character: %j', async (text, blank, result) => {
    const bucket = new MemoryBucket();
    bucket.put(key, `${ben} ${ada.replace('"a"', JSON.stringify(text)).trim()}\r\n`);

    const { receipt, again } = await change(bucket, blank);

    expect(bucket.text(key)).toBe(`${ben} ${result}\r\n`);
    expect([receipt?.anonymised, again?.anonymised]).toEqual([1, 0]);
  });

  it('loses parts inside a field, also in each element of a list', async () => {
    const bucket = new MemoryBucket();
    bucket.put(
      key,
      '{"n":1,"email":"ada@example.com","data":{"a": [{"who":"Ada","n":1.0},{"who":"Ben"}], "ip":"1"}}',
    );

    await change(bucket, { data: { inside: { 'a.who': null, ip: '0', 'not.there': 'x' } } });

    expect(bucket.text(key)).toBe(
      '{"n":1,"email":"ada@example.com","data":{"a": [{"who":null,"n":1.0},{"who":null}], "ip":"0"}}',
    );
  });

  it.each([
    ['{"a":"Ada"}', 'a.who'],
    ['{"a":[{"who":"Ada"},"Ada"]}', 'a.who'],
    ['"Ada"', 'a.who'],
    ['[1]', 'a.who'],
  ])('stops all of it if the path to a part has another shape: %s', async (data, path) => {
    const bucket = new MemoryBucket();
    const lines = `${ada}{"n":3,"email":"ada@example.com","data":${data}}\n`;
    bucket.put(key, lines);

    const attempt = change(bucket, { text: null, data: { inside: { [path]: null } } });

    await expect(attempt).rejects.toMatchObject({
      kind: 'refused',
      place: { collection: 'talks', field: `data.${path}`, code: 'other-shape' },
    });
    expect(bucket.text(key)).toBe(lines);
  });

  it('gets its own random value, and an empty field stays empty', async () => {
    const bucket = new MemoryBucket();
    bucket.put(
      key,
      ada + ada.replace('"n":1', '"n":3') + ada.replace('"a"', 'null').replace('"n":1', '"n":4'),
    );

    const { receipt } = await change(bucket, { text: { random: 'text' } });

    const texts = (bucket.text(key) ?? '')
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line).text as string | null);
    expect(receipt?.anonymised).toBe(2);
    expect(new Set(texts).size).toBe(3);
    const placeholder = expect.stringMatching(/^erased-[0-9a-f]{16}$/);
    expect(texts).toEqual([placeholder, placeholder, null]);
  });
});
