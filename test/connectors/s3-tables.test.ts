import { gunzipSync, gzipSync } from 'node:zlib';
import type { S3Client } from '@aws-sdk/client-s3';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { Blank } from '../../functions/domain/blank';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore, gather } from './small-map';

const now = '2026-02-01T00:00:00.000Z';
const key = 'orders/2026/part-1.csv';
const search = [{ collection: 'orders', field: 'email', values: ['ada@example.com'] }];

function storeOf(physical: Record<string, unknown> = {}) {
  return aStore('s3', [
    aCollection('orders', [], {
      fields: [
        aField('id'),
        aField('email', { identity: 'email' }),
        aField('note'),
        aField('news', { optOut: [{ right: 'marketing-objection', value: 'no' }] }),
      ],
      reachedBy: [{ field: 'email', identity: 'email' }],
      facts: ['email'],
      primaryKey: ['key', 'line'],
      physical: { bucket: 'b', format: 'csv', prefix: 'orders/', record_id: 'id', ...physical },
    }),
  ]);
}

function open(bucket: MemoryBucket, physical: Record<string, unknown> = {}) {
  const client = bucket as unknown as S3Client;
  return createS3Connector({ store: storeOf(physical), client, clock: { now: () => now } });
}

function bucketWith(body: string | Buffer, properties = {}): MemoryBucket {
  const bucket = new MemoryBucket();
  bucket.put(key, body, properties);
  return bucket;
}

const find = (bucket: MemoryBucket, physical = {}) => locateEverything(open(bucket, physical), search);

async function change(bucket: MemoryBucket, blank?: Record<string, Blank>, physical = {}) {
  const { rows } = await find(bucket, physical);
  const keys = rows.map((row) => row.key);
  const action =
    blank === undefined ? ({ action: 'erase' } as const) : ({ action: 'anonymise', blank } as const);
  const erase = () =>
    open(bucket, physical).erase([{ collection: 'orders', keys, ...action, atMost: keys.length }]);
  return [(await erase()).collections[0], (await erase()).collections[0]];
}

const bytes = (bucket: MemoryBucket) => bucket.latest(key)?.body ?? Buffer.alloc(0);

const table = (delimiter: string) =>
  ['id,email,note', '1,ben@example.com,"a ""b"" c"', '2,ada@example.com,hi', '3,eve@example.com,x']
    .join('\n')
    .replaceAll(',', delimiter);

describe('rows of a table', () => {
  it.each([
    ['commas', table(',')],
    ['semicolons', table(';')],
    ['tabs', table('\t')],
    ['pipes', table('|')],
    ['line endings of Windows', table(',').replaceAll('\n', '\r\n')],
    ['mixed line endings', table(',').replace('\n', '\r\n')],
    ['a byte order mark', `\ufeff${table(',')}`],
    ['a final line ending', `${table(',')}\n`],
    ['empty lines', `\n${table(',').replaceAll('\n', '\n\n')}\n\n`],
    ['everything in quotes', table(',').replaceAll(/(?<=^|,)(?!")([^,\n]*)/gm, '"$1"')],
    ['a first line that names the delimiter', `sep=;\r\n${table(';')}`],
    ['gzip', gzipSync(table(','))],
    ['UTF-16, low byte first', Buffer.from(`\ufeff${table('\t')}`, 'utf16le')],
    ['UTF-16, high byte first', Buffer.from(`\ufeff${table(';')}`, 'utf16le').swap16()],
    ['a header again in the middle', table(',').replace('\n2', '\nid,email,note\n2')],
    ['delimiters behind the last cell', table(',').replaceAll(/(?<=\n.*)$/gm, ',,')],
  ])('are found, copied and erased, and no other byte changes: %s', async (_, body) => {
    const bucket = bucketWith(body);
    const { rows, unread } = await find(bucket);
    expect([rows.map(({ facts }) => facts), unread]).toEqual([[{ email: 'ada@example.com' }], undefined]);

    const [record] = await gather(open(bucket).export(rows));
    expect(record?.values).toMatchObject({ id: '2', email: 'ada@example.com', note: 'hi' });

    expect(await change(bucket)).toMatchObject([{ erased: 1 }, { erased: 0, alreadyAbsent: 1 }]);
    expect(decoded(bytes(bucket))).toBe(withoutRow(decoded(Buffer.from(body))));
    expect(bytes(bucket).subarray(0, 2)).toEqual(Buffer.from(body).subarray(0, 2));
  });
});

/** The text, whatever it is packed in. */
function decoded(body: Buffer): string {
  if (body[0] === 0x1f) return gunzipSync(body).toString();
  if (body[0] === 0xff) return body.toString('utf16le');
  return body[0] === 0xfe ? Buffer.from(body).swap16().toString('utf16le') : body.toString();
}

function withoutRow(text: string): string {
  return text.replace(/^"?2"?[,;|\t].*\r?\n/m, '');
}
