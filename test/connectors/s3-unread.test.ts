import { execFileSync } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import { StoreRefusedError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore, gather } from './small-map';

const store = aStore('s3', [
  aCollection('talks', [], {
    fields: [
      aField('email', { identity: 'email' }),
      aField('text'),
      aField('news', { optOut: [{ right: 'marketing-objection', value: false }] }),
    ],
    reachedBy: [{ field: 'email', identity: 'email' }],
    facts: ['email'],
    primaryKey: ['key', 'line'],
    physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/' },
  }),
]);
const key = 'talks/2026/part-0001';
const search = [{ collection: 'talks', field: 'email', values: ['ada+x@example.com'] }];
const ada = '{"email":"ada+x@example.com","text":"hi"}\n';
const ben = '{"email":"ben@example.com","text":"ada+x@example.com wrote"}\n';

function open(bucket: MemoryBucket) {
  return createS3Connector({ store, client: bucket as unknown as S3Client });
}

function bucketWith(body: string | Buffer, properties = {}): MemoryBucket {
  const bucket = new MemoryBucket();
  bucket.put(key, body, properties);
  return bucket;
}

/** Two files of several people, packed by the program itself. */
function tarOf(format: 'ustar' | 'v7' | 'gnu'): Buffer {
  const folder = mkdtempSync(join(tmpdir(), 'tar-'));
  writeFileSync(join(folder, 'jan.jsonl'), ben + ada + ben);
  writeFileSync(join(folder, 'feb.jsonl'), ben.repeat(40));
  return execFileSync('tar', ['-C', folder, `--format=${format}`, '-cf', '-', 'jan.jsonl', 'feb.jsonl']);
}

const find = (bucket: MemoryBucket) => locateEverything(open(bucket), search);
const utf16 = (text: string) => Buffer.from(text, 'utf16le');
const utf32 = (text: string) =>
  Buffer.concat([...text].map((sign) => Buffer.from([sign.charCodeAt(0), 0, 0, 0])));
const zstd = Buffer.concat([Buffer.from('28b52ffd', 'hex'), Buffer.from(ada)]);

describe('a readable object', () => {
  it.each([
    ['plain', ada],
    ['packed', gzipSync(ada)],
    ['packed in several pieces', Buffer.concat([gzipSync(ben), gzipSync(ada)])],
    ['with a byte order mark', `\ufeff${ada}`],
    ['with an ending of Windows and empty lines', `\r\n${ada.trim()}\r\n\r\n`],
    ['without an ending', ada.trim()],
    ['with escapes', String.raw`{"em\u0061il":"\u0061da\u002Bx@example\u002ecom"}`],
    ['with capitals', ada.replace('ada', 'ADA')],
    ['behind other lines', ben.repeat(2_000) + ada],
  ])('yields its record: %s', async (_, body) => {
    const bucket = bucketWith(body);
    const { rows, unread } = await find(bucket);

    expect([rows.length, unread]).toEqual([1, undefined]);
    expect(await gather(open(bucket).export(rows))).toHaveLength(1);
  });

  it('is named gzip or not, whatever its key and its header say', async () => {
    const named = new MemoryBucket();
    named.put('talks/a.jsonl', gzipSync(ada));
    named.put('talks/b.gz', ada, { ContentEncoding: 'gzip' });
    named.put('talks/c.zst', ada, { ContentEncoding: 'aws-chunked' });

    expect((await find(named)).rows).toHaveLength(3);
  });

  it.each([
    ['empty', ''],
    ['packed and empty', gzipSync('')],
    ['of empty lines', '\n \n'],
    ['of a byte order mark', '\ufeff'],
  ])('may be empty: %s', async (_, body) => {
    expect(await find(bucketWith(body))).toEqual({ rows: [], unmapped: [] });
  });

  it('is compressed again when a line is removed, and its marker stays', async () => {
    const bucket = bucketWith(gzipSync(`\ufeff${ada}${ben}`), {
      ContentEncoding: 'gzip',
      ContentType: 'x/y',
    });
    const { rows } = await find(bucket);

    await open(bucket).erase([
      { collection: 'talks', keys: rows.map((row) => row.key), action: 'erase', atMost: 1 },
    ]);

    expect(bucket.latest(key)?.body?.subarray(0, 2).toString('hex')).toBe('1f8b');
    expect(bucket.latest(key)?.properties).toEqual({ ContentEncoding: 'gzip', ContentType: 'x/y' });
    expect(
      (await gather(open(bucket).export([{ collection: 'talks', key: rows[0]?.key ?? {} }]))).length,
    ).toBe(0);
    bucket.put('talks/2', ada);
    expect((await find(bucket)).unread).toBeUndefined();
  });
});

