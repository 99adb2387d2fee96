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

describe('a table that cannot be cut for certain', () => {
  const head = 'id,email,note\n';
  const ada = '2,ada@example.com,hi\n';
  it.each([
    ['quotes that never close', 'broken', `${head}${ada}3,eve@example.com,"x\n`],
    ['a text behind closing quotes', 'broken', `${head}${ada}3,eve@example.com,"x"y\n`],
    ['a backslash before a quote in quotes', 'broken', `${head}${ada}3,eve@example.com,"a \\"b\\" c"\n`],
    ['a space before opening quotes', 'broken', `${head}${ada}3,eve@example.com, "x, y"\n`],
    ['a return alone before quotes', 'broken', `${head}${ada}3,eve@example.com,x\r"y\n"\n`],
    ['other columns', 'other-columns', `number,mail\n2,ada@example.com\n`],
    ['no header', 'other-columns', ada],
    ['a column that is there twice', 'other-columns', `id,email,email\n2,ada@example.com,b\n`],
    ['JSON lines', 'not-records', '{"id":2,"email":"ada@example.com"}\n'],
    ['an array', 'not-records', '[{"id":2,"email":"ada@example.com"}]'],
    ['XML', 'not-records', '<orders><email>ada@example.com</email></orders>'],
    ['a header in another encoding', 'encoding', Buffer.from(`id,email,gr\u00f6\u00dfe\n${ada}`, 'latin1')],
    ['a zero byte in a row', 'encoding', `${head}${ada}3,eve@example.com,x\0y\n`],
    ['a zero byte in quotes', 'encoding', `${head}${ada}3,eve@example.com,"x\0y"\n`],
    ['UTF-16 without a mark', 'encoding', Buffer.from(`${head}${ada}`, 'utf16le')],
    ['rows that end in NEL', 'not-records', `${head}${ada}`.replaceAll('\n', '\u0085')],
    ['rows that end in U+2028', 'not-records', `${head}${ada}`.replaceAll('\n', '\u2028')],
    ['rows that end in U+2029', 'not-records', `${head}${ada}`.replaceAll('\n', '\u2029')],
    ['rows that end in a vertical tab', 'not-records', `${head}${ada}`.replaceAll('\n', '\v')],
    ['rows that end in a form feed', 'not-records', `${head}${ada}`.replaceAll('\n', '\f')],
    [
      'rows that end in NEL, and a line ending',
      'not-records',
      `${`${head}${ada}`.replaceAll('\n', '\u0085')}\n`,
    ],
    ['a header with an address in it', 'not-records', `id,email,ada@example.com\n${ada}`],
    ['a header with a name of 2,000 characters', 'not-records', `id,email,${'x'.repeat(2_000)}\n${ada}`],
    ['UTF-16 that breaks off', 'encoding', Buffer.from(`\ufeff${head}${ada}`, 'utf16le').subarray(0, -1)],
    ['UTF-16 with half a character', 'encoding', Buffer.from(`\ufeff${head}${ada}\ud800`, 'utf16le')],
    ['UTF-32', 'encoding', Buffer.concat([Buffer.from('fffe0000', 'hex'), Buffer.from(ada)])],
    ['gzip that breaks off', 'broken', gzipSync(`${head}${ada}`).subarray(0, -6)],
    ['Parquet', 'parquet', 'PAR1....'],
    ['encrypted Parquet', 'encrypted', 'PARE....'],
    ['Avro', 'avro', 'Obj\x01....'],
    ['ORC', 'orc', 'ORC....'],
    ['a workbook of Excel', 'workbook', zip('[Content_Types].xml')],
    ['an old workbook of Excel', 'workbook', Buffer.from('d0cf11e0a1b11ae1', 'hex')],
    ['another zip', 'compressed', zip('orders.csv')],
    ['zstd', 'compressed', Buffer.concat([Buffer.from('28b52ffd', 'hex'), Buffer.from(ada)])],
    ['bzip2', 'compressed', 'BZh9....'],
    ['a message of PGP', 'encrypted', '-----BEGIN PGP MESSAGE-----\n'],
    ['age', 'encrypted', 'age-encryption.org/v1\n'],
  ])('is named, and nothing in it counts as absent or is changed: %s', async (_, reason, body) => {
    const bucket = bucketWith(body);
    const told = [{ collection: 'orders', place: key, reason }];

    expect(await find(bucket)).toMatchObject({ rows: [], unread: told });
    expect((await open(bucket).confirmAbsent(search)).unread).toEqual(told);
    const keys = [{ key, line: '2' }];
    await expect(
      open(bucket).erase([{ collection: 'orders', keys, action: 'erase', atMost: 1 }]),
    ).rejects.toMatchObject({ kind: 'refused', place: { code: reason } });
  });

  it('names what may be several rows, where quotes in a table without quoting seem to join them', async () => {
    const joined = '3,eve@example.com,"x\n2,ada@example.com,hi\n4,cy@example.com,y"\n';
    const bucket = bucketWith(Buffer.from(`${head}${joined}`));

    expect(await find(bucket)).toMatchObject({
      rows: [],
      unread: [{ collection: 'orders', place: key, reason: 'broken' }],
    });
  });

  it.each([
    ['with too few cells', 'broken', '3,eve@example.com\n'],
    ['with too many', 'broken', '3,Eve, eve@example.com,x\n'],
    ['with an empty one too many, so that all may have moved', 'broken', 'Eve, Jane,3,\n'],
    ['with a return alone in it', 'broken', '3,eve@example.com,x\ry\n'],
    ['in another encoding', 'encoding', Buffer.from('3,eve@example.com,J\u00f6rg\n', 'latin1')],
  ])('stays readable where one row is no record, which is named and stays: %s', async (_, reason, row) => {
    const bucket = bucketWith(Buffer.concat([Buffer.from(`${head}${ada}`), Buffer.from(row)]));

    expect(await find(bucket)).toMatchObject({
      rows: [{ key: { key } }],
      unread: [{ collection: 'orders', place: key, reason }],
    });
    await change(bucket);
    expect(bytes(bucket)).toEqual(Buffer.concat([Buffer.from(head), Buffer.from(row)]));
  });

  it('is read where a column is called by a sign and a word, as programs for logs do', async () => {
    expect(await find(bucketWith(Buffer.from(`id,email,@timestamp\n${ada}`)))).toMatchObject({
      rows: [{ key: { key } }],
    });
  });

  it('is named where one cell is longer than the desk reads', async () => {
    const bucket = bucketWith(`${head}1,ben@example.com,"${'x'.repeat(65 * 1024 * 1024)}`);

    expect((await find(bucket)).unread).toMatchObject([{ reason: 'too-large' }]);
  });
});

