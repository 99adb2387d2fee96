import fc from 'fast-check';
import type { CollectionMap, StoreMap } from '../../functions/domain/data-map';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import {
  eraseBounds,
  eraseCalls,
  eraseInstructions,
  groupIntoCalls,
  inErasureOrder,
} from '../../functions/domain/erase-instructions';
import type { ManifestCollection, RowTreatment } from '../../functions/domain/manifest';
import { aCollection, aField } from '../builders/a-map';

const erase: RowTreatment = { action: 'erase' };

function collection(
  name: string,
  eraseAfter: readonly string[],
  more: Partial<CollectionMap> = {},
): CollectionMap {
  return aCollection(name, name, { fields: [aField('id', 'Number')], eraseAfter, ...more });
}

function store(...collections: readonly CollectionMap[]): StoreMap {
  return { storeId: 'shop', title: 'shop', kind: 'postgres', collections };
}

function rows(name: string, treatments: readonly RowTreatment[]): ManifestCollection {
  const all = treatments.map((treatment, i) => ({
    collection: name,
    key: { id: `${i}` },
    facts: {},
    treatment,
  }));
  return { collection: name, rows: all, unmapped: [] };
}

describe('the order of an erasure', () => {
  it('puts dependents first, through any number of steps', () => {
    const map = [
      collection('a', ['b']),
      collection('b', ['c', 'd']),
      collection('c', []),
      collection('d', ['c']),
    ];

    expect(inErasureOrder(map).map((c) => c.name)).toEqual(['c', 'd', 'b', 'a']);
  });

  it('terminates for a cycle, a collection before itself, and a missing one, and names each once', () => {
    const map = [collection('a', ['b']), collection('b', ['a', 'b']), collection('c', ['nowhere'])];

    expect(
      inErasureOrder(map)
        .map((c) => c.name)
        .sort(),
    ).toEqual(['a', 'b', 'c']);
  });

  it('keeps every order that no cycle forbids, and each collection once, for any map', () => {
    const graph = fc.array(fc.subarray([0, 1, 2, 3, 4, 5, 6]), { minLength: 7, maxLength: 7 });

    fc.assert(
      fc.property(graph, (wishes) => {
        const map = wishes.map((before, i) => collection(`${i}`, before.filter((b) => b < i).map(String)));

        const order = inErasureOrder(map.toReversed()).map((c) => c.name);

        expect([...order].sort()).toEqual(map.map((c) => c.name).sort());
        for (const c of map)
          for (const before of c.eraseAfter)
            expect(order.indexOf(before)).toBeLessThan(order.indexOf(c.name));
      }),
    );
    fc.assert(
      fc.property(graph, (wishes) => {
        const ringed = wishes.map((before, i) => collection(`${i}`, before.map(String)));

        expect(inErasureOrder(ringed)).toHaveLength(7);
      }),
    );
  });
});