const mentioned = [[], [{ collection: 'talks', place: key, reason: 'mentioned' }]];
const numbered = aStore('s3', [
  aCollection('talks', [], {
    fields: [
      aField('email', { identity: 'email' }),
      aField('customer', { identity: 'customer-number' }),
      aField('gift', { thirdParty: true }),
    ],
    reachedBy: [
      { field: 'email', identity: 'email' },
      { field: 'customer', identity: 'customer-number' },
    ],
    facts: ['email', 'customer'],
    primaryKey: ['key', 'line'],
    physical: { bucket: 'b', format: 'jsonl', prefix: 'talks/' },
  }),
]);
const asks = [...search, { collection: 'talks', field: 'customer', values: ['77'] }];

async function findNumbered(record: unknown) {
  const client = bucketWith(`${JSON.stringify(record)}\n`) as unknown as S3Client;
  const { rows, unread = [] } = await locateEverything(createS3Connector({ store: numbered, client }), asks);
  return [rows, unread];
}

describe('a record that names the person, but not in a searched field', () => {
  it.each([
    ['in an envelope', '{"Records":[{"email":"ada+x@example.com","text":"hi"}]}'],
    ['in a field of another spelling', '{"Email":"Ada+X@example.com"}'],
    ['beside an empty field', '{"email":"","detail":{"email":"ada+x@example.com"}}'],
    ['in escapes', String.raw`{"user":{"email":"ada\u002Bx@example.com"}}`],
  ])('is named: %s', async (_, line) => {
    const { rows, unread } = await find(bucketWith(`${line}\n${ben}`));

    expect([rows, unread]).toEqual(mentioned);
  });

  it.each([
    ['beside others', '{"email":"Ada <Ada+X@example.com>, zoe@example.com"}'],
    ['in a list, beside a name', '{"email":["Ada <ada+x@example.com>"]}'],
  ])('is unclear if its own field names the person %s', async (_, line) => {
    const { rows, unread } = await find(bucketWith(`${line}\n${ben}`));

    expect([rows, unread]).toEqual([[], [{ collection: 'talks', place: key, reason: 'unclear' }]]);
  });

  it.each(['zada+x@example.com', 'x ada+x@example.com.de', 'z ada+xx@example.com'])(
    'does not count if a longer address contains the person’s: %s',
    async (email) => {
      const { unread } = await find(bucketWith(`${JSON.stringify({ email })}\n${ben}`));

      expect(unread ?? []).toEqual([]);
    },
  );

  it('does not count if somebody else can be found by it', async () => {
    expect((await find(bucketWith(ben))).unread).toBeUndefined();
  });

  it.each([
    { detail: { customer: '77' } },
    { detail: { customer: 77 } },
    { customerId: '77', n: 1 },
    { Customer: ' 77' },
    { customer: null, ids: [76, 77] },
    { 77: { text: 'by her number' } },
    { note: 'from ada+x@example.com by phone' },
  ])('is named, however short her number is: %j', async (record) => {
    expect(await findNumbered(record)).toEqual(mentioned);
  });

  it.each([{ n: 770 }, { n: '77a' }, { detail: { customer: '1077' } }, { email: 'ben@example.com', n: 77 }])(
    'does not count: %j',
    async (record) => {
      expect(await findNumbered(record)).toEqual([[], []]);
    },
  );
});

describe('a record by which somebody else can be found', () => {
  it.each([
    { email: 'ben@example.com', cc: ['ADA+x@example.com'] },
    { email: 'shop@example.com', to: 'ada+x@example.com' },
    { email: 'shop@example.com', to: '"Lovelace, Ada" <ada+x@example.com>' },
    { email: 'shop@example.com', headers: { to: 'Ben <ben@example.com>, ada+x@example.com ' } },
    { customer: '78', contact: { mail: 'ada+x@example.com' } },
  ])('is named if it holds only the person’s address in another text: %j', async (record) => {
    expect(await findNumbered(record)).toEqual(mentioned);
  });

  it.each([
    { email: 'ben@example.com', text: 'ada+x@example.com wrote' },
    { email: 'ben@example.com', text: 'Was it ada+x@example.com, or Ben?' },
    { email: 'ben@example.com', gift: 'ada+x@example.com' },
    { email: 'ben@example.com', to: 'xada+x@example.com' },
  ])('is not named if others write about the person, or the map says who that is: %j', async (record) => {
    expect(await findNumbered(record)).toEqual([[], []]);
  });
});

describe('spaces around an identity', () => {
  it.each([
    { email: ' ada+x@example.com' },
    { email: 'Ada+x@example.com\t' },
    { customer: ' 77 ' },
    { email: [' ada+x@example.com'] },
  ])('make no difference: %j', async (record) => {
    const [rows, unread] = await findNumbered(record);

    expect([rows, unread]).toEqual([[expect.anything()], []]);
    expect(JSON.stringify(rows)).not.toMatch(/" |\\t| "/);
  });
});