/** The beginning of a zip whose first file has this name. */
function zip(name: string): Buffer {
  return Buffer.concat([Buffer.from('504b0304', 'hex'), Buffer.alloc(26), Buffer.from(name)]);
}

describe('what the cells of a row hold', () => {
  it('may have line endings, delimiters and quotes in quotes, and quotes in the middle', async () => {
    const rows = [
      '2,ada@example.com,"a ""b"",\r\nc"\r\n',
      '3,eve@example.com,5" or "6\r\n',
      '"4","x@example.com","\n"\n',
    ];
    const bucket = bucketWith(`id,email,note\r\n${rows.join('')}`);
    const found = await find(bucket);

    const [record] = await gather(open(bucket).export(found.rows));

    expect(record?.values.note).toBe('a "b",\r\nc');
    await change(bucket);
    expect(bytes(bucket).toString()).toBe(`id,email,note\r\n${rows[1]}${rows[2]}`);
  });

  it('is told where the map does not know the column and the row has something in it', async () => {
    const bucket = bucketWith('id,email,phone,fax,\n2,ada@example.com,0123,,x\n3,eve@example.com,,9,\n');

    expect((await find(bucket)).unmapped.map(({ field }) => field)).toEqual(['phone', 'column 5']);
  });

  it('is told where it names the person beside others, or where the map does not search', async () => {
    const reason = async (row: string) =>
      (await find(bucketWith(`id,email,note\n${row}\n`))).unread?.map((one) => one.reason);

    expect(await reason('1,"ben@example.com; ada@example.com",')).toEqual(['unclear']);
    expect(await reason('1,ben@example.com,Ada <ada@example.com>')).toEqual(['mentioned']);
    expect(await reason('1,,wrote to ada@example.com')).toEqual(['mentioned']);
    expect(await reason('1,ben@example.com,wrote to ada@example.com')).toBeUndefined();
  });

  it('is undecided where another record has the same id', async () => {
    const found = await find(bucketWith('id,email,note\n2,ada@example.com,\n2,eve@example.com,\n'));

    expect(found.rows[0]?.heldBy).toBe('same-id');
    expect(found.unread).toMatchObject([{ reason: 'same-id' }]);
  });

  it('identifies a row without an id, whatever the quotes, and the same row twice is two', async () => {
    const bucket = bucketWith('email,note\nada@example.com,hi\n"ada@example.com","hi"\neve@example.com,\n');

    expect((await find(bucket)).rows).toHaveLength(2);
    expect(await change(bucket)).toMatchObject([{ erased: 2 }, { alreadyAbsent: 2 }]);
    expect(bytes(bucket).toString()).toBe('email,note\neve@example.com,\n');
  });

  it('goes with the object where no other row is left', async () => {
    const bucket = bucketWith('id,email\n2,ada@example.com\n');

    await change(bucket);

    expect(bucket.latest(key)).toBeUndefined();
  });
});

