import fc from 'fast-check';
import { jsonlLines } from '../../functions/connectors/s3/jsonl-lines';
import { type LineSieve, lineSieve } from '../../functions/connectors/s3/line-sieve';
import { recordSearch, sievedValues } from '../../functions/connectors/s3/record-search';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aCollection, aField } from './small-map';

jest.setTimeout(120_000);

type Conditions = { readonly field: string; readonly values: readonly string[] }[];

const collection: CollectionMap = aCollection('talks', [], {
  fields: [
    aField('email', { identity: 'email' }),
    aField('phone', { identity: 'phone' }),
    ...['number', 'größe', 'a/b', 'q"', 'text', 'to'].map((name) => aField(name)),
    aField('friend', { thirdParty: true }),
  ],
  reachedBy: [
    { field: 'email', identity: 'email' },
    { field: 'number', identity: 'customer_number' },
  ],
  primaryKey: ['key', 'line'],
});

/** What a search learns of an object: nothing else of a line goes into its answer. */
async function learned(content: readonly Uint8Array[], conditions: Conditions, sieve?: LineSieve) {
  const verdictOn = recordSearch({ collection, conditions });
  const seen = { unread: undefined as string | undefined, divisible: true, matches: [] as string[][] };
  let parsed = 0;
  for await (const line of jsonlLines(chunksOf(content), sieve)) {
    parsed += 1;
    seen.unread ??= line.unread;
    seen.divisible &&= line.isPiece !== true;
    const verdict = verdictOn(line);
    if (verdict !== 'other') seen.matches.push([verdict, line.text, line.bytes.toString('hex')]);
  }
  return { seen, parsed };
}

async function* chunksOf(content: readonly Uint8Array[]) {
  yield* content;
}

