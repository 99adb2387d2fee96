import type { S3Client } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { StoreShapeError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import { identifiersInKey, readS3Prefix } from '../../functions/domain/s3-prefix';
import { MemoryBucket } from '../fakes/memory-bucket';
import { aCollection, aField, aStore } from './small-map';

function open(
  prefix: string,
  fields: readonly string[],
  keys: readonly string[],
  leading: readonly string[] = [],
  address?: string,
) {
  const bucket = new MemoryBucket();
  for (const key of keys) bucket.put(key, 'x');
  const from = { storeId: 'shop', collection: 'users', field: 'x' };
  const files = aCollection('files', [...fields, 'key'], {
    fields: [...fields, 'key'].map((name) => aField(name, name === address ? { identity: 'email' } : {})),
    primaryKey: ['key'],
    reachedBy: leading.map((field) => ({ field, from })),
    physical: { bucket: 'b', format: 'objects', prefix },
  });
  const connector = createS3Connector({
    store: aStore('s3', [files]),
    client: bucket as unknown as S3Client,
  });
  const find = async (asked: Readonly<Record<string, readonly string[]>>) => {
    const searches = Object.entries(asked).map(([field, values]) => ({ collection: 'files', field, values }));
    const { rows, unread = [] } = await locateEverything(connector, searches);
    return { rows: rows.map((row) => row.key.key), unread: unread.map(({ place }) => place) };
  };
  return { bucket, connector, find };
}

const tenants = [
  'tenants/a/users/7/x.png',
  'tenants/a/users/7/deep/y.png',
  'tenants/a/users/77/x.png',
  'tenants/a/users/8/x.png',
  'tenants/b/users/7/x.png',
  'tenants/ab/users/7/x.png',
  'tenants/a/users/7',
  'tenants/a/teams/7/x.png',
];

describe('a pattern of two placeholders', () => {
  const keys = ['C-1/900.pdf', 'C-1/901.pdf', 'C-12/902.pdf', 'C-1/notes.txt', 'C-1/a/900.pdf', 'C-1.pdf'];

  it('finds every object of the person, and names what else lies in their folder', async () => {
    const { find, bucket, connector } = open('{customer}/{order}.pdf', ['customer', 'order'], keys, [
      'customer',
    ]);

    const { rows, unread } = await find({ customer: ['C-1'] });

    expect(rows).toEqual(['C-1/900.pdf', 'C-1/901.pdf']);
    expect(unread).toEqual(['C-1/a/900.pdf', 'C-1/notes.txt']);
    await connector.erase([
      { collection: 'files', keys: rows.map((key) => ({ key: String(key) })), action: 'erase', atMost: 2 },
    ]);
    expect(bucket.versions.map(({ Key }) => Key)).toEqual(keys.slice(2));
  });
});

describe('one object for each person', () => {
  const keys = [
    'flat/12.json',
    'flat/123.json',
    'flat/12.json.bak',
    'flat/12.jsonx',
    'flat/12/a.json',
    'flat/112.json',
    'flat/old/12.json',
  ];

  it('is found by its exact key and by no similar key', async () => {
    const { find } = open('flat/{number}.json', ['number'], keys);

    expect((await find({ number: ['12'] })).rows).toEqual(['flat/12.json']);
    expect(await find({ number: ['1', '2', '.', '12/a', ''] })).toEqual({ rows: [], unread: [] });
    expect((await find({ number: ['12.json'] })).rows).toEqual([]);
  });

  it('is erased, and nothing with a similar key can be', async () => {
    const { bucket, connector } = open('flat/{number}.json', ['number'], keys);
    const erase = (key: string) =>
      connector.erase([{ collection: 'files', keys: [{ key }], action: 'erase', atMost: 1 }]);

    for (const key of ['flat/12.json.bak', 'flat/12/a.json', 'x/12.json']) {
      await expect(erase(key)).rejects.toThrow(StoreShapeError);
    }
    await erase('flat/12.json');
    expect(bucket.versions.map(({ Key }) => Key)).toEqual(keys.slice(1));
  });
});

describe('objects beside those of a person', () => {
  it.each([
    [
      'cards/{number}.json',
      'cards/C-1',
      ['.json.bak', '.v2.json', '.JSON', '.json/x', '', '/x', ' (1).json', '_2.json', '~', '-ä.json'],
      ['2.json', '0/x.json', 'x.json', 'Z.json.bak', 'ä.json'],
    ],
    ['up/{number}/', 'up/C-1', ['.zip', '', ' /x', '_old/x', '@2/y'], ['2/x', '2.zip', 'a/b', 'ß/b']],
    ['up/{number}/photos/', 'up/C-1', ['/letters/x', '/photos', '.zip'], ['2/letters/x']],
  ])(
    'are named, and keys that continue with a letter or a digit are not: %s',
    async (prefix, stem, beside, others) => {
      const own = `${prefix.replace('{number}', 'C-1')}${prefix.endsWith('/') ? 'a.png' : ''}`;
      const near = beside.map((rest) => `${stem}${rest}`);
      const { find } = open(prefix, ['number'], [own, ...near, ...others.map((rest) => `${stem}${rest}`)]);

      const { rows, unread } = await find({ number: ['C-1'] });

      expect([rows, [...unread].sort()]).toEqual([[own], [...near].sort()]);
    },
  );

  it('are seen behind any number of others, each kind of which is skipped', async () => {
    const many = ['0', 'A', 'a'].flatMap((sign) =>
      Array.from({ length: 1_500 }, (_, n) => `up/1${sign}${n}/x`),
    );
    const beside = ['up/1', 'up/1:', 'up/1_', 'up/1~'];
    const { find, bucket } = open('up/{number}/', ['number'], [...many, ...beside, 'up/1/x']);

    expect((await find({ number: ['1'] })).unread).toEqual(beside);
    expect(bucket.calls.filter(({ name }) => name === 'ListObjectsV2').length).toBeLessThan(8);
  });

  it('are not confused with those of somebody whose address begins with the person’s', async () => {
    const keys = ['up/ada@x.example/a', 'up/ada@x.example.org/a', 'up/ada@x.example.zip'];
    const { find } = open('up/{email}/', ['email'], keys);

    expect((await find({ email: ['ada@x.example'] })).unread).toEqual(['up/ada@x.example.zip']);
  });

  it('are seen at another depth if the whole prefix is listed anyway', async () => {
    const { find } = open(
      't/{tenant}/u/{number}/',
      ['tenant', 'number'],
      ['t/a/v/7/x', 't/77/x', 't/7'],
      ['number'],
    );

    expect((await find({ number: ['7'] })).unread).toEqual(['t/7', 't/a/v/7/x']);
  });
});

describe('nested folders', () => {
  const prefix = 'tenants/{tenant}/users/{number}/';

  it('are found by both identifiers together, with one listing for them and one for the objects beside them', async () => {
    const { find, bucket } = open(prefix, ['tenant', 'number'], tenants, ['tenant', 'number']);

    expect(await find({ tenant: ['a'], number: ['7'] })).toEqual({
      rows: ['tenants/a/users/7/deep/y.png', 'tenants/a/users/7/x.png'],
      unread: ['tenants/a/users/7'],
    });
    expect(
      bucket.calls.filter(({ name }) => name === 'ListObjectsV2').map(({ input }) => input.Prefix),
    ).toEqual(['tenants/a/users/7/', 'tenants/a/users/7']);
  });

  it('are named and not taken if one of two required identifiers is unknown, or no pair can be known', async () => {
    const { find } = open(prefix, ['tenant', 'number'], tenants, ['tenant', 'number']);

    expect(await find({ number: ['8'] })).toEqual({ rows: [], unread: ['tenants/a/users/8/x.png'] });
    expect(await find({ tenant: ['a', 'b'], number: ['7', '8'] })).toMatchObject({ rows: [] });
    expect((await find({ tenant: ['a', 'b'], number: ['7', '8'] })).unread).toHaveLength(5);
    expect((await find({ tenant: ['a', 'b'], number: ['7'] })).rows).toHaveLength(3);
  });

  it('are found by the identifier that leads to the person, whatever the others are', async () => {
    const { find } = open(prefix, ['tenant', 'number'], tenants, ['number']);

    expect((await find({ number: ['7'] })).rows).toEqual([
      'tenants/a/users/7/deep/y.png',
      'tenants/a/users/7/x.png',
      'tenants/ab/users/7/x.png',
      'tenants/b/users/7/x.png',
    ]);
  });
});

describe('an address in a key', () => {
  const keys = [
    'mail/ada@example.com/1',
    'mail/Ada@Example.COM/2',
    'mail/ada@example.com.evil/3',
    'mail/xada@example.com/4',
    'mail/ada@xn--bcher-kva.example/5',
  ];

  it('is found in any capitals, and in both forms of its domain', async () => {
    const { find } = open('mail/{email}/', ['email'], keys, ['email'], 'email');

    expect((await find({ email: ['ada@example.com', 'ADA@example.com'] })).rows).toEqual([keys[1], keys[0]]);
    expect((await find({ email: ['ada@bücher.example'] })).rows).toEqual([keys[4]]);
  });

  it('stands for one person behind a folder of several', async () => {
    const two = ['t/a/u/Ada@example.com/1', 't/b/u/ada@example.com/2', 't/c/u/ada@example.com/3'];
    const { find } = open('t/{tenant}/u/{email}/', ['tenant', 'email'], two, ['tenant', 'email'], 'email');
    const spellings = ['ada@example.com', 'Ada@example.com'];

    expect((await find({ tenant: ['a', 'b'], email: spellings })).rows).toEqual(two.slice(0, 2));
  });
});

describe('a prefix', () => {
  it.each(['{a}', 'x/{a}', 'x/{a}{b}/', 'x/{a}-{b}/', 'x/', '{a}/{a}/', 'x/{/', 'x/{a}/}', '{}/'])(
    'is invalid if a key could be split in several ways, or names nobody: %s',
    (prefix) => {
      expect(readS3Prefix(prefix)).toBeUndefined();
    },
  );

  it('gives back exactly the identifiers from which a key was made, and recognises no other key', () => {
    const name = fc.string({
      unit: fc.constantFrom('1', '2', '-', '.', 'j', 'ä', '$', ' '),
      minLength: 1,
      maxLength: 4,
    });
    const forms = fc.constantFrom(
      'u/{a}/',
      '{a}.j',
      'x/{a}-/{b}/',
      '{a}/{b}.j',
      't{a}/u/-{b}-/q',
      'u/{a}/{b}/{c}.',
    );

    fc.assert(
      fc.property(forms, fc.array(name, { minLength: 3, maxLength: 3 }), (form, values) => {
        const prefix = readS3Prefix(form);
        const used = values.slice(0, prefix?.fields.length);
        const key = form.replaceAll(/\{([abc])\}/g, (_, field: string) => values['abc'.indexOf(field)] ?? '');

        expect(prefix && identifiersInKey(prefix, key)).toEqual(used);
        if (prefix?.whole) expect(identifiersInKey(prefix, `${key}/x`)).toBeUndefined();
      }),
    );
  });
});