describe('tables whose map says more', () => {
  it.each(['windows-1252', 'iso-8859-1'])('are read and written in %s', async (encoding) => {
    const text = (mark: string) => Buffer.from(`id,email,note\n1,j\u00f6rg@example.com,${mark}\n`, 'latin1');
    const own = Buffer.from('2,ada@example.com,\u00fc\n', 'latin1');
    const bucket = bucketWith(Buffer.concat([text('\u0080\u0081\u00ff'), own]));

    const { rows } = await find(bucket, { encoding });
    const [record] = await gather(open(bucket, { encoding }).export(rows));
    await change(bucket, undefined, { encoding });

    expect(record?.values.note).toBe('\u00fc');
    expect(bytes(bucket)).toEqual(text('\u0080\u0081\u00ff'));
    const jorg = [{ collection: 'orders', field: 'email', values: ['j\u00f6rg@example.com'] }];
    const [other] = await gather(
      open(bucket, { encoding }).export((await locateEverything(open(bucket, { encoding }), jorg)).rows),
    );
    expect(String(other?.values.note)[0]).toBe(encoding === 'iso-8859-1' ? '\u0080' : '\u20ac');
  });

  it('and are UTF-8 after all are named, since names would be compared wrongly', async () => {
    const bucket = bucketWith('id,email,note\n2,ada@example.com,J\u00f6rg\n');

    expect(await find(bucket, { encoding: 'windows-1252' })).toMatchObject({
      rows: [],
      unread: [{ reason: 'encoding' }],
    });
    bucket.put(key, '\ufeffid,email,note\n2,ada@example.com,J\u00f6rg\n');
    expect((await find(bucket, { encoding: 'windows-1252' })).rows).toHaveLength(1);
  });

  it('need no header where the map names the columns, and keep one that is there', async () => {
    const physical = { columns: ['id', 'email', 'note'], delimiter: 'semicolon' };
    const bucket = bucketWith('1;ben@example.com;\n2;ada@example.com;\n');

    await change(bucket, undefined, physical);
    expect(bytes(bucket).toString()).toBe('1;ben@example.com;\n');
    bucket.put(key, 'id;email;note\n1;ben@example.com;\n2;ada@example.com;\n');
    await change(bucket, undefined, physical);
    expect(bytes(bucket).toString()).toBe('id;email;note\n1;ben@example.com;\n');
  });
});

