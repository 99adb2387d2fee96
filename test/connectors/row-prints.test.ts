import fc from 'fast-check';
import type { ExportedRecord, FieldValue } from '../../functions/connectors/connector';
import { rowPrints } from '../../functions/connectors/row-prints';

const key = Buffer.from('a key of one request');

async function printOf(record: Partial<ExportedRecord>, by = key): Promise<string | undefined> {
  async function* records() {
    yield { collection: 'orders', key: { id: '1' }, ...record, values: { much: 'more', ...record.values } };
  }
  return (await rowPrints(records(), by))[0]?.print;
}

async function* bytes(...parts: string[]) {
  for (const part of parts) yield Buffer.from(part);
}

const value: fc.Arbitrary<FieldValue> = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value')),
    fc.dictionary(fc.string(), tie('value')),
  ),
})).value as fc.Arbitrary<FieldValue>;
const values = fc.dictionary(fc.string(), value, { maxKeys: 5 });

describe('the fingerprint of a row', () => {
  it('is the same for the same content, in any order of the fields', async () => {
    await fc.assert(
      fc.asyncProperty(values, async (all) => {
        const turned = Object.fromEntries(Object.entries(all).reverse());

        expect(await printOf({ values: turned })).toBe(await printOf({ values: all }));
      }),
    );
  });

  it('differs for other content, be it one field or its type', async () => {
    await fc.assert(
      fc.asyncProperty(values, values, async (one, other) => {
        fc.pre(JSON.stringify(sorted(one)) !== JSON.stringify(sorted(other)));

        expect(await printOf({ values: one })).not.toBe(await printOf({ values: other }));
      }),
    );
    expect(await printOf({ values: { n: 1 } })).not.toBe(await printOf({ values: { n: '1' } }));
  });

  it('reveals nothing without the key of the request', async () => {
    expect(await printOf({}, Buffer.from('another'))).not.toBe(await printOf({}));
  });

  it('is empty for a row that has nothing but its key', async () => {
    async function* keyOnly() {
      yield { collection: 'orders', key: { id: '1' }, values: { id: 1, note: null, tags: [] } };
    }

    expect(await rowPrints(keyOnly(), key)).toEqual([{ collection: 'orders', key: { id: '1' } }]);
  });

  it.each([
    ['2026-11-28T09:00:00.5Z', true],
    ['2026-11-28 09:00:00+01', true],
    [{ created_at: 1_795_000_000 }, true],
    [{ createdAt: 1_795_000_000 }, true],
    [{ meta: { ts: 1_795_000_000_123 } }, true],
    [{ timestamp: [1_795_000_000] }, true],
    [{ expires: 1_795_000_000 }, true],
    [1_511_234_567, false],
    [{ phone: 1_511_234_567 }, false],
    [{ mobile: 1_795_000_000, format: 1_795_000_000 }, false],
    [{ article: 1_234_567_890_123 }, false],
    [{ created_at: 17 }, false],
    [{ made: ['2026-11-28T09:00:00Z'] }, true],
    ['1985-04-12', false],
    ['1985-04-12T00:00:00Z', false],
    ['0800-12-34 56', false],
    [4_930_123_456, false],
    ['a lamp', false],
    [49, false],
    [true, false],
  ])('distinguishes a row from one made anew if it holds an instant: %j', async (much, tells) => {
    async function* one() {
      yield { collection: 'orders', key: { id: '2026-11-28' }, values: { id: '2026-11-28', much } };
    }

    expect((await rowPrints(one(), key))[0]?.tells).toBe(tells || undefined);
  });

  it('of a file is of its name and bytes, not of what a copy from a backup changes', async () => {
    const file = (...parts: string[]) => ({ name: 'a.jpg', content: bytes(...parts) });
    const whole = await printOf({ values: { last_modified: 'then' }, file: file('abc') });

    expect(await printOf({ values: { last_modified: 'now' }, file: file('a', 'bc') })).toBe(whole);
    expect(await printOf({ file: file('abd') })).not.toBe(whole);
  });

  it('is empty for a file too large to be read whole [D08]', async () => {
    async function* endless() {
      for (;;) yield Buffer.alloc(1024 * 1024);
    }

    expect(await printOf({ file: { name: 'film', content: endless() } })).toBeUndefined();
  });
});

function sorted(value: FieldValue): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value as Record<string, FieldValue>)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, of]) => [name, sorted(of)]);
}
