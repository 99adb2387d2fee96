import type { Tombstone, Tombstones } from '../../functions/domain/ports';

export interface TombstonesKind {
  readonly name: string;
  open(): Promise<OpenTombstones>;
}

export interface OpenTombstones {
  readonly tombstones: Tombstones;
  close(): Promise<void>;
}

const at = '2026-11-24T09:00:00.000Z';
const until = '2027-02-22T09:00:00.000Z';
const dates = { at, until };

function grave(value: string, more: Partial<Tombstone> = {}): Tombstone {
  return { storeId: 'shop', collection: 'customers', field: 'email', value, ...more };
}

/** What every book of tombstones must do: the one on DynamoDB, and the one of the tests. */
export function tombstonesContract({ name, open }: TombstonesKind): void {
  describe(`${name} as tombstones`, () => {
    let tombstones: Tombstones;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ tombstones, close } = await open());
    });

    afterEach(() => close());

    it('are found by exactly what they are of, with their request, in the order asked for', async () => {
      await tombstones.put('dsr-a', [grave('ada@example.com'), grave('7', { field: '', print: 'p' })], dates);

      const found = await tombstones.find(
        [
          grave('7', { field: '' }),
          grave('ben@example.com'),
          grave('ada@example.com'),
          grave('ada@example.com', { storeId: 'files' }),
          grave('ada@example.com', { collection: 'orders' }),
          grave('ada@example.com', { field: 'name' }),
        ],
        at,
      );

      expect(found).toEqual([
        { requestId: 'dsr-a', erasedAt: at, print: 'p' },
        undefined,
        { requestId: 'dsr-a', erasedAt: at },
        undefined,
        undefined,
        undefined,
      ]);
    });

    it('may be written and asked for in any number, also none, and twice', async () => {
      const many = Array.from({ length: 260 }, (_, nth) => grave(`a${nth % 230}@example.com`));

      await tombstones.put('dsr-a', [], dates);
      await tombstones.put('dsr-a', many, dates);
      const found = await tombstones.find(many, at);

      expect(await tombstones.find([], at)).toEqual([]);
      expect(found.map((one) => one?.requestId)).toEqual(many.map(() => 'dsr-a'));
    });

    it('are replaced by what is written of the same later', async () => {
      await tombstones.put('dsr-a', [grave('7', { field: '', print: 'old' })], dates);

      await tombstones.put('dsr-b', [grave('7', { field: '', print: 'new' })], { at: until, until: '2028' });

      expect(await tombstones.find([grave('7', { field: '' })], until)).toEqual([
        { requestId: 'dsr-b', erasedAt: until, print: 'new' },
      ]);
    });

    it('are not found from their end on', async () => {
      await tombstones.put('dsr-a', [grave('ada@example.com')], dates);

      expect(await tombstones.find([grave('ada@example.com')], '2027-02-22T08:59:59.999Z')).toEqual([
        { requestId: 'dsr-a', erasedAt: at },
      ]);
      expect(await tombstones.find([grave('ada@example.com')], until)).toEqual([undefined]);
    });
  });
}