describe('fields of a row that are overwritten', () => {
  const blanked = async (row: string, blank: Record<string, Blank>) => {
    const bucket = bucketWith(`id;email;note;news\n1;ben@example.com;"b";\n${row}\n`);
    const receipts = await change(bucket, blank);
    const lines = bytes(bucket).toString().split('\n');
    expect(lines.slice(0, 2)).toEqual(['id;email;note;news', '1;ben@example.com;"b";']);
    return { row: lines.slice(2).join('\n').trimEnd(), receipts };
  };

  it.each([
    ['nothing', '2;ada@example.com;hi;yes', { note: null }, '2;ada@example.com;;yes'],
    ['nothing, in its quotes', '2;ada@example.com;"h;i";yes', { note: null }, '2;ada@example.com;"";yes'],
    ['a text in quotes', '2;"ada@example.com";hi;', { note: 'a;"b"' }, '2;"ada@example.com";"a;""b""";'],
    ['a text with a line ending', '2;ada@example.com;hi;', { note: 'a\nb' }, '2;ada@example.com;"a\nb";'],
    [
      'a number and a truth value',
      '2;ada@example.com;x;y',
      { note: 0, news: false },
      '2;ada@example.com;0;false',
    ],
    ['the instant', '2;ada@example.com;;y', { note: { now: true } }, `2;ada@example.com;${now};y`],
    [
      'no instant over another',
      '2;ada@example.com;2020;y',
      { note: { now: true }, news: null },
      '2;ada@example.com;2020;',
    ],
  ] as const)('get %s, and nothing else changes', async (_, row, blank, wanted) => {
    const { row: changed, receipts } = await blanked(row, blank);

    expect(changed).toBe(wanted);
    expect(receipts).toMatchObject([{ anonymised: 1 }, { anonymised: 0 }]);
  });

  it('get a random value of their own, once', async () => {
    const bucket = bucketWith('id,email\n2,ada@example.com\n3,ada@example.com\n');

    await change(bucket, { email: { random: 'email' } });

    const lines = bytes(bucket).toString().trimEnd().split('\n').slice(1);
    expect(lines.every((line) => /^\d,erased-[0-9a-f]{16}@rightsdesk\.invalid$/.test(line))).toBe(true);
    expect(new Set(lines.map((line) => line.slice(2))).size).toBe(2);
  });

  it.each([
    ['a column that is not there', 'id,email\n2,ada@example.com\n', {}, { note: 'gone' }],
    [
      'a character that the encoding lacks',
      'id,email,note\n2,ada@example.com,x\n',
      { encoding: 'windows-1252' },
      { note: '\u0434' },
    ],
    ['a part of a text', 'id,email,note\n2,ada@example.com,x\n', {}, { note: { inside: { a: null } } }],
  ])('are refused before anything changes: %s', async (_, body, physical, blank) => {
    const bucket = bucketWith(body);

    await expect(change(bucket, blank as Record<string, Blank>, physical)).rejects.toMatchObject({
      kind: expect.stringMatching(/misfit|refused/),
    });
    expect(bytes(bucket).toString()).toBe(body);
  });

  it('are set by an opt-out', async () => {
    const bucket = bucketWith('id,email,news\n1,ben@example.com,yes\n2,ada@example.com,yes\n');

    expect(await open(bucket).optOut(search, 'marketing-objection')).toEqual({ found: 1, changed: 1 });
    expect(bytes(bucket).toString()).toBe('id,email,news\n1,ben@example.com,yes\n2,ada@example.com,no\n');
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
