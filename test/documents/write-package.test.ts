import { createHash } from 'node:crypto';
import { PassThrough, Writable } from 'node:stream';
import fc from 'fast-check';
import type { ExportedRecord, FieldValue } from '../../functions/connectors/connector';
import type { PackageInput } from '../../functions/documents/package-input';
import { writePackage } from '../../functions/documents/write-package';
import type { DataMap } from '../../functions/domain/data-map';
import { aField } from '../builders/a-map';
import { parseCsv } from './parse-csv';
import { openedPackage } from './read-zip';
import { aCollection, aPackage, chunks, facts } from './sample-answer';

const things = aCollection('public.things', 'Your things', [
  aField('id', 'Number'),
  aField('value', 'Value'),
]);

function mapOf(...collections: DataMap['stores'][number]['collections']): DataMap {
  return {
    stores: [{ storeId: 'shop', title: 'The shop', kind: 'postgres', collections }],
    systems: [],
    gaps: [],
  };
}

function withRecords(records: readonly ExportedRecord[], more: Partial<PackageInput> = {}): PackageInput {
  return aPackage({
    map: mapOf(things),
    async *records() {
      yield* records;
    },
    manualAnswers: [],
    unreached: [],
    ...more,
  });
}

function aThing(value: FieldValue, id = 1): ExportedRecord {
  return { collection: 'public.things', key: { id: String(id) }, values: { id, value } };
}

