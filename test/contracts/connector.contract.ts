import {
  BlastRadiusError,
  type Connector,
  type EraseReceipt,
  type ExportedRecord,
  type FieldValue,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import type { CollectionMap, FieldMap, StoreMap } from '../../functions/domain/data-map';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import type { ErasedCount } from '../../functions/domain/event-facts';
import type { LocatedRow, RowRef } from '../../functions/domain/finding';

/**
 * A member of the invented club in every store of this contract. `shoe_size` is in the store and not in the
 * map.
 */
export interface Member {
  readonly club: string;
  readonly id: string;
  readonly email: string;
  readonly member_number: string;
  readonly city: string | null;
  readonly note: string | null;
  readonly wants_mail: boolean;
  readonly joined_on: string;
  readonly room: string | null;
  readonly shoe_size: string | null;
}

export interface Room {
  readonly id: string;
  readonly name: string;
}

/** A store filled with members and {@link rooms}, behind a connector. */
export interface ContractWorld {
  readonly connector: Connector;
  /** Every row as one canonical line by a name, read without the connector. */
  snapshot(): Promise<ReadonlyMap<string, string>>;
  /** The same connector for a store that does not answer, reached (if the kind has one) with this secret. */
  readonly unreachable: Connector;
  /** Carries out what the store took the order for. Absent: it erases at once. */
  settle?(): Promise<void>;
  close(): Promise<void>;
}

export interface ContractKind {
  readonly kind: StoreMap['kind'];
  /** How the store addresses the collections `members` and `rooms`. */
  readonly physical: Readonly<Record<'members' | 'rooms', CollectionMap['physical']>>;
  /** Key fields of `members`, as the map of this kind names them. */
  readonly memberKey: readonly string[];
  /** Every value is a text, as in a table of a file. */
  readonly holdsTexts?: true;
  /** Whether rows can be shared and referred to. */
  readonly sharing: boolean;
  /** Fields that every record of this kind has besides. @default none */
  readonly ownFields?: readonly string[];
  /** Whether the desk can correct a record. @default true, but for S3 */
  readonly corrects?: boolean;
  /** How many rows of one address to insert: more than the connector returns in one page. */
  readonly crowd: number;
  open(
    store: StoreMap,
    content: { members: readonly Member[]; rooms: readonly Room[] },
  ): Promise<ContractWorld>;
}

export const ada: Member = {
  club: 'chess',
  id: '7',
  email: 'ada@example.com',
  member_number: 'M-7',
  city: "O'Fallon; DROP TABLE members;--",
  note: 'likes "quotes", \\ and 😀',
  wants_mail: true,
  joined_on: '2024-02-29',
  room: 'r1',
  shoe_size: null,
};

export const ben: Member = {
  ...ada,
  id: '8',
  email: 'ben@example.com',
  member_number: 'M-8',
  city: null,
  note: null,
  shoe_size: '44',
};

/** The same person twice: in two clubs, under one address. */
export const adaRowing: Member = {
  ...ada,
  club: 'rowing',
  member_number: 'M-70',
  city: 'Bonn',
  room: 'r2',
  wants_mail: false,
};

export const lookalikes: readonly Member[] = [
  { ...ben, id: '90', email: 'ADA@example.com', member_number: 'm-7', shoe_size: null },
  { ...ben, id: '91', email: 'ada@example.com.evil.example.com', member_number: 'M-77', shoe_size: null },
  { ...ben, id: '92', email: ' ada@example.com', member_number: 'M-7 ', shoe_size: null },
  { ...ben, id: '93', email: 'ad_@example.com', member_number: 'M-_', shoe_size: null },
  { ...ben, id: '94', email: '', member_number: 'M-94', shoe_size: null },
];

function members(crowd: number): readonly Member[] {
  return [
    ada,
    ben,
    adaRowing,
    ...lookalikes,
    ...Array.from(
      { length: crowd },
      (_, index): Member => ({
        ...ben,
        club: 'choir',
        id: String(1_000 + index),
        email: 'choir@example.com',
        member_number: `C-${index}`,
        shoe_size: null,
      }),
    ),
  ];
}

export const rooms: readonly Room[] = [
  { id: 'r1', name: 'shared by Ada and Ben' },
  { id: 'r2', name: "Ada's own" },
  { id: 'r3', name: 'nobody' },
];

/** The map that every kind gets, apart from its addressing. */
export function contractStore(kind: ContractKind): StoreMap {
  const base = { title: 'T', source: 'S', systemKeys: [], eraseAfter: [], referencedBy: [] } as const;
  return {
    storeId: 'club',
    title: 'The club',
    kind: kind.kind,
    collections: [
      {
        ...base,
        name: 'members',
        primaryKey: kind.memberKey,
        fields: [
          ...['club', 'id', 'email', 'member_number', 'joined_on', 'room'].map((name) => field(name)),
          ...(kind.ownFields ?? []).map((name) => field(name)),
          { ...field('city'), correctable: {} },
          { ...field('note'), blankWith: null, correctable: {} },
          { ...field('wants_mail'), optOut: [{ right: 'marketing-objection', value: false }] },
        ],
        reachedBy: [
          { field: 'email', identity: 'email' },
          { field: 'member_number', identity: 'customer-number' },
        ],
        facts: ['email', 'member_number', 'city', 'joined_on', 'room'],
        owner: 'subject',
        onErasure: { action: 'erase' },
        physical: kind.physical.members,
      },
      {
        ...base,
        name: 'rooms',
        primaryKey: ['id'],
        fields: ['id', 'name'].map((name) => field(name)),
        reachedBy: [{ field: 'id', from: { storeId: 'club', collection: 'members', field: 'room' } }],
        facts: ['id'],
        owner: 'shared',
        referencedBy: [{ collection: 'members', field: 'room', ownField: 'id' }],
        onErasure: { action: 'erase' },
        physical: kind.physical.rooms,
      },
    ].filter(({ name }) => kind.sharing || name === 'members') as CollectionMap[],
  };
}

function field(name: string): FieldMap {
  return {
    name,
    title: name,
    categories: ['user'],
    sensitive: false,
    thirdParty: false,
    secret: false,
    optOut: [],
    dataPoint: false,
  };
}

/**
 * What every connector must do. Called once for each kind of store, with a function that opens a freshly
 * filled one.
 */
export function connectorContract(kind: ContractKind): void {
  const store = contractStore(kind);
  const { crowd } = kind;
  let world: ContractWorld;
  let connector: Connector;

  const byEmail = (...values: string[]) => [{ collection: 'members', field: 'email', values }];
  const locateAll = (...emails: string[]) => locateEverything(connector, byEmail(...emails), Infinity);
  const refs = (rows: readonly LocatedRow[]): RowRef[] =>
    rows.map(({ collection, key }) => ({ collection, key }));
  const keysOf = async (...emails: string[]) => (await locateAll(...emails)).rows.map((row) => row.key);
  const exported = async (rows: readonly RowRef[]) => {
    const records: ExportedRecord[] = [];
    for await (const record of connector.export(rows)) {
      records.push(record);
    }
    return records;
  };
  const erasure = (keys: readonly RowRef['key'][], atMost = keys.length) =>
    ({ collection: 'members', keys, action: 'erase', atMost }) as const;
  /** Erases, also in a store that only takes the order: what that did in the end is told as done at once. */
  const erase = async (instructions: readonly EraseInstruction[]) => {
    const receipt = await connector.erase(instructions);
    await world.settle?.();
    return { collections: receipt.collections.map((one, i) => asSettled(one, instructions[i]?.action)) };
  };
  const stored = (value: boolean) => (kind.holdsTexts ? String(value) : value);
  const anywhere = memberKeyAnywhere(kind, Object.fromEntries(kind.memberKey.map((name) => [name, 'x'])));
  const moveTo = (key: RowRef['key'], city: string) => ({
    collection: 'members',
    key,
    changes: [{ field: 'city', from: null, to: city }],
  });
  const changed = (before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>) =>
    [...new Set([...before.keys(), ...after.keys()])].filter((name) => before.get(name) !== after.get(name));

  const open = async () => {
    world = await kind.open(store, { members: members(crowd), rooms: kind.sharing ? rooms : [] });
    connector = world.connector;
  };

  describe('reading', () => {
    beforeAll(open);
    afterAll(async () => {
      await world.unreachable.close();
      await connector.close();
      await world.close();
    });

    it('proves by a probe that the store can be read', async () => {
      await expect(connector.probe()).resolves.toBeUndefined();
    });

    it('describes what the store holds, including what the map does not know', async () => {
      const shape = await connector.describe();

      const fields = shape.collections.find(({ name }) => name === 'members')?.fields.map(({ name }) => name);
      expect(fields).toEqual(expect.arrayContaining(['email', 'note', 'shoe_size']));
    });

    it('finds rows by a value, with the facts that the map asks for as text and without empty ones', async () => {
      const { rows } = await locateAll('ben@example.com');

      expect(rows).toHaveLength(1);
      expect(Object.keys(rows[0]?.key ?? {})).toEqual(kind.memberKey);
      expect(rows[0]?.facts).toEqual({
        email: 'ben@example.com',
        member_number: 'M-8',
        joined_on: '2024-02-29',
        room: 'r1',
      });
    });

    it.each([
      'ADA@EXAMPLE.COM',
      'ada@example.co',
      'ada@example.com ',
      '%',
      'ada%',
      'ada@example_com',
      '*',
      "' OR '1'='1",
      "ada@example.com'; DELETE FROM members; --",
      'ada@example.com\u0000',
      '\ud800',
      '../',
      '',
    ])('compares exactly: %j finds nobody [D10]', async (value) => {
      const before = await world.snapshot();

      const page = await locateAll(value);

      expect(page).toEqual({ rows: [], unmapped: [] });
      expect(changed(before, await world.snapshot())).toEqual([]);
    });

    it('copies rows that still are what they were found by', async () => {
      const { rows } = await locateEverything(connector, byEmail('ada@example.com'));
      const found = rows.map(({ collection, key, facts: { email = '' } }) => ({
        collection,
        key,
        foundBy: { email },
      }));

      const copied: ExportedRecord[] = [];
      for await (const record of connector.export(found)) copied.push(record);

      expect(copied.map(({ key }) => key)).toEqual(rows.map(({ key }) => key));
      expect(copied).toHaveLength(2);
    });

    it('returns a row once if two searches find it', async () => {
      const page = await locateEverything(connector, [
        { collection: 'members', field: 'member_number', values: ['M-7', 'M-8', 'M-7'] },
        ...byEmail('ada@example.com', 'ada@example.com'),
      ]);

      expect(page.rows.map((row) => row.facts.member_number).sort()).toEqual(['M-7', 'M-70', 'M-8']);
    });

    it('pages through many rows without gaps or repetitions, in the same order each time', async () => {
      const first = await keysOf('choir@example.com');
      const second = await keysOf('choir@example.com');

      expect(new Set(first.map((key) => JSON.stringify(key))).size).toBe(crowd);
      expect(first).toHaveLength(crowd);
      expect(second).toEqual(first);
    });

    it('says what it would do by itself in names of the map and the store, never in values', async () => {
      const { problems, eraseGroups = [] } = await connector.examine();

      const names = contractStore(kind).collections.map(({ name }) => name);
      expect(problems.filter(({ collection }) => !names.includes(collection))).toEqual([]);
      expect(eraseGroups.flat().filter((name) => !names.includes(name))).toEqual([]);
      expect(JSON.stringify(problems)).not.toMatch(/@example\.com|M-7|O'Fallon/);
    });

    it('names fields that the map does not know, except empty ones', async () => {
      const withShoes = await locateAll('ben@example.com');
      const without = await locateAll('ada@example.com');

      expect(withShoes.unmapped).toEqual([{ collection: 'members', field: 'shoe_size' }]);
      expect(without.unmapped).toEqual([]);
    });

    it.each([
      ['nowhere', 'email'],
      ['members', 'shoe_size'],
      ['members', 'email" OR "1"="1'],
    ])('refuses a search outside the map: %s.%s', async (collection, name) => {
      const search = [{ collection, field: name, values: ['x'] }];

      await expect(connector.locate(search)).rejects.toThrow(StoreShapeError);
    });

    it('refuses a cursor from elsewhere', async () => {
      await expect(connector.locate(byEmail('ada@example.com'), 'bm8=')).rejects.toThrow(StoreShapeError);
    });

    it('exports whole rows in the order asked for, and skips those that are gone', async () => {
      const { rows } = await locateAll('ada@example.com', 'ben@example.com');
      const wanted = refs(rows).reverse();
      const gone = {
        collection: 'members',
        key: { ...wanted[0]?.key, [kind.memberKey.at(-1) ?? '']: '424242' },
      };

      const records = await exported([wanted[0], gone, ...wanted.slice(1)] as RowRef[]);

      expect(records.map(({ collection, key }) => ({ collection, key }))).toEqual(wanted);
      const record = records.find(({ values }) => values.member_number === 'M-7');
      expect(record?.values).toMatchObject({
        ...plain(ada),
        wants_mail: stored(true),
        joined_on: '2024-02-29',
      });
    });

    it('says whether data points match the rows of a search', async () => {
      const match = (email: string, points: { field: string; value: string }[]) =>
        connector.match({ collection: 'members', field: 'email', values: [email] }, points);

      expect(await match('ben@example.com', [{ field: 'member_number', value: ' m-8' }])).toBe('yes');
      expect(await match('ben@example.com', [{ field: 'member_number', value: 'M-9' }])).toBe('no');
      expect(await match('ben@example.com', [])).toBe('no');
      expect(await match('ben@example.com', [{ field: 'city', value: '' }])).toBe('no');
      expect(await match('nobody@example.com', [{ field: 'member_number', value: 'M-8' }])).toBe('no');
      expect(await match('ada@example.com', [{ field: 'city', value: 'Bonn' }])).toBe('ambiguous');
      expect(await match('ada@example.com', [{ field: 'joined_on', value: '2024-02-29' }])).toBe('yes');
    });

    it('says no for all points if one is wrong, and refuses a field that the map does not know', async () => {
      const match = (points: { field: string; value: string }[]) =>
        connector.match({ collection: 'members', field: 'email', values: ['ben@example.com'] }, points);
      const right = { field: 'member_number', value: '\u00a0M-8 ' };

      expect(await match([right, right])).toBe('yes');
      expect(await match([right, { field: 'city', value: 'Nowhere' }])).toBe('no');
      expect(await match([{ field: 'city', value: 'Nowhere' }, right])).toBe('no');
      expect(await match([{ field: 'member_number', value: 'M-88' }])).toBe('no');
      expect(await match([{ field: 'member_number', value: 'M' }])).toBe('no');
      await expect(match([{ field: 'no_such_field', value: 'x' }])).rejects.toMatchObject({
        name: 'StoreShapeError',
      });
    });

    it.each<[string, string, string, string, string]>([
      ['a number', 'ben@example.com', 'id', '8', 'yes'],
      ['a part of a number', 'ben@example.com', 'id', '80', 'no'],
      ['a truth', 'ben@example.com', 'wants_mail', 'True', 'yes'],
      ['the other truth', 'ben@example.com', 'wants_mail', 'false', 'no'],
      ['the word for nothing where nothing is held', 'ben@example.com', 'city', 'null', 'no'],
      [
        'a date with the time at which it begins',
        'ben@example.com',
        'joined_on',
        '2024-02-29T00:00:00Z',
        'yes',
      ],
      ['another day', 'ben@example.com', 'joined_on', '2024-02-28', 'no'],
      ['a text with signs, in other capitals', 'ada@example.com', 'note', 'LIKES "quotes", \\ AND 😀', 'yes'],
      ['a pattern', 'ben@example.com', 'member_number', '%', 'no'],
      [
        'more rows than a match looks at, all of them right',
        'choir@example.com',
        'club',
        'choir',
        'ambiguous',
      ],
    ])('compares %s as every store does', async (_what, email, field, value, answer) => {
      const search = { collection: 'members', field: 'email', values: [email] };

      expect(await connector.match(search, [{ field, value }])).toBe(answer);
    });

    it('finds no row to compare with if no value is searched for', async () => {
      const search = { collection: 'members', field: 'email', values: [] };

      expect(await connector.match(search, [{ field: 'club', value: 'chess' }])).toBe('no');
    });

    it('reports a store that does not answer, without its address or its credentials [P03]', async () => {
      const row = {
        collection: 'members',
        key: Object.fromEntries(kind.memberKey.map((name) => [name, 'x'])),
      };
      const calls: Record<string, () => Promise<unknown>> = {
        probe: () => world.unreachable.probe(),
        describe: () => world.unreachable.describe(),
        locate: () => world.unreachable.locate(byEmail('ada@example.com')),
        confirmAbsent: () => world.unreachable.confirmAbsent(byEmail('ada@example.com')),
        match: () =>
          world.unreachable.match(byEmail('ada@example.com')[0] as never, [{ field: 'city', value: 'x' }]),
        erase: () => world.unreachable.erase([erasure([memberKeyAnywhere(kind, row.key)])]),
        optOut: () => world.unreachable.optOut(byEmail('ada@example.com'), 'marketing-objection'),
        ...(!corrects(kind) ? {} : { correct: () => world.unreachable.correct([moveTo(anywhere, 'Bonn')]) }),
        export: async () => {
          for await (const record of world.unreachable.export([
            { collection: 'members', key: memberKeyAnywhere(kind, row.key) },
          ])) {
            throw new Error(`an unreachable store gave ${Object.keys(record).length} things`);
          }
        },
      };

      for (const [name, call] of Object.entries(calls)) {
        const error = await call().then(
          () => new Error(`${name} succeeded`),
          (thrown: Error) => thrown,
        );
        expect({ [name]: error.name }).toEqual({ [name]: 'StoreUnavailableError' });
        expect(error).toBeInstanceOf(StoreUnavailableError);
        expect(`${error.message}${String(error.cause ?? '')}`).not.toMatch(
          /127\.0\.0\.1|swordfish|ada@example\.com/,
        );
      }
    });

    if (kind.sharing) {
      it('lists the rows that refer to a row that several people may share', async () => {
        const search = [{ collection: 'rooms', field: 'id', values: ['r1', 'r3'] }];

        const { rows } = await locateEverything(connector, search);

        const shared = rows.find((row) => row.key.id === 'r1');
        const pointers = (await keysOf('ada@example.com', 'ben@example.com')).filter(
          (key) => key.club === 'chess' && ['7', '8'].includes(key.id ?? ''),
        );
        expect(shared?.referrers).toEqual(
          expect.arrayContaining(pointers.map((key) => ({ collection: 'members', key }))),
        );
        expect(rows.find((row) => row.key.id === 'r3')?.referrers).toEqual([]);
      });
    }
  });

  describe('changing', () => {
    beforeEach(open);
    afterEach(async () => {
      await world.unreachable.close();
      await connector.close();
      await world.close();
    });

    it('erases the rows named and leaves every other byte unchanged; a repetition does nothing', async () => {
      const keys = await keysOf('ada@example.com');
      const before = await world.snapshot();

      const first = await erase([erasure(keys)]);
      const second = await erase([erasure(keys)]);

      const counts = { collection: 'members', anonymised: 0, keptShared: 0 };
      expect(first.collections).toEqual([{ ...counts, erased: 2, alreadyAbsent: 0 }]);
      expect(second.collections).toEqual([{ ...counts, erased: 0, alreadyAbsent: 2 }]);
      expect(changed(before, await world.snapshot())).toHaveLength(2);
      expect(await connector.confirmAbsent(byEmail('ada@example.com'))).toEqual({ rows: [], unmapped: [] });
    });

    it('counts what it only took the order for as submitted, and as that again while it is there', async () => {
      const keys = await keysOf('ada@example.com');
      const before = await world.snapshot();

      const first = await connector.erase([erasure(keys)]);
      const isLater = world.settle !== undefined;
      const still = changed(before, await world.snapshot()).length === 0;
      const second = await connector.erase([erasure(keys)]);
      await world.settle?.();
      const last = await connector.erase([erasure(keys)]);

      const submitted = (of: EraseReceipt) => of.collections[0]?.submitted ?? 0;
      expect([still, submitted(first), submitted(second)]).toEqual(isLater ? [true, 2, 2] : [false, 0, 0]);
      expect(first.settlesWithin === undefined).toBe(!isLater);
      expect(last.collections[0]).toMatchObject({ erased: 0, alreadyAbsent: 2 });
      expect(submitted(last)).toBe(0);
    });

    it('rehearses without a trace, and never reports that a refused erasure would work', async () => {
      const keys = await keysOf('ada@example.com', 'ben@example.com');
      const before = await world.snapshot();

      const fit = await connector.rehearse([erasure(keys)]);
      const tooMany = await connector.rehearse([erasure(keys, 2)]);

      expect(['held', 'not-tried']).toContain(fit.outcome);
      expect(['refused', 'not-tried']).toContain(tooMany.outcome);
      expect(changed(before, await world.snapshot())).toEqual([]);
    });

    it('counts a key once if it is named twice', async () => {
      const [key] = await keysOf('ben@example.com');
      const turned = Object.fromEntries(Object.entries(key ?? {}).reverse());

      const receipt = await erase([erasure([key ?? {}, turned], 1)]);

      expect(receipt.collections[0]).toMatchObject({ erased: 1, alreadyAbsent: 0 });
    });

    it('erases many rows in one call', async () => {
      const keys = await keysOf('choir@example.com');
      const before = await world.snapshot();

      const receipt = await erase([erasure(keys)]);

      expect(receipt.collections[0]).toMatchObject({ erased: crowd, alreadyAbsent: 0 });
      expect(changed(before, await world.snapshot())).toHaveLength(crowd);
    });

    it('still finds a row that an erasure left', async () => {
      const [key] = await keysOf('ada@example.com');
      await erase([erasure([key ?? {}])]);

      const page = await connector.confirmAbsent(byEmail('ada@example.com'));

      expect(page.rows).toHaveLength(1);
    });

    it('changes nothing if more rows than approved would be erased', async () => {
      const keys = await keysOf('ada@example.com', 'ben@example.com');
      const before = await world.snapshot();

      const attempt = connector.erase([erasure(keys, 2)]);

      await expect(attempt).rejects.toThrow(BlastRadiusError);
      expect(changed(before, await world.snapshot())).toEqual([]);
    });

    it('refuses a key that lacks a field and so would name more rows', async () => {
      const [key = {}] = await keysOf('ada@example.com');
      const short = Object.fromEntries(Object.entries(key).slice(1));
      const before = await world.snapshot();

      await expect(connector.erase([erasure([short], 10)])).rejects.toThrow(StoreShapeError);
      expect(changed(before, await world.snapshot())).toEqual([]);
    });

    it('blanks the fields named and keeps the rest; a repetition does nothing', async () => {
      const keys = await keysOf('ada@example.com');
      const before = await world.snapshot();
      const instruction = {
        collection: 'members',
        keys,
        action: 'anonymise',
        blank: { note: null, city: 'withheld' },
        atMost: 2,
      } as const;

      const first = await erase([instruction]);
      const second = await erase([instruction]);

      expect(first.collections[0]).toMatchObject({ erased: 0, anonymised: 2, alreadyAbsent: 0 });
      expect(second.collections[0]).toMatchObject({ erased: 0, anonymised: 0, alreadyAbsent: 2 });
      const { rows } = await locateAll('ada@example.com');
      const values = (await exported(refs(rows))).map((record) => record.values);
      expect(values.map(({ city, note }) => [city, note ?? null])).toEqual([
        ['withheld', null],
        ['withheld', null],
      ]);
      expect(values.find(({ member_number }) => member_number === 'M-7')).toMatchObject({
        email: 'ada@example.com',
        wants_mail: stored(true),
      });
      expect(changed(before, await world.snapshot())).toHaveLength(2);
    });

    it('refuses a blank of no fields', async () => {
      const keys = await keysOf('ben@example.com');
      const instruction = { collection: 'members', keys, action: 'anonymise', blank: {}, atMost: 1 } as const;

      await expect(connector.erase([instruction])).rejects.toThrow(StoreShapeError);
    });

    it('sets what the map flags for a right, once, and only on the rows found', async () => {
      const before = await world.snapshot();

      const first = await connector.optOut(byEmail('ada@example.com'), 'marketing-objection');
      const second = await connector.optOut(byEmail('ada@example.com'), 'marketing-objection');
      const other = await connector.optOut(byEmail('ada@example.com'), 'opt-out-of-sale');

      expect(first).toEqual({ found: 2, changed: 1 });
      expect(second).toEqual({ found: 2, changed: 0 });
      expect(other).toEqual({ found: 0, changed: 0 });
      expect(changed(before, await world.snapshot())).toHaveLength(1);
      const { rows } = await locateAll('ada@example.com');
      expect((await exported(refs(rows))).map((record) => record.values.wants_mail)).toEqual([
        stored(false),
        stored(false),
      ]);
    });

    if (!corrects(kind)) {
      it('leaves a correction to a person', async () => {
        const [key = {}] = await keysOf('ben@example.com');
        const before = await world.snapshot();

        await expect(connector.correct([moveTo(key, 'Bonn')])).rejects.toThrow(StoreRefusedError);
        expect(changed(before, await world.snapshot())).toEqual([]);
      });
    } else {
      it('corrects a value if the old one is unchanged, and nothing else; a repetition finds it done', async () => {
        const [key = {}] = await keysOf('ben@example.com');
        const before = await world.snapshot();
        const correction = moveTo(key, 'O\'Fallon "; DROP TABLE members;--');

        const seen = await connector.correct([correction], true);
        expect(changed(before, await world.snapshot())).toEqual([]);
        const first = await connector.correct([correction]);
        const second = await connector.correct([correction]);

        expect([seen, first, second].map(({ rows }) => rows)).toEqual([
          [{ state: 'open' }],
          [{ state: 'done' }],
          [{ state: 'already' }],
        ]);
        expect(changed(before, await world.snapshot())).toHaveLength(1);
        const [record] = await exported([{ collection: 'members', key }]);
        expect(record?.values).toMatchObject({ city: 'O\'Fallon "; DROP TABLE members;--' });
      });

      it('changes no row in which one of the old values has changed, and no row that is gone', async () => {
        const [key = {}] = await keysOf('ben@example.com');
        const before = await world.snapshot();
        const both = {
          collection: 'members',
          key,
          changes: [
            { field: 'city', from: null, to: 'Bonn' },
            { field: 'note', from: 'something', to: null },
          ],
        };

        const receipt = await connector.correct([both, moveTo({ ...key, id: '404' }, 'Bonn')]);

        expect(receipt.rows).toEqual([{ state: 'changed' }, { state: 'gone' }]);
        expect(changed(before, await world.snapshot())).toEqual([]);
      });

      it('removes one value and adds a missing one in the same row at once', async () => {
        const [key = {}] = (await locateAll('ada@example.com')).rows
          .filter((row) => row.facts.city === ada.city)
          .map((row) => row.key);
        const changes = [
          { field: 'city', from: ada.city, to: null },
          { field: 'note', from: ada.note, to: 'x' },
        ];

        const receipt = await connector.correct([{ collection: 'members', key, changes }]);

        expect(receipt.rows).toEqual([{ state: 'done' }]);
        const [record] = await exported([{ collection: 'members', key }]);
        expect([record?.values.city ?? null, record?.values.note]).toEqual([null, 'x']);
        expect((await connector.correct([{ collection: 'members', key, changes }], true)).rows).toEqual([
          { state: 'already' },
        ]);
      });

      it('refuses a field that the map does not call correctable, and a correction of nothing', async () => {
        const [key = {}] = await keysOf('ben@example.com');
        const email = { field: 'email', from: 'ben@example.com', to: 'eve@example.com' };
        const before = await world.snapshot();

        for (const changes of [[email], []])
          await expect(connector.correct([{ collection: 'members', key, changes }])).rejects.toThrow(
            StoreShapeError,
          );
        expect(changed(before, await world.snapshot())).toEqual([]);
      });
    }

    if (kind.sharing) {
      it('leaves a shared row to which others still refer, and erases it when none does', async () => {
        const keys = await keysOf('ada@example.com');
        const room = {
          collection: 'rooms',
          keys: [{ id: 'r1' }, { id: 'r2' }],
          action: 'erase',
          unlessReferencedBy: [{ collection: 'members', field: 'room', ownField: 'id' }],
          atMost: 2,
        } as const;

        const receipt = await erase([erasure(keys), room]);

        expect(receipt.collections[1]).toEqual({
          collection: 'rooms',
          erased: 1,
          anonymised: 0,
          alreadyAbsent: 0,
          keptShared: 1,
        });
        const left = await connector.confirmAbsent([
          { collection: 'rooms', field: 'id', values: ['r1', 'r2'] },
        ]);
        expect(left.rows.map((row) => row.key.id)).toEqual(['r1']);
      });
    }
  });
}

function corrects({ kind, corrects: does = kind !== 's3' }: ContractKind): boolean {
  return does;
}

function plain(member: Member): Record<string, FieldValue> {
  const { club, email, member_number, city, note, wants_mail, room } = member;
  return { club, email, member_number, city, note, wants_mail, room };
}

/** A key that this kind accepts, of a row that need not exist. */
function memberKeyAnywhere(kind: ContractKind, key: RowRef['key']): RowRef['key'] {
  return kind.kind === 's3' ? { key: 'members/x.jsonl', line: 'x' } : { ...key, id: '1' };
}

/** A receipt of a store that erases later, once it has. */
function asSettled({ submitted, ...done }: ErasedCount, action: EraseInstruction['action'] = 'erase') {
  const as = action === 'erase' ? 'erased' : 'anonymised';
  return { ...done, [as]: done[as] + (submitted ?? 0) };
}