const forms: readonly (readonly [string, string, string | Buffer, object?])[] = [
  ['two records on one line', 'broken', `${ada.trim()}${ben}`],
  ['a line that breaks off', 'broken', `${ben}${ada.slice(0, 30)}`],
  ['a line with a bare quote', 'broken', '{"email":"ada+x@example.com","text":"""}\n'],
  ['a field twice', 'unclear', '{"email":"ada+x@example.com","email":"ben@example.com"}\n'],
  [
    'a field twice, once escaped',
    'unclear',
    String.raw`{"em\u0061il":"ada+x@example.com","email":"ben@example.com"}`,
  ],
  ['CSV', 'not-records', 'email,text\nada+x@example.com,hi\n'],
  ['plain text', 'not-records', 'ada+x@example.com wrote\n'],
  ['an array on one line', 'not-records', `[${ada.trim()}]`],
  ['an array over lines', 'not-records', `[\n${ada.trim()},\n${ben}]\n`],
  ['an array that opens with its first record', 'not-records', `[${ada.trim()},\n${ben.trim()}]`],
  [
    'one record over lines',
    'not-records',
    JSON.stringify({ email: 'ada+x@example.com', more: [{}] }, null, 2),
  ],
  ['a document with records on lines of their own', 'not-records', `{"people": [\n${ada}]}\n`],
  ['text sequences', 'not-records', `\x1e${ada}`],
  ['Parquet', 'parquet', 'PAR1....'],
  ['Avro', 'avro', 'Obj\x01....'],
  ['old line ends of a Mac', 'broken', `${ben.trim()}\r${ada.trim()}\r`],
  ['UTF-16 with a mark', 'encoding', utf16(`\ufeff${ada}`)],
  ['UTF-16, high byte first', 'encoding', utf16(`\ufeff${ada}`).swap16()],
  ['UTF-16 without a mark', 'encoding', utf16(ada)],
  ['UTF-32', 'encoding', utf32(ada)],
  ['Latin-1', 'encoding', Buffer.from(ada.replace('hi', 'J\u00f6rg'), 'latin1')],
  ['zstd', 'compressed', zstd],
  ['bzip2', 'compressed', 'BZh91AY&SY'],
  ['zip', 'compressed', 'PK\x03\x04....'],
  ['snappy', 'compressed', Buffer.from('ff060000734e61507059', 'hex')],
  ['brotli by its header', 'compressed', brotliCompressSync(ada), { ContentEncoding: 'br' }],
  ['brotli without a word', 'encoding', brotliCompressSync(Buffer.from(ada.repeat(3)))],
  ['deflate', 'encoding', deflateSync(ada)],
  ['packed twice', 'compressed', gzipSync(gzipSync(ada))],
  ['zstd inside gzip', 'compressed', gzipSync(zstd)],
  ['tar', 'compressed', tarOf('ustar')],
  ['tar of the old form', 'compressed', tarOf('v7')],
  ['tar inside gzip', 'compressed', gzipSync(tarOf('gnu'))],
  ['cpio', 'compressed', `070701${'0'.repeat(104)}${ada}`],
  ['ar', 'compressed', `!<arch>\n${ada}`],
  ['rar', 'compressed', `Rar!\x1a\x07\x00${ada}`],
  ['a zero byte in another line', 'encoding', `${ada}${ben.replace('wrote', 'wr\0te')}`],
  ['binary data behind its lines', 'encoding', `${ada}${ben}\x01\x02\0\0\x03`],
  ['lines for a bulk load', 'not-records', `{"index":{"_id":1}}\n${ada}{"index":{"_id":2}}\n${ben}`],
  ['lines for a bulk load without ids', 'not-records', `\n{"create":{}}\n${ada}{"create":{}}\n${ben}`],
  ['SQLite', 'encoding', `SQLite format 3\0${ada}`],
  ['gzip that breaks off', 'broken', gzipSync(ada.repeat(500)).subarray(0, -9)],
  ['gzip with something behind', 'broken', Buffer.concat([gzipSync(ben), Buffer.alloc(2), Buffer.from(ada)])],
  ['archived', 'archived', ada, { StorageClass: 'GLACIER' }],
];

const unreadable = forms.map(
  ([name, reason, body, properties = {}]) => [name, reason, body, properties] as const,
);

