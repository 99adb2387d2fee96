import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore, gather } from './small-map';

jest.setTimeout(120_000);

const now = '2026-02-01T00:00:00.000Z';
const key = 'orders/part-1';

type Format = 'csv' | 'json' | 'jsonl';

function open(bucket: MemoryBucket, format: Format) {
  const fields = [
    aField('email', { identity: 'email' }),
    aField('number', { identity: 'customer_number' }),
    aField('phone', { identity: 'phone' }),
    aField('note'),
  ];
  const store = aStore('s3', [
    aCollection('orders', [], {
      fields,
      reachedBy: [
        { field: 'email', identity: 'email' },
        { field: 'number', identity: 'customer_number' },
        { field: 'phone', identity: 'phone' },
      ],
      facts: ['email', 'number'],
      primaryKey: ['key', 'line'],
      physical: { bucket: 'b', format, prefix: 'orders/' },
    }),
  ]);
  return createS3Connector({ store, client: bucket as unknown as S3Client, clock: { now: () => now } });
}

interface Cells {
  readonly email?: string;
  readonly number?: string;
  readonly phone?: string;
}

const HEADER = 'email;number;phone;note';
const OTHERS = 'ben@example.com;99;0301111111;x';

function quoted(text: string): string {
  return /["\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const row = ({ email = '', number = '', phone = '' }: Cells) =>
  `${[email, number, phone].map(quoted).join(';')};y`;

const table = (...rows: string[]) => `${[HEADER, OTHERS, ...rows].join('\n')}\n`;

function bucketWith(body: string): MemoryBucket {
  const bucket = new MemoryBucket();
  bucket.put(key, body);
  return bucket;
}

/** What a search says of one object, and that erasing what it found leaves every other byte. */
async function told(body: string, asked: readonly [keyof Cells, string], format: Format = 'csv') {
  const bucket = bucketWith(body);
  const [field, value] = asked;
  const search = [{ collection: 'orders', field, values: [value] }];
  const { rows, unread = [] } = await locateEverything(open(bucket, format), search);
  return {
    found: rows.length,
    facts: rows.map(({ facts }) => facts),
    why: unread.map(({ reason }) => reason),
  };
}

type Case = [string, Cells, readonly [keyof Cells, string]];

const PHONES = [
  ...['tel:+49301234567', 'tel:+49-30-1234567', 'whatsapp:+49301234567', 'Tel. 030 1234567'],
  ...['030 1234567; 0171 7654321', '0171 7654321 / 030 1234567', '7654321/1234567', '+49 30 1234567 privat'],
  ...['\u202a+49 30 1234567\u202c', '030\u20111234567', '\uff0b\uff14\uff19301234567', '030_123_4567'],
];
const ADDRESSES = [
  ...['ada\u200b@example.com', 'a\u00adda@example.com', 'mailto:ada%40example.com', 'ada%2540example.com'],
  ...[
    'ada&#64;example.com',
    'ada&#x40;example.com',
    'Ada &lt;ada&commat;example.com&gt;',
    'ada @example.com',
  ],
  ...['ada\uff20example.com', 'ada%40example%2Ecom', 'ada @ example.com'],
];
const DOMAINS: [string, string][] = [
  ['ada@xn--mller-kva.example (old)', 'ada@m\u00fcller.example'],
  ['ada@m\u00fcller.example (old)', 'ada@xn--mller-kva.example'],
  ['\u00c4da@example.com (old)', '\u00e4da@example.com'],
  ['ada%2Bnews%40example.com', 'ada+news@example.com'],
];
const NUMBERS: [string, string][] = [
  ...['0042\u200b', '00\u206042', 'customer:0042', '\uff10\uff10\uff14\uff12'].map(
    (one): [string, string] => [one, '0042'],
  ),
  ...['41+42', '41&42', 'id=41&id=42'].map((one): [string, string] => [one, '42']),
  ['urn:uuid:5f0c1f3e-1111-4222-8333-444455556666', '5f0c1f3e-1111-4222-8333-444455556666'],
  ['C\u201142', 'C-42'],
  ['C-42', 'C\u201142'],
  ['0042', '00\u200b42'],
  ['1,23,45,678', '12345678'],
  ['12_345_678', '12345678'],
  ['\u00c4RZTE-1', '\u00e4rzte-1'],
  ['\u00e4rzte-1', '\u00c4RZTE-1'],
];

const absent = { found: 0, facts: [], why: [] };
const unclear = { found: 0, why: ['unclear'] };

describe('an identifier that a program wrote in another form', () => {
  it.each<[string, Cells, readonly [keyof Cells, string]]>([
    ['a formula that keeps a text', { number: '="0042"' }, ['number', '0042']],
    ['the same with an address', { email: '="Ada@Example.com"' }, ['email', 'ada@example.com']],
    ['spaces around it', { number: ' 0042\u00a0' }, ['number', '0042']],
  ])('is found where the form leaves no doubt: %s', async (_, cells, asked) => {
    expect(await told(table(row(cells)), asked)).toMatchObject({ found: 1, why: [] });
  });

  it('is copied as it is written, and known elsewhere without its formula', async () => {
    const bucket = bucketWith(table(row({ email: 'ada@example.com', number: '="0042"' })));
    const search = [{ collection: 'orders', field: 'email', values: ['ada@example.com'] }];
    const { rows } = await locateEverything(open(bucket, 'csv'), search);
    const [record] = await gather(open(bucket, 'csv').export(rows));

    expect(rows[0]?.facts).toEqual({ email: 'ada@example.com', number: '0042' });
    expect(record?.values.number).toBe('="0042"');
  });

  it.each<[string, Cells, readonly [keyof Cells, string]]>([
    ['apostrophes around it', { number: "'0042'" }, ['number', '0042']],
    ['an apostrophe before it', { number: "'0042" }, ['number', '0042']],
    ['a formula without quotes', { number: '=0042' }, ['number', '0042']],
    ['quotes inside quotes', { number: '"0042"' }, ['number', '0042']],
    ['a byte order mark before it', { number: '\ufeff"0042"' }, ['number', '0042']],
    ['zeros that a spreadsheet took away', { number: '42' }, ['number', '0042']],
    ['zeros that a program added', { number: '00042' }, ['number', '42']],
    ['a fraction of nothing', { number: '12000000.0' }, ['number', '12000000']],
    ['an exponent', { number: '1.2E7' }, ['number', '12000000']],
    ['an exponent as Excel writes it', { number: '1,23E+10' }, ['number', '12345678901']],
    ['an exponent that was rounded up', { number: '1.24E+10' }, ['number', '12356789012']],
    ['an exponent that was rounded to one more digit', { number: '1E+11' }, ['number', '99999999999']],
    ['fifteen digits and zeros', { number: '1234567890123450000' }, ['number', '1234567890123454321']],
    ['digits that a double rounded', { number: '1234567890123456800' }, ['number', '1234567890123456789']],
    ['thousands apart', { number: '12.345.678' }, ['number', '12345678']],
    ['thousands apart by narrow spaces', { number: '12\u202f345\u202f678' }, ['number', '12345678']],
    ['other capitals', { number: 'C-1a' }, ['number', 'c-1A']],
    ['several of them', { number: '41, 42' }, ['number', '42']],
    ['several in brackets', { number: '["41","42"]' }, ['number', '42']],
    ['a name in other capitals among others', { number: 'ben | Ada' }, ['number', 'ada']],
    ['a number sign', { number: '#1042' }, ['number', '1042']],
    ['an apostrophe around an address', { email: "'ada@example.com'" }, ['email', 'ada@example.com']],
    ['a name before it', { email: 'Ada <ada@example.com>' }, ['email', 'ada@example.com']],
    ['a link', { email: 'mailto:ada@example.com' }, ['email', 'ada@example.com']],
    ['a link with a subject', { email: 'MAILTO:Ada@Example.com?subject=hi' }, ['email', 'ada@example.com']],
    ['a remark behind it', { email: 'ada@example.com (Ada)' }, ['email', 'ada@example.com']],
    ['two with a slash', { email: 'ben@example.com/ada@example.com' }, ['email', 'ada@example.com']],
    ['a dot behind it', { email: 'ada@example.com.' }, ['email', 'ada@example.com']],
    ['a number written apart', { phone: '+49 (0)30 / 123-45 67' }, ['phone', '+49301234567']],
    ['a number without its country', { phone: '030 1234567' }, ['phone', '+49301234567']],
    ['a number that a spreadsheet made of it', { phone: '4.93012E+10' }, ['phone', '+49301234567']],
    ...PHONES.map((phone): Case => [phone, { phone }, ['phone', '+49301234567']]),
    ...ADDRESSES.map((email): Case => [email, { email }, ['email', 'ada@example.com']]),
    ...DOMAINS.map(([email, asked]): Case => [email, { email }, ['email', asked]]),
    ...NUMBERS.map(([number, asked]): Case => [number, { number }, ['number', asked]]),
  ])('needs a look where it may be theirs: %s', async (_, cells, asked) => {
    expect(await told(table(row(cells)), asked)).toMatchObject(unclear);
  });

  it.each<[string, Cells, readonly [keyof Cells, string]]>([
    ['a longer number', { number: '10042' }, ['number', '0042']],
    ['a number with more behind it', { number: '420' }, ['number', '42']],
    ['another fraction', { number: '42.5' }, ['number', '42']],
    ['another exponent', { number: '1.2E8' }, ['number', '12000000']],
    ['another rounding', { number: '1.25E+10' }, ['number', '12345678901']],
    ['another long number', { number: '1234567890123456788' }, ['number', '1234567890123456789']],
    ['an exponent without end', { number: '1E+999999999' }, ['number', '12000000']],
    ['a longer address', { email: 'ada@example.com.evil.example' }, ['email', 'ada@example.com']],
    ['an address that ends like it', { email: 'm-ada@example.com' }, ['email', 'ada@example.com']],
    ['another telephone number', { phone: '030 1234568' }, ['phone', '+49301234567']],
    ['a longer name', { number: 'Ada Maria' }, ['number', 'ada']],
    ['a short number', { phone: '567' }, ['phone', '+49301234567']],
    ['a telephone number with more behind it', { phone: 'tel:+493012345678' }, ['phone', '+49301234567']],
    ['another area', { phone: 'Tel. 040 1234567' }, ['phone', '+49301234567']],
    ['an encoded address that is longer', { email: 'm-ada%40example.com' }, ['email', 'ada@example.com']],
    ['another letter', { number: 'ARZTE-1' }, ['number', '\u00e4rzte-1']],
    ['an exponent that ends like it', { number: '1.2E+07' }, ['number', '7']],
    ['other groups of digits', { number: '1,23,45,679' }, ['number', '12345678']],
  ])('is somebody else\u2019s where it differs: %s', async (_, cells, asked) => {
    expect(await told(table(row(cells)), asked)).toMatchObject(absent);
  });
});

describe('an identifier that was rounded', () => {
  it.each(['1.23E+10', '1,23E+10', '4.9E7'])('finds nobody by itself: %s', async (number) => {
    expect(await told(table(row({ number })), ['number', number])).toMatchObject(unclear);
  });

  it.each<[string, Cells, readonly [keyof Cells, string], object]>([
    [
      'a number',
      { email: 'ada@example.com', number: '1.23E+10' },
      ['email', 'ada@example.com'],
      { email: 'ada@example.com' },
    ],
    ['an address', { email: 'Ada <ada@example.com>', number: '42' }, ['number', '42'], { number: '42' }],
    [
      'addresses',
      { email: 'ada@example.com, ben@example.com', number: '42' },
      ['number', '42'],
      { number: '42' },
    ],
  ])(
    'is not taken for what else identifies the person, and needs a look: %s',
    async (_, cells, asked, facts) => {
      expect(await told(table(row(cells)), asked)).toEqual({ found: 1, facts: [facts], why: ['unclear'] });
    },
  );
});

describe('a number in JSON', () => {
  it.each(['12000000', '"12000000"', '1.2E7', '1.2e+7', '12000000.0', '120000000e-1', '[12000000]'])(
    'is compared by its value: %s',
    async (written) => {
      const line = `{"email":"ben@example.com","number":99}\n{"email":null,"number":${written}}\n`;
      const asked = ['number', '12000000'] as const;

      expect(await told(line, asked, 'jsonl')).toMatchObject({ found: 1, why: [] });
      expect(await told(`[${line.trim().replace('\n', ',')}]`, asked, 'json')).toMatchObject({ found: 1 });
    },
  );

  it.each([
    ['a text with an exponent', '"1.2E7"'],
    ['a text with a fraction', '"12000000.0"'],
    ['thousands apart', '"12\\u202f000\\u202f000"'],
    ['twice, first the same', '12000000,"number":7'],
    ['twice, last the same', '7,"number":12000000'],
    ['twice, once with an escape', '7,"n\\u0075mber":12000000'],
  ])('needs a look otherwise: %s', async (_, written) => {
    const line = `{"email":"ben@example.com","number":99}\n{"email":null,"number":${written}}\n`;

    expect(await told(line, ['number', '12000000'], 'jsonl')).toMatchObject(unclear);
  });

  it('that is there twice needs a look too where the record is found by something else', async () => {
    const line = '{"email":"ada@example.com","number":7,"number":8}\n';

    expect(await told(line, ['email', 'ada@example.com'], 'jsonl')).toMatchObject(unclear);
  });
});

describe('tables in a row in one object', () => {
  const ada = row({ email: 'ada@example.com', number: '42' });
  const asked = ['number', '42'] as const;

  it.each([
    ['the same header again', [HEADER, ada]],
    ['behind a byte order mark', [`\ufeff${HEADER}`, ada]],
    ['in quotes behind a byte order mark', [`\ufeff"${HEADER.replaceAll(';', '";"')}"`, ada]],
    ['in other capitals', [HEADER.toUpperCase(), ada]],
    ['the line that names the delimiter', ['sep=;', HEADER, ada]],
    ['a row behind a byte order mark', [`\ufeff;"42";;"a;""b""\nc"`]],
  ])('are read as one: %s', async (_, more) => {
    expect(await told(table(...more), asked)).toMatchObject({ found: 1, why: [] });
  });

  it.each([
    ['the same columns in another order', 'number;email;phone;note', '42;ada@example.com;;y'],
    ['in another order and other capitals', 'NUMBER;Email;Phone;Note', '42;ada@example.com;;y'],
    ['with other columns', 'note;number;email;city', 'y;42;ada@example.com;Rome'],
    ['in quotes', '"number";"email";"phone";"note"', '"42";"ada@example.com";"";"y"'],
  ])('are not read where a header comes that is not the first: %s', async (_, header, theirs) => {
    const body = table(ada, header, theirs);
    const bucket = bucketWith(body);

    expect(await told(body, asked)).toEqual({ found: 0, facts: [], why: ['other-columns'] });
    const keys = [{ key, line: 'sha256:0' }];
    await expect(
      open(bucket, 'csv').erase([{ collection: 'orders', keys, action: 'erase', atMost: 1 }]),
    ).rejects.toMatchObject({ kind: 'refused', place: { code: 'other-columns' } });
    expect(bucket.text(key)).toBe(body);
  });

  it.each([
    ['fewer columns', 'number;email', '42;ada@example.com'],
    ['more columns', `${HEADER};city`, `${ada};Rome`],
    ['a delimiter behind each row', `${HEADER};`, `${ada};`],
    ['another delimiter', HEADER.replaceAll(';', ','), ada.replaceAll(';', ',')],
  ])('are told where their rows have another length: %s', async (_, header, theirs) => {
    expect(await told(table(header, theirs), asked)).toMatchObject({ found: 0, why: ['broken'] });
  });

  it('is one table still where a cell only happens to be called like a column', async () => {
    expect(await told(table('cy@example.com;7;;email', ada), asked)).toMatchObject({ found: 1, why: [] });
  });

  it('may differ from object to object in the order of their columns', async () => {
    const bucket = new MemoryBucket();
    bucket.put('orders/1', `${HEADER}\n${ada}\n`);
    bucket.put('orders/2', 'note;phone;number;email\ny;;42;ada@example.com\n');
    bucket.put('orders/3', 'phone,number,email\n,42,ada@example.com\n');
    bucket.put('orders/4', 'number,note\n42,y\n');
    const search = [{ collection: 'orders', field: 'number', values: ['42'] }];
    const { rows, unread } = await locateEverything(open(bucket, 'csv'), search);

    expect(rows.map((one) => one.key.key)).toEqual(['orders/1', 'orders/2', 'orders/3']);
    expect(unread).toEqual([{ collection: 'orders', place: 'orders/4', reason: 'other-columns' }]);
  });
});

describe('any habit of writing an identifier', () => {
  const habits: readonly ((text: string) => string)[] = [
    (text) => text,
    (text) => `="${text}"`,
    (text) => `'${text}`,
    (text) => `'${text}'`,
    (text) => `=${text}`,
    (text) => `"${text}"`,
    (text) => ` ${text} `,
    (text) => `\ufeff${text}`,
    (text) => `${text}.0`,
    (text) => `000${text}`,
    (text) => text.replace(/^0+/, ''),
    (text) => text.replaceAll(/\B(?=(\d{3})+$)/g, ','),
    (text) => Number(text).toExponential(),
    (text) => Number(text).toExponential(2).replace('e', 'E'),
    (text) => Number(text).toExponential(4).replace('.', ','),
    (text) => String(Number(text)),
    (text) => `7;${text}`,
  ];
  const digits = fc
    .tuple(fc.constantFrom('', '0', '00'), fc.bigInt({ min: 10n, max: 10n ** 20n }))
    .map(([zeros, number]) => `${zeros}${number}`);

  it('is found or needs a look, in tables and in JSON, and nobody else\u2019s row is', async () => {
    await fc.assert(
      fc.asyncProperty(digits, fc.constantFrom(...habits), async (asked, habit) => {
        const written = habit(asked);
        const others = `9${asked.replace(/^0+/, '')}`;
        const body = table(row({ number: written }), row({ number: others }));
        const lines = [written, others].map((number) => `${JSON.stringify({ number })}\n`).join('');

        for (const said of [
          await told(body, ['number', asked]),
          await told(lines, ['number', asked], 'jsonl'),
        ])
          expect(said.found + said.why.length).toBe(1);
        expect(await told(table(row({ number: others })), ['number', asked])).toMatchObject(absent);
      }),
      { numRuns: 400 },
    );
  });
});

describe('any tables in a row in one object', () => {
  const names = HEADER.split(';');
  const order = fc.shuffledSubarray(names, { minLength: 4, maxLength: 4 });
  const person = fc.record({ email: fc.constantFrom('ada', 'ben'), number: fc.constantFrom('42', '7', '') });
  const part = fc.record({
    order: fc.option(order, { nil: undefined }),
    mark: fc.boolean(),
    capitals: fc.boolean(),
    people: fc.array(person, { maxLength: 3 }),
  });

  it('are found as a whole or named, and an erasure leaves every byte of others', async () => {
    await fc.assert(
      fc.asyncProperty(order, fc.array(part, { minLength: 1, maxLength: 4 }), async (first, parts) => {
        let now = first;
        const lines = [{ text: first.join(';'), isTheirs: false }];
        for (const { order: next, mark, capitals, people } of parts) {
          if (next !== undefined) {
            now = next;
            const header = capitals ? next.join(';').toUpperCase() : next.join(';');
            lines.push({ text: `${mark ? '\ufeff' : ''}${header}`, isTheirs: false });
          }
          for (const { email, number } of people) {
            const cells: Record<string, string> = {
              email: `${email}@example.com`,
              number,
              phone: '',
              note: 'x',
            };
            lines.push({ text: now.map((name) => cells[name]).join(';'), isTheirs: number === '42' });
          }
        }
        const isOne = parts.every(({ order: next }) => next === undefined || next.join() === first.join());
        const bucket = bucketWith(`${lines.map(({ text }) => text).join('\n')}\n`);
        const before = bucket.text(key);
        const search = [{ collection: 'orders', field: 'number', values: ['42'] }];
        const { rows, unread } = await locateEverything(open(bucket, 'csv'), search);
        const theirs = lines.filter(({ isTheirs }) => isTheirs).length;

        expect(rows).toHaveLength(isOne ? theirs : 0);
        expect(unread?.map(({ reason }) => reason)).toEqual(isOne ? undefined : ['other-columns']);
        const keys = rows.map((one) => one.key);
        await open(bucket, 'csv').erase([
          { collection: 'orders', keys, action: 'erase', atMost: keys.length },
        ]);
        const left = lines.filter(({ isTheirs }) => !isTheirs).map(({ text }) => `${text}\n`);
        const isGone =
          rows.length > 0 && lines.every(({ isTheirs, text }) => isTheirs || /email/i.test(text));
        expect(bucket.text(key)).toBe(rows.length === 0 ? before : isGone ? undefined : left.join(''));
      }),
      { numRuns: 300 },
    );
  });
});
