import type { FieldValue } from '../../functions/connectors/connector';
import { DigestWriter } from '../../functions/connectors/copy-digest';

function digestOf(records: Iterable<Record<string, FieldValue>>) {
  const writer = new DigestWriter();
  let n = 0;
  for (const values of records) {
    writer.add({ collection: 'visits', key: { id: String(n) }, values });
    n += 1;
  }
  const [digest] = writer.digest().collections;
  if (!digest) throw new Error('there is no digest');
  return digest;
}

function* visits(count: number, of: (n: number) => Record<string, FieldValue>) {
  for (let n = 0; n < count; n += 1) yield of(n);
}

const sizeOf = (value: unknown) => JSON.stringify(value).length;

describe('the digest of a copy', () => {
  it('has the same size for any number of alike records', () => {
    const few = digestOf(visits(1_000, (n) => ({ id: n, page: `p${n}`, tags: ['a', n] })));
    const many = digestOf(visits(50_000, (n) => ({ id: n, page: `p${n}`, tags: ['a', n] })));

    expect(many.records).toBe(50_000);
    expect(sizeOf(many.paths) - sizeOf(few.paths)).toBeLessThan(20);
    expect(many.sample).toHaveLength(200);
  });

  it('holds no value beyond its sample', () => {
    const { paths } = digestOf([{ id: 'secret-1', list: ['secret-2', { deep: 'secret-3' }] }]);

    expect(JSON.stringify(paths)).not.toContain('secret');
  });

  it('cuts off names that are data, and counts what holds them', () => {
    const { paths, isUnclear } = digestOf(
      visits(5_000, (n) => ({ id: n, seen: { [`day-${n}`]: 'yes' }, name: 'x' })),
    );

    expect(isUnclear).toBeUndefined();
    expect(Object.fromEntries(paths.inside ?? [])).toEqual({
      id: { scalar: 5_000 },
      seen: { scalar: 5_000, isCut: true },
      name: { scalar: 5_000 },
    });
  });

  it('does not count where the fields themselves have no end', () => {
    const { paths, isUnclear, records } = digestOf(visits(5_000, (n) => ({ [`field-${n}`]: 'x' })));

    expect([paths, isUnclear, records]).toEqual([{}, true, 5_000]);
  });

  it('counts values of any depth without going into them', () => {
    let deep: FieldValue = 'end';
    for (let n = 0; n < 500; n += 1) deep = n % 2 === 0 ? { in: deep } : [deep];

    expect(sizeOf(digestOf([{ deep }]).paths)).toBeLessThan(1_000);
  });

  it('is the sum of the digests of several copies, with the first records of them all', () => {
    const all = [...visits(700, (n) => ({ id: n, note: n % 3 === 0 ? '' : 'x', list: [n, null] }))];
    const sum = new DigestWriter();
    for (const [from, to] of [
      [0, 150],
      [150, 350],
      [350, 700],
    ] as const) {
      const writer = new DigestWriter();
      for (const values of all.slice(from, to))
        writer.add({ collection: 'visits', key: { id: String(values.id) }, values });
      sum.addDigest(JSON.parse(JSON.stringify(writer.digest())));
    }

    expect(sum.digest().collections).toEqual([digestOf(all)]);
  });
});