function cut(content: Buffer, sizes: readonly number[]): Buffer[] {
  const chunks: Buffer[] = [];
  for (let at = 0, nth = 0; at < content.length; nth += 1) {
    const size = sizes[nth % sizes.length] ?? 1;
    chunks.push(content.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

const addresses = [
  'ada@example.com',
  'Ada@Example.com',
  ' ada@example.com ',
  'ada@b\u00fccher.example',
  'ada@xn--bcher-kva.example',
  '\u00e4da@example.com',
  '"a da"@example.com',
  'ada',
  'a+b/c@example.com',
  'a\u200bda@example.com',
];
const numbers = [
  '42',
  ' 42 ',
  '42.5',
  '4.2e1',
  '1e-7',
  '-0',
  '0',
  '12345678901234567890',
  '7',
  '1e+21',
  '100',
  '0042',
  '12345678',
  '-100000',
  '030 1234567',
  '+49301234567',
  '1.23E+7',
  'C-42',
  '\u00e4rzte-1',
  '00\u200b42',
  'ada+7@example.com',
];
const texts = [
  'x',
  'true',
  'null',
  'K\u00f6ln',
  'a/b',
  'say "hi"',
  'two\nlines',
  '\\',
  ' ',
  '\u00a0x\u00a0',
  '\ud83d\ude00',
  '\ud83d',
  'Ab',
];
const notEmpty = fc.string({ minLength: 1, maxLength: 3, unit: 'binary' });
const asked: fc.Arbitrary<Conditions> = fc
  .uniqueArray(
    fc.oneof(
      fc.record({ field: fc.constant('email'), values: some([...addresses, ...numbers.slice(0, 2), ' ']) }),
      fc.record({ field: fc.constantFrom('number', 'phone'), values: some([...numbers, ...texts]) }),
      fc.record({
        field: fc.constantFrom('text', 'gr\u00f6\u00dfe', 'text', 'a/b', 'text', 'text', 'q"'),
        values: some([...texts, ...numbers]),
      }),
    ),
    { selector: ({ field }) => field, minLength: 1, maxLength: 3 },
  )
  .map((all) => all as Conditions);

/** Most of them are such that bytes can tell. */
function some(values: readonly string[]): fc.Arbitrary<string[]> {
  const ordinary = values.filter(
    (value) => /^ ?[\w@+./\u0080-\uffff-]+ ?$/.test(value) && !/^ada$|e-/.test(value),
  );
  const one = fc.oneof(
    { weight: 20, arbitrary: fc.constantFrom(...ordinary) },
    { weight: 1, arbitrary: fc.constantFrom(...values) },
    { weight: 1, arbitrary: notEmpty },
  );
  return fc.uniqueArray(one, { minLength: 1, maxLength: 2 });
}

/** Which characters of a text are written as escapes that JSON does not ask for. */
const styles: readonly ((sign: string, at: number) => boolean)[] = [
  () => false,
  () => false,
  (sign) => sign > '\u007f',
  () => true,
  (_, at) => at % 2 === 0,
  (_, at) => at % 5 === 3,
];

/** A text as JSON. */
const string = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(text, fc.constantFrom(...styles), fc.boolean()).map(([value, isEscaped, slashes]) => {
    const plain = (sign: string) =>
      JSON.stringify(sign)
        .slice(1, -1)
        .replace('/', slashes ? '\\/' : '/');
    return `"${[...value].map((sign, at) => (isEscaped(sign, at) ? hex(sign) : plain(sign))).join('')}"`;
  });

const hex = (sign: string) =>
  sign
    .split('')
    .map((unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .join('');

/** What programs and keyboards do to a value. */
const dresses: readonly ((value: string) => string)[] = [
  (value) => `${value.slice(0, 2)}\u200b${value.slice(2)}`,
  (value) => `\u202a${value}\u202c`,
  (value) => value.replaceAll(/[^0-9A-Za-z]/g, percent),
  (value) => value.replaceAll(/[@+]/g, (sign) => `&#${sign.charCodeAt(0)};`),
  (value) => value.replaceAll(/[0-9@+.-]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)),
  (value) => value.replaceAll('@', ' @ '),
  (value) => value.replaceAll(/[-+]/g, '\u2011'),
  (value) => value.toUpperCase(),
  (value) => `customer:${value}&id=${value}`,
  (value) => `8+${value}`,
  (value) => `Tel. ${value} privat; 0171 7654321`,
  (value) => `&lt;${value}&gt;`,
];

function percent(sign: string): string {
  return sign.charCodeAt(0) < 0x80 ? `%${sign.charCodeAt(0).toString(16).padStart(2, '0')}` : sign;
}

const wordings = fc.oneof(
  fc.constantFrom(...addresses, ...numbers, ...texts),
  fc.constantFrom(...addresses).map((address) => address.toUpperCase()),
  fc.constantFrom(...addresses).map((address) => `Ada L. <${address.trim()}>, ben@example.com`),
  fc.constantFrom(...addresses).map((address) => `write to ${address.trim()}.`),
  fc.constantFrom(...numbers).map((number) => `9${number}9`),
  fc.constantFrom(...numbers, ...addresses).map((value) => `="${value}"`),
  fc.constantFrom(...numbers, ...addresses).map((value) => `7,${value}; 8`),
  fc.constantFrom(
    '1.2345678E7',
    '5,1.23E+07',
    'a5,12.3E6',
    'a1.23E+7',
    '00042',
    "'42",
    '42.0',
    '#42e0',
    '4.2E1x',
  ),
  fc.constantFrom(
    '12.345.678',
    '12\u202f345\u202f678',
    '12,345,678',
    '1,12345678',
    '7,12,345,678',
    '12345.678',
  ),
  fc.constantFrom(
    '+49 (0)30 / 123-45 67',
    '030\u00a01234567',
    '0049-30-1234567',
    '4.93012E+10',
    '8030 1234567',
  ),
  fc.constantFrom(
    '12345678901234600000',
    '1.23456789012346e19',
    '12.345.678.901.234.567.000',
    '1234567890123456',
  ),
  fc.constant('ada@\uff45xample.com'),
  fc
    .tuple(fc.constantFrom(...addresses, ...numbers, ...texts), fc.constantFrom(...dresses))
    .map(([value, dress]) => dress(value)),
  fc.constantFrom(
    '1,23,45,678',
    '12_345_678',
    '7;01,23,45,678',
    '1,23,45,679',
    '12345678 (old)',
    'C\u201142',
  ),
  fc.constant('\t42\u00a0'),
  fc.string(),
  fc.string({ unit: 'binary', maxLength: 5 }),
);
const number = fc.constantFrom(
  ...['42', '42.0', '42.50', '4.2e1', '420e-1', '0.0000001', '1e-7', '-0', '0.0', '-0.00', '100.000', '7'],
  ...['12345678901234567890', '1e400', '1e+21', '421', '4.20', '1E5', '0.10', '-1E5', '1.2345678e7', '5e-1'],
);
const spaces = fc.constantFrom('', '', '', ' ', '\t', '  ');

const { value } = fc.letrec<{ value: string; list: string; object: string }>((tie) => ({
  value: fc.oneof(
    { weight: 6, arbitrary: string(wordings) },
    { weight: 3, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom('true', 'false', 'null') },
    { weight: 1, arbitrary: tie('list') },
    { weight: 1, arbitrary: tie('object') },
  ),
  list: fc
    .tuple(spaces, fc.array(tie('value'), { maxLength: 3 }))
    .map(([space, all]) => `[${space}${all.join(`${space},`)}]`),
  object: objectOf(tie('value')),
}));

function objectOf(values: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const names = fc.constantFrom('email', 'email', 'number', 'phone', 'gr\u00f6\u00dfe', 'a/b', 'q"', 'text');
  const others = fc.constantFrom('to', 'friend', 'id', '__proto__', 'constructor', '42', 'ada@example.com');
  const member = fc.tuple(string(fc.oneof(names, others)), spaces, values);
  return fc
    .tuple(spaces, fc.array(member, { maxLength: 5 }))
    .map(
      ([space, all]) =>
        `{${space}${all.map(([name, gap, held]) => `${name}${gap}:${held}${gap}`).join(`,${space}`)}}`,
    );
}

const record = objectOf(value);

/** One byte is taken away, added or replaced, wherever it may be. */
const damaged = fc
  .tuple(record, fc.nat(), fc.constantFrom(0, 1), fc.constantFrom('', ...'{}[]",:\\ 0-.e\u0000\u0001\u00ff'))
  .map(([text, at, gone, added]) => {
    const bytes = Buffer.from(text);
    const place = at % (bytes.length + 1);
    return Buffer.concat([
      bytes.subarray(0, place),
      Buffer.from(added, 'latin1'),
      bytes.subarray(place + gone),
    ]);
  });
const odd = fc.constantFrom(
  '[',
  ']',
  '{',
  '},',
  '"email": "ada@example.com",',
  '{"email":"ben@example.com"},',
  '{"email":"ben@example.com"}{"email":"ada@example.com"}',
  '42',
  '"ada@example.com"',
  'email,number',
  '\ufeff{"email":"ben@example.com"}',
  '\u00a0{"email":"ben@example.com"}\u2028',
  '\u000b{"a":1}',
  '{"a":01234567890123456789}',
  '{"a":1,}',
  '{"a":1]',
  '{"a":[1}}',
  '{"a":01}',
  '{"a":-}',
  '{"a":1.}',
  '{"a":1e}',
  '{"a" 1}',
  '{"text":"ab\\u00e"}',
  '{"email":"K\\u00f6ln","text":"K\\u00f6ln"}',
  '{"phone":"\\u00a042\\u2028"}',
  '',
  '   ',
);
const pretty = record.map((text) => {
  try {
    return JSON.stringify([JSON.parse(text)], null, 1);
  } catch {
    return text;
  }
});
const line = fc
  .tuple(
    fc.oneof(
      { weight: 12, arbitrary: record.map((text) => Buffer.from(text)) },
      { weight: 3, arbitrary: damaged },
      { weight: 2, arbitrary: odd.map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: pretty.map((text) => Buffer.from(text)) },
      { weight: 1, arbitrary: record.map((text) => Buffer.from(text, 'utf16le')) },
    ),
    fc.constantFrom('', ' ', '\t'),
    fc.constantFrom('\n', '\n', '\r\n', ' \n', '\n\n'),
  )
  .map(([bytes, before, end]) => Buffer.concat([Buffer.from(before), bytes, Buffer.from(end)]));
const object = fc
  .tuple(fc.boolean(), fc.array(line, { maxLength: 6 }), fc.boolean())
  .map(([hasMark, lines, isOpen]) => {
    const all = Buffer.concat([Buffer.from(hasMark ? '\ufeff' : ''), ...lines]);
    return isOpen ? all.subarray(0, -1) : all;
  });

describe('a search that looks at the bytes of lines before it parses them', () => {
  it('learns exactly what a search learns that parses every line', async () => {
    const tally = { runs: 0, sieved: 0, parsedBy: { all: 0, sieve: 0 } };
    await fc.assert(
      fc.asyncProperty(
        object,
        asked,
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 4 }),
        async (content, conditions, sizes) => {
          const chunks = cut(content, sizes);
          const sieve = lineSieve(sievedValues({ collection, conditions }));
          const judge = await learned(chunks, conditions);
          const search = await learned(chunks, conditions, sieve);
          tally.runs += 1;
          tally.sieved += sieve === undefined ? 0 : 1;
          tally.parsedBy.all += judge.parsed;
          tally.parsedBy.sieve += search.parsed;

          expect(search.seen).toEqual(judge.seen);
        },
      ),
      { numRuns: 1_500 },
    );
    expect(tally.sieved / tally.runs).toBeGreaterThan(0.3);
    expect(tally.parsedBy.sieve).toBeLessThan(tally.parsedBy.all * 0.9);
  });

  it.each<[string, string, string, string]>([
    ['an address in capitals', 'email', 'ada@example.com', '{"email":"ADA@Example.com"}'],
    ['an address of another form', 'email', 'ada@example.com', '{"email":"ada@\uff45xample.com"}'],
    ['an escaped letter', 'number', 'Ab1', '{"number":"A\\u0062\\u0031"}'],
    ['an escaped umlaut', 'text', 'K\u00f6ln', '{"text":"K\\u00f6ln"}'],
    ['an escaped slash', 'text', 'a/b', '{"text":"a\\/b"}'],
    ['spaces around an identity', 'phone', ' 42 ', '{"phone":"42"}'],
    ['escaped spaces around an identity', 'phone', '42', '{"phone":"\\u00a042\\t"}'],
    ['zeros behind a fraction', 'number', '42.5', '{"number":42.500}'],
    ['a whole number with a fraction', 'number', '42', '{"number":42.0}'],
    ['a small number', 'number', '1e-7', '{"number":0.0000001}'],
    ['minus zero', 'number', '0', '{"number":-0.0}'],
    ['a field that is there twice', 'number', '42', '{"number":"7","number":"8"}'],
    ['a field whose name is escaped', 'number', '42', '{"number":"7","n\\u0075mber":"8"}'],
    ['an object', 'number', '42', '{"number":{"of":"somebody"}}'],
    ['an object in a list', 'number', '42', '{"number":[7,{"of":"somebody"}]}'],
    ['an address in a name', 'email', 'ada@example.com', '{"Ada@example.com":1}'],
  ])('misses no record with %s', async (_, field, asked, record) => {
    const conditions = [{ field, values: [asked] }];
    const content = [Buffer.from(`{"number":"9"}\n${record}\n{"number":"9"}\n`)];

    const { seen } = await learned(content, conditions, lineSieve(sievedValues({ collection, conditions })));

    expect(seen.matches).toHaveLength(1);
    expect(seen).toEqual((await learned(content, conditions)).seen);
  });

  it.each<[string, Conditions]>([
    ['an address', [{ field: 'email', values: ['ada@example.com'] }]],
    ['a number that is part of others', [{ field: 'number', values: ['42'] }]],
    ['a thousand values', [{ field: 'number', values: Array.from({ length: 1_000 }, (_, n) => `n${n}`) }]],
  ])('parses no ordinary line of somebody else, asked for %s', async (_, conditions) => {
    const lines = [
      '{"email":"ben@example.com","number":4242,"text":"42nd \\"street\\"\\nb\\u00fccher"}\n',
      '{"email":["ben@example.com"], "number": null, "nested": {"email": {"is": [1.5e3, true]}}}\r\n',
      '\n',
      '{"text":"K\u00f6ln, \ud83d\ude00","number":"x142"}',
    ].join('');

    const { seen, parsed } = await learned(
      [Buffer.from(lines)],
      conditions,
      lineSieve(sievedValues({ collection, conditions })),
    );

    expect([parsed, seen.matches, seen.unread]).toEqual([0, [], undefined]);
  });
});
