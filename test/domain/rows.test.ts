import fc from 'fast-check';
import { KeySet, PackedMap } from '../../functions/domain/packed-map';
import { allRows, isPacked, packRows, rowAt, rowParts, rowsAs, rowsWhere } from '../../functions/domain/rows';
import { fromLines, toLines } from '../../functions/domain/rows-json';

interface Row {
  readonly id: string;
  readonly held?: string;
}

const many: Row[] = Array.from({ length: 5_250 }, (_, n) => ({ id: `row ${n}`, held: `ä ${n % 7}` }));

async function* parsed(lines: Iterable<string>): AsyncIterable<unknown> {
  for (const line of lines) yield JSON.parse(line);
}

describe('packed rows', () => {
  it.each([0, 1, 1_999, 2_000, 2_001, 2_500, 5_250])('are what was added, in that order: %i', (count) => {
    const rows = packRows(many.slice(0, count));

    expect([...rows]).toEqual(many.slice(0, count));
    expect([...rows]).toHaveLength(rows.length);
    expect(isPacked(rows)).toBe(count > 2_000);
  });

  it('are read again as often as wanted, also by two readers that take turns', () => {
    const rows = packRows(many);
    const [one, other] = [rows[Symbol.iterator](), rows[Symbol.iterator]()];
    for (let n = 0; n < 700; n += 1) one.next();

    expect(other.next().value).toEqual(many[0]);
    expect(one.next().value).toEqual(many[700]);
    expect([...rows]).toEqual(many);
  });

  it('are found by their place', () => {
    const rows = packRows(many);

    fc.assert(
      fc.property(fc.nat({ max: many.length + 10 }), (at) => {
        expect(rowAt(rows, at)).toEqual(many[at]);
      }),
    );
  });

  it('are filtered, changed, joined and divided without being gathered', () => {
    const odd = rowsWhere(packRows(many), ({ held }) => held === 'ä 3');

    expect([...rowsAs(odd, ({ id }) => id)]).toEqual(
      many.filter(({ held }) => held === 'ä 3').map(({ id }) => id),
    );
    expect([...allRows([{ rows: packRows(many) }, { rows: many }])]).toHaveLength(2 * many.length);
    expect([...rowParts(many, 1_000)].map(({ length }) => length)).toEqual([
      1_000, 1_000, 1_000, 1_000, 1_000, 250,
    ]);
  });

  it('travel in parts of a weight, and a row that weighs more goes alone', () => {
    const parts = [...rowParts(['aaaa', 'bb', 'c'.repeat(50), 'd'], 10, 12)];

    expect(parts).toEqual([['aaaa', 'bb'], ['c'.repeat(50)], ['d']]);
  });

  it('take some bytes each', () => {
    const rows = packRows(
      (function* () {
        for (let n = 0; n < 200_000; n += 1) yield { collection: 'visits', key: { id: `${n}` }, facts: {} };
      })(),
    );
    const bytes = [...toLines({ rows })].length;

    expect(rows).toHaveLength(200_000);
    expect(bytes).toBeLessThan(500);
  });
});

describe('content with packed rows', () => {
  it('is read back from its lines as it was written, and without packed rows is one line of JSON', async () => {
    const content = {
      a: 1,
      lists: [{ rows: packRows(many) }, { rows: [] }, { rows: packRows(many.slice(9)) }],
    };

    const back = (await fromLines(parsed(toLines(content)))) as typeof content;

    expect([...(back.lists[0]?.rows ?? [])]).toEqual(many);
    expect([...(back.lists[1]?.rows ?? [1])]).toEqual([]);
    expect([...(back.lists[2]?.rows ?? [])]).toEqual(many.slice(9));
    expect([...toLines({ rows: many.slice(0, 3) })]).toEqual([JSON.stringify({ rows: many.slice(0, 3) })]);
  });
});

describe('rows by their keys', () => {
  const keyOf = ({ id }: Row) => id;

  it.each([10, 2_000, 5_250])('are found by these, and by no other: %i', (count) => {
    const map = new PackedMap(keyOf, many.slice(0, count));

    expect(map.size).toBe(count);
    for (const row of many.slice(0, count)) expect(map.get(row.id)).toEqual(row);
    for (const row of many.slice(count)) expect(map.has(row.id)).toBe(false);
    expect([...map]).toEqual(many.slice(0, count).map((row) => [row.id, row]));
  });

  it('are kept once, the first of them', () => {
    const map = new PackedMap(keyOf, [...many, { id: 'row 7', held: 'later' }]);

    expect(map.size).toBe(many.length);
    expect(map.get('row 7')).toEqual(many[7]);
  });

  it('say of any keys what a Set says, however many were expected', () => {
    const expected = fc.constantFrom(0, 1, 2_001, many.length, 10 * many.length);

    fc.assert(
      fc.property(fc.array(fc.string()), fc.array(fc.string()), expected, (held, asked, announced) => {
        const all = [...many.map(keyOf), ...many.map(({ id }) => `another ${id}`), ...held];
        const [ours, theirs] = [new KeySet(all.values(), announced), new Set(all)];

        expect(ours.size).toBe(theirs.size);
        for (const key of [...asked, ...held]) expect(ours.has(key)).toBe(theirs.has(key));
      }),
      { numRuns: 20 },
    );
  });
});