describe('an object that cannot be read', () => {
  it.each(unreadable)('is named, and never counts as empty: %s', async (_, reason, body, properties) => {
    const bucket = bucketWith(body, properties);
    bucket.put('talks/other', ben);

    const { rows, unread } = await find(bucket);

    expect([rows, unread]).toEqual([[], [{ collection: 'talks', place: key, reason }]]);
    expect((await open(bucket).confirmAbsent(search)).unread).toEqual(unread);
  });

  it.each(unreadable)(
    'keeps a match open and an opt-out from counting as done: %s',
    async (_, _reason, body, properties) => {
      const bucket = bucketWith(body, properties);
      bucket.put('talks/other', ada);
      const connector = open(bucket);
      const before = bucket.versions;

      const answer = connector.match(search[0] as never, [{ field: 'text', value: 'hi' }]);

      expect(await answer).toBe('ambiguous');
      await expect(connector.optOut(search, 'marketing-objection')).rejects.toThrow(StoreRefusedError);
      expect(bucket.versions).toEqual(before);
    },
  );

  it.each(['InvalidRequest', 'KMS.DisabledException'])(
    'that is unreadable because of its key is reported as encrypted: %s',
    async (name) => {
      const bucket = bucketWith(ada);
      bucket.refuse = (call) => (call === 'GetObject' ? name : undefined);

      expect((await find(bucket)).unread).toEqual([{ collection: 'talks', place: key, reason: 'encrypted' }]);
    },
  );

  it('and held approved records at the search is refused, not counted as absent', async () => {
    const bucket = bucketWith(ada + ben);
    const { rows } = await find(bucket);
    const keys = rows.map((row) => row.key);
    bucket.put(key, zstd);

    const erasing = open(bucket).erase([{ collection: 'talks', keys, action: 'erase', atMost: 1 }]);

    await expect(erasing).rejects.toThrow(StoreRefusedError);
    await expect(gather(open(bucket).export(rows))).rejects.toThrow(StoreRefusedError);
    expect(bucket.latest(key)?.body).toEqual(zstd);
  });

  it('in part still gives its other records, which can be erased while the broken line stays', async () => {
    const broken = '{"email":"ada+x@exam\n';
    const bucket = bucketWith(`${ben}${broken}${ada}`);
    const { rows, unread } = await find(bucket);

    expect([rows.length, unread]).toEqual([1, [{ collection: 'talks', place: key, reason: 'broken' }]]);
    await open(bucket).erase([
      { collection: 'talks', keys: rows.map((row) => row.key), action: 'erase', atMost: 1 },
    ]);
    expect(bucket.text(key)).toBe(`${ben}${broken}`);
  });

  it('makes its place unread if the role may open no object, and never has its key in an error', async () => {
    const bucket = bucketWith(ada);
    bucket.refuse = (call) => (call === 'GetObject' ? 'AccessDenied' : undefined);

    const found = await find(bucket);
    const error = await open(bucket)
      .match({ collection: 'talks', field: 'email', values: ['ada+x@example.com'] }, [])
      .catch((thrown: Error) => thrown);

    expect(found).toMatchObject({
      rows: [],
      unread: [{ collection: 'talks', place: 'b/talks/', reason: 'forbidden' }],
    });
    expect(error).toMatchObject({ kind: 'forbidden', place: { constraint: 's3:GetObject' } });
    expect(JSON.stringify([(error as Error).message, error])).not.toContain('part-0001');
  });
});

describe('a searched field that holds several texts', () => {
  const mail = (email: unknown) => `${JSON.stringify({ email, text: 'hi' })}\n`;

  it.each([
    ['a list of her address alone', ['ADA+x@example.com']],
    ['her address twice', ['ada+x@example.com', 'ada+x@example.com', null]],
  ])('is found: %s', async (_, email) => {
    const { rows, unread } = await find(bucketWith(mail(email)));

    expect([rows.map((row) => row.facts.email?.toLowerCase()), unread]).toEqual([
      ['ada+x@example.com'],
      undefined,
    ]);
  });

  it.each([
    ['a list with somebody else', ['ben@example.com', 'ada+x@example.com']],
    ['an object', { address: 'ada+x@example.com' }],
    ['a list of objects', [{ address: 'ada+x@example.com' }]],
    ['a list of lists', [['ada+x@example.com']]],
    ['her name before it', '"Lovelace, Ada" <ADA+x@example.com>'],
    ['somebody else after it', 'ada+x@example.com; Ben <ben@example.com>'],
    ['a link', 'mailto:ada+x@example.com'],
  ])('is named as unread and never skipped: %s', async (_, email) => {
    const { rows, unread } = await find(bucketWith(mail(email) + ada));

    expect(rows).toHaveLength(1);
    expect(unread).toEqual([{ collection: 'talks', place: key, reason: 'unclear' }]);
  });

  it.each([[[]], [['ben@example.com']], [{}], [null], [7]])(
    'does not belong to the person: %j',
    async (email) => {
      const { rows, unread } = await find(bucketWith(mail(email)));

      expect([rows, unread]).toEqual([[], undefined]);
    },
  );
});