describe('the package', () => {
  it('contains a page, the records of each collection as JSON and CSV, the files, and a description of itself', async () => {
    const { entries } = await openedPackage(aPackage());

    expect([...entries.keys()].sort()).toEqual([
      'README.txt',
      'csv/files/chats.csv',
      'csv/files/uploads.csv',
      'csv/profiles/profiles.csv',
      'csv/shop/customers.csv',
      'csv/shop/orders.csv',
      'csv/shop/reviews.csv',
      'data/files/chats.json',
      'data/files/uploads.json',
      'data/profiles/profiles.json',
      'data/shop/customers.json',
      'data/shop/orders.json',
      'data/shop/reviews.json',
      'files/files/0001-broken-switch.jpg',
      'files/files/0002-passwd',
      'files/index.csv',
      'files/mailbox/0001-letters-2024-2026.pdf',
      'index.html',
    ]);
  });

  it('is summed up by counts and the digest of what was written', async () => {
    const { summary, bytes } = await openedPackage(aPackage());

    expect(summary).toMatchObject({
      entries: 18,
      files: 3,
      bytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    });
    expect(summary.collections).toContainEqual({
      storeId: 'shop',
      collection: 'reviews',
      records: 2,
      withheldRecords: 1,
      withheldValues: 0,
      unclassifiedValues: 0,
    });
    expect(summary.collections.find((c) => c.collection === 'orders')).toMatchObject({
      records: 230,
      withheldValues: 6,
    });
    expect(summary.collections.find((c) => c.collection === 'profiles')).toMatchObject({
      unclassifiedValues: 1,
    });
  });

  it('is the same, byte for byte, if it is written again [F18]', async () => {
    const onAnotherDay = { facts: { ...facts, answeredOn: '2025-02-03' } };

    const first = await openedPackage(aPackage(onAnotherDay));
    const second = await openedPackage(aPackage(onAnotherDay));

    expect(second.summary.sha256).toBe(first.summary.sha256);
    expect(first.dates).toEqual(['2025-02-03']);
  });

  it('returns exactly the stored values, as JSON', async () => {
    const value = fc.jsonValue({ depthSize: 'small' }) as fc.Arbitrary<FieldValue>;
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (values) => {
        const records = values.map((each, index) => aThing(each, index));

        const { json } = await openedPackage(withRecords(records));

        expect(json('data/shop/public_things.json')).toEqual(
          JSON.parse(JSON.stringify(records.map((r) => r.values))),
        );
      }),
      { numRuns: 30 },
    );
  });

  it('returns the same records as CSV, under the titles of the map, safe from formulas', async () => {
    const { text } = await openedPackage(
      withRecords([aThing('=1+1', 1), aThing({ a: ['"', null] }, 2), aThing(null, 3)]),
    );

    expect(text('csv/shop/public_things.csv').startsWith('\ufeff')).toBe(true);
    expect(parseCsv(text('csv/shop/public_things.csv'))).toEqual([
      ['Number', 'Value'],
      ['1', "'=1+1"],
      ['2', '{"a":["\\"",null]}'],
      ['3', ''],
    ]);
  });

  it('keeps withheld records, withheld fields and secrets out of every entry', async () => {
    const { entries, text } = await openedPackage(aPackage());

    const whole = [...entries.values()].map(String).join('\n');

    expect(whole).not.toContain('about a neighbour');
    expect(whole).not.toContain('Jonas Petersen');
    expect(whole).not.toContain('$2b$12$');
    expect(whole).not.toContain('nobody mapped me');
    expect(whole).toContain('Mirela Ödegaard');
    expect(parseCsv(text('csv/shop/reviews.csv'))).toHaveLength(3);
  });

  it('leaves out the file of a withheld record, and a file that is withheld by itself', async () => {
    const file = (text: string) => ({ name: `${text}.txt`, content: chunks(Buffer.from(text)) });
    const records = ['one', 'two', 'three'].map((text, id) => ({ ...aThing(text, id), file: file(text) }));
    const here = { storeId: 'shop', collection: 'public.things', ground: 'g', article: 'a' };
    const withholdings = [
      { ...here, key: { id: '0' } },
      { ...here, key: { id: '1' }, field: 'file' },
    ];

    const { entries, json, summary } = await openedPackage(
      withRecords(records, { decision: { withholdings, releases: [] } }),
    );

    expect([...entries.keys()].filter((path) => path.startsWith('files/'))).toEqual([
      'files/shop/0001-three.txt',
      'files/index.csv',
    ]);
    expect(json('data/shop/public_things.json')).toEqual([
      { id: 1, value: 'two' },
      { id: 2, value: 'three' },
    ]);
    expect(summary.files).toBe(1);
  });

  it('has no entry for a collection of which nothing is given', async () => {
    const withholdings = [{ storeId: 'shop', collection: 'public.things', ground: 'g', article: 'a' }];

    const none = await openedPackage(withRecords([]));
    const allWithheld = await openedPackage(
      withRecords([aThing('x')], { decision: { withholdings, releases: [] } }),
    );

    expect([...none.entries.keys()]).toEqual(['README.txt', 'index.html']);
    expect([...allWithheld.entries.keys()]).toEqual(['README.txt', 'index.html']);
    expect(allWithheld.summary.collections).toMatchObject([{ records: 0, withheldRecords: 1 }]);
  });

  it('distinguishes collections whose names become the same', async () => {
    const other = aCollection('Public/Things', 'Other things', things.fields);

    const { entries } = await openedPackage(withRecords([aThing('x')], { map: mapOf(things, other) }));

    expect([...entries.keys()]).toContain('data/shop/public_things.json');
    expect([...entries.keys()]).toContain('data/shop/Public-Things.json');
  });

  it('never lets a stored name become a path: the index keeps it as data [D07]', async () => {
    const names = [
      '../../.bashrc',
      'C:\\x\\CON',
      '/etc/passwd',
      'a\u202egpj.exe',
      '=cmd.csv',
      'same.txt',
      'same.txt',
      '',
    ];
    const records = names.map((name, index) => ({
      ...aThing('x', index),
      file: { name, content: chunks(Buffer.from(`content ${index}`)) },
    }));

    const { entries, text } = await openedPackage(withRecords(records));
    const [heading, ...lines] = parseCsv(text('files/index.csv'));

    expect(heading).toEqual(['File', 'Original name', 'Place', 'Collection', 'Type as stored', 'Bytes']);
    expect(lines.map((line) => line[1])).toEqual(
      names.map((name) => (name.startsWith('=') ? `'${name}` : name)),
    );
    for (const [index, [path = '']] of lines.entries()) {
      expect(path).toMatch(/^files\/shop\/\d{4}-[A-Za-z0-9._-]+$/);
      expect(entries.get(path)?.toString()).toBe(`content ${index}`);
    }
  });

  it('opens the content of a stored file once, and reads records at most three times', async () => {
    let opened = 0;
    let read = 0;
    const content = {
      async *[Symbol.asyncIterator]() {
        opened += 1;
        yield Buffer.from('x');
      },
    };
    const input = withRecords([], {
      async *records() {
        read += 1;
        yield { ...aThing('x'), file: { name: 'a.txt', content } };
      },
    });

    await openedPackage(input);

    expect({ opened, read }).toEqual({ opened: 1, read: 3 });
  });
});

describe('a package that cannot be finished', () => {
  async function* failing(): AsyncGenerator<ExportedRecord> {
    yield aThing('x');
    throw new RangeError('the store went away');
  }

  it('fails with the error of the store and destroys the output [F18]', async () => {
    const out = new PassThrough().resume();
    const closed = new Promise((resolve) => out.once('close', resolve));
    out.on('error', () => undefined);

    await expect(writePackage(withRecords([], { records: failing }), out)).rejects.toThrow(
      'the store went away',
    );

    await closed;
    expect(out.destroyed).toBe(true);
    expect(out.readableEnded).toBe(false);
  });

  it('fails if the output breaks, releases the records, and does not hang', async () => {
    let letGo = () => {};
    const released = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    const endless = async function* () {
      try {
        for (let id = 0; ; id += 1) yield aThing('x'.repeat(1000) + Math.sin(id), id);
      } finally {
        letGo();
      }
    };
    let written = 0;
    const out = new Writable({
      write(chunk: Buffer, _encoding, done) {
        written += chunk.length;
        done(written > 50_000 ? new RangeError('no space left') : null);
      },
    });

    await expect(writePackage(withRecords([], { records: endless }), out)).rejects.toThrow('no space left');

    await expect(released).resolves.toBeUndefined();
  });
});