describe('what a store is told to erase', () => {
  const people = collection('people', ['orders']);
  const reviews = collection('reviews', [], {
    onErasure: { action: 'anonymise' },
    fields: [
      aField('id', 'Number'),
      aField('by', 'By', { blankWith: null }),
      aField('name', 'N', { blankWith: 'gone' }),
    ],
  });
  const addresses = collection('addresses', ['people'], {
    owner: 'shared',
    referencedBy: [{ collection: 'people', field: 'address_id', ownField: 'id' }],
  });
  const map = store(addresses, people, collection('orders', []), reviews);

  it('names dependents first, each with exactly its keys and no more', () => {
    const told = eraseInstructions(map, [rows('people', [erase]), rows('orders', [erase, erase])]);

    expect(told).toEqual([
      { collection: 'orders', action: 'erase', keys: [{ id: '0' }, { id: '1' }], atMost: 2 },
      { collection: 'people', action: 'erase', keys: [{ id: '0' }], atMost: 1 },
    ]);
  });

  it.each([
    [{ action: 'retain', ground: 'g', article: 'a', until: '2030-12-31' }],
    [{ action: 'keep-shared' }],
    [{ action: 'contested' }],
    [{ action: 'undecided', reason: 'no decision' }],
  ] as const)('leaves out what stays, and allows for none of it: %j', (stays) => {
    const collections = [rows('orders', [stays, erase]), rows('addresses', [stays])];

    expect(eraseInstructions(map, collections).flatMap((i) => i.keys)).toEqual([{ id: '1' }]);
    expect(eraseBounds(collections)).toEqual([{ collection: 'orders', rows: 1 }]);
  });

  it('say what each row was found by, but for one that staff vouch for', () => {
    const found = collection('members', [], { reachedBy: [{ identity: 'email', field: 'email' }] });
    const facts = { email: 'ada@example.com', since: '2020-01-01' };
    const [one, other] = rows('members', [erase, erase]).rows;
    const told = eraseInstructions(store(found), [
      {
        ...{ collection: 'members', unmapped: [] },
        rows: [
          { ...one, facts },
          { ...other, facts, vouched: true },
        ] as ManifestCollection['rows'],
      },
    ]);

    expect(told.map(({ foundBy }) => foundBy)).toEqual([[{ email: 'ada@example.com' }, {}]]);
  });

  it('says what blanks a row that is anonymised', () => {
    expect(eraseInstructions(map, [rows('reviews', [{ action: 'anonymise' }])])).toEqual([
      {
        collection: 'reviews',
        action: 'anonymise',
        keys: [{ id: '0' }],
        atMost: 1,
        blank: { by: null, name: 'gone' },
      },
    ]);
  });

  it('guards a row to which others may refer', () => {
    const [told] = eraseInstructions(map, [rows('addresses', [erase])]);

    expect(told?.unlessReferencedBy).toEqual(addresses.referencedBy);
  });

  it('never names a row that the manifest does not, in calls of a bounded size', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 5_000 }), (kinds) => {
        const treatments: RowTreatment[] = kinds.map((kind) =>
          kind === 0
            ? { action: 'retain', ground: 'g', article: 'a', until: '2030-12-31' }
            : kind === 1
              ? { action: 'anonymise' }
              : erase,
        );
        const told = eraseInstructions(map, [rows('reviews', treatments)]);

        const keys = (action: string) =>
          told.filter((i) => i.action === action).flatMap((i) => i.keys.map((k) => k.id));
        const wanted = (action: string) =>
          treatments.flatMap((t, i) => (t.action === action ? [`${i}`] : []));
        expect(keys('erase')).toEqual(wanted('erase'));
        expect(keys('anonymise')).toEqual(wanted('anonymise'));
        expect(told.every((i) => i.atMost === i.keys.length && i.keys.length <= 2_000)).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('the calls of an erasure', () => {
  const instruction = (name: string, keys: number): EraseInstruction => ({
    collection: name,
    action: 'erase',
    keys: Array.from({ length: keys }, (_, n) => ({ id: `${n}` })),
    atMost: keys,
  });
  const shapeOf = (calls: readonly (readonly EraseInstruction[])[]) =>
    calls.map((call) => call.map(({ collection: name, keys }) => `${name} ${keys.length}`).join(', '));

  describe('by the references of the store itself', () => {
    const map = store(collection('a', ['c']), collection('b', []), collection('c', []), collection('d', []));
    const many = Array.from({ length: 1_500 }, () => erase);
    const all = ['a', 'b', 'c', 'd'].map((name) => rows(name, many));

    it('go in its order, whatever the map says, and what it did not name behind it', () => {
      const told = eraseCalls(
        map,
        [rows('a', [erase]), rows('b', [erase]), rows('d', [erase])],
        [['d'], ['a']],
      );

      expect(shapeOf([...told])).toEqual(['d 1, a 1, b 1']);
    });

    it('erase a small cycle together with the rest, so that all of it is erased or nothing', () => {
      const told = eraseCalls(
        map,
        [rows('a', [erase]), rows('b', [erase]), rows('d', [erase])],
        [['d'], ['a', 'b']],
      );

      expect(shapeOf([...told])).toEqual(['d 1, a 1, b 1']);
    });

    it('erase a cycle in one call, however large, and leave out what is not in the map', () => {
      const told = eraseCalls(map, all, [['d'], ['a', 'b', 'elsewhere'], ['c']]);

      expect(shapeOf([...told])).toEqual(['d 1500', 'a 1500, b 1500', 'c 1500']);
    });

    it('are none for a cycle of which nothing was found', () => {
      expect([...eraseCalls(map, [rows('c', [erase])], [['a', 'b'], ['c']])]).toHaveLength(1);
    });
  });

  it('are one for a store that holds little, since each call is charged', () => {
    expect(
      shapeOf(groupIntoCalls([instruction('a', 1), instruction('b', 500), instruction('c', 1_499)])),
    ).toEqual(['a 1, b 500, c 1499']);
    expect(groupIntoCalls([])).toEqual([]);
  });

  it('carry no more rows than one instruction may', () => {
    expect(
      shapeOf(groupIntoCalls([instruction('a', 2_000), instruction('a', 1), instruction('b', 2_000)])),
    ).toEqual(['a 2000', 'a 1', 'b 2000']);
  });

  it('keep the order of the instructions, each once and as it is, for any sizes', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2_000 }), { maxLength: 12 }), (sizes) => {
        const all = sizes.map((size, n) => instruction(`${n}`, size));

        const calls = groupIntoCalls(all);

        expect(calls.flat()).toEqual(all);
        for (const call of calls)
          expect(call.reduce((sum, { keys }) => sum + keys.length, 0)).toBeLessThanOrEqual(2_000);
      }),
      { numRuns: 50 },
    );
  });
});
