import { buildCompletionInput } from '../../functions/casework/evidence/build-completion-input';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { readLater } from '../../functions/steps/read-later/read-later';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { aBook, aDesk } from '../builders/a-desk';
import { aCollection, aField, aMap } from '../builders/a-map';
import { aWorld, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import type { MemoryRow } from '../fakes/memory-connector';
import { approvedErasure, eraseRounds, readAndClose } from './erasure-saga';

const email = 'ida.falk@example.com';
const lines = aCollection('lines', 'Lines', {
  fields: [aField('id', 'Number'), aField('invoice', 'Invoice'), aField('what', 'What')],
  facts: ['invoice'],
  reachedBy: [
    { field: 'invoice', from: { storeId: 'shop', collection: 'invoices', field: 'id' }, leads: 'down' },
  ],
  onErasure: { action: 'as-parent', parent: 'invoices', field: 'invoice', parentField: 'id' },
});

function mapWith(period: string) {
  const invoices = aCollection('invoices', 'Invoices', {
    fields: [aField('id', 'Number'), aField('email', 'Mail', { identity: 'email' }), aField('on', 'Date')],
    facts: ['email', 'on'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    onErasure: {
      action: 'retain',
      ground: 'tax law',
      article: 's 147 AO',
      period,
      countedFrom: 'on',
      yearEnd: true,
    },
  });
  const shop = { storeId: 'shop', title: 'The shop', kind: 'postgres' as const };
  return aMap({ stores: [{ ...shop, collections: [lines, invoices] }] });
}

const rowsOf = (world: World, name: string) => world.connectors.shop?.rows.get(name) ?? [];

/** An invoice of 2026 and its line, both kept until the end of 2034. */
async function erased(more: readonly MemoryRow[] = []): Promise<{ world: World; requestId: string }> {
  const desk = aDesk();
  const rows = {
    shop: {
      invoices: [{ id: 'i-1', email, on: '2026-02-03' }, ...more],
      lines: [{ id: 'l-1', invoice: 'i-1', what: 'a lamp' }],
    },
  };
  const world = aWorld({ desk, book: aBook(desk), map: mapWith('P8Y'), rows });
  const requestId = await approvedErasure(world, email);
  await eraseRounds(world, requestId);
  return { world, requestId };
}

describe('a line that is kept as long as its invoice', () => {
  it.each<[string, (world: World) => World]>([
    [
      'the law has come to keep invoices for longer',
      (world) => ({ ...world, map: mapWith('P10Y') }) as World,
    ],
    [
      'the invoice was changed since',
      (world) => {
        Object.assign(rowsOf(world, 'invoices')[0] ?? {}, { on: '2026-02-04' });
        return world;
      },
    ],
  ])('stays with it when %s', async (_, change) => {
    const { world, requestId } = await erased();
    await readAndClose(world, requestId);
    world.clock.set('2035-01-02T00:00:00.000Z');

    await readLater(change(world), { requestId });

    const ended = lastOf((await world.register.load(requestId)).log, 'kept-ended')?.data;
    expect(rowsOf(world, 'lines')).toHaveLength(1);
    expect(ended?.erased).toBe(0);
    expect(ended?.left.map(({ collection, rows }) => [collection, rows]).sort()).toEqual([
      ['invoices', 1],
      ['lines', 1],
    ]);
  });

  it('is erased with it', async () => {
    const { world, requestId } = await erased();
    await readAndClose(world, requestId);
    world.clock.set('2035-01-02T00:00:00.000Z');

    await readLater(world, { requestId });

    expect([...rowsOf(world, 'lines'), ...rowsOf(world, 'invoices')]).toEqual([]);
  });
});

describe('a row that remains at the end of its retention', () => {
  it('is reported with its own reason, also if the store refuses the others', async () => {
    const { world, requestId } = await erased([{ id: 'i-2', email, on: '2026-03-03' }]);
    await readAndClose(world, requestId);
    rowsOf(world, 'lines').splice(0);
    Object.assign(rowsOf(world, 'invoices')[1] ?? {}, { on: '2026-03-04' });
    world.connectors.shop?.refuses.set('invoices', {});
    world.clock.set('2035-01-02T00:00:00.000Z');

    await readLater(world, { requestId });

    const ended = lastOf((await world.register.load(requestId)).log, 'kept-ended')?.data;
    expect(ended).toMatchObject({ erased: 0, gone: 1 });
    expect(ended?.left.map(({ rows, because }) => [rows, because])).toEqual([
      [1, 'changed'],
      [1, 'refused'],
      [1, 'gone'],
    ]);
  });
});

describe('a row that came after the approval and that a law keeps until the same day', () => {
  it('is erased on the day after as well', async () => {
    const { world, requestId } = await erased();
    rowsOf(world, 'invoices').push({ id: 'i-2', email, on: '2026-11-24' });
    await world.register.append(requestId, 'due', () => anEvent('second-reading-due'));
    await readStoresAgain(world, { requestId });
    await eraseRounds(world, requestId);
    await world.register.append(requestId, 'accept', () => anEvent('drift-accepted'));
    await eraseRounds(world, requestId);
    await readAndClose(world, requestId);

    const noted = allOf((await world.register.load(requestId)).log, 'kept-until').map((e) => e.data);
    expect(noted.map(({ until, collections }) => [until, collections.map(({ rows }) => rows)])).toEqual([
      ['2034-12-31', [1, 1]],
      ['2034-12-31', [1]],
    ]);
    world.clock.set('2035-01-02T00:00:00.000Z');
    await readLater(world, { requestId });
    expect([...rowsOf(world, 'lines'), ...rowsOf(world, 'invoices')]).toEqual([]);
  });
});

describe('a step that is interrupted between its find and the hand-over', () => {
  it('counts a later row once, although two rounds have found it', async () => {
    const { world, requestId } = await erased();
    rowsOf(world, 'invoices').push({ id: 'i-2', email, on: '2026-11-24' });
    await world.register.append(requestId, 'due', () => anEvent('second-reading-due'));
    await readStoresAgain(world, { requestId });
    const append = world.register.append.bind(world.register);
    world.register.append = (id, commandId, event) =>
      commandId.startsWith('drift-handed')
        ? Promise.reject(new Error('cut off'))
        : append(id, commandId, event);
    await expect(eraseRounds(world, requestId)).rejects.toThrow('cut off');
    world.register.append = append;
    expect(await eraseRounds(world, requestId)).toBe('by-person');
    await world.register.append(requestId, 'accept', () => anEvent('drift-accepted'));
    await eraseRounds(world, requestId);
    await readAndClose(world, requestId);

    const { stores } = await buildCompletionInput(world, await world.register.load(requestId));
    const told = stores.flatMap((store) => (store.state === 'erased' ? store.collections : []));
    expect(told.map(({ collection, retained }) => [collection, retained.map((r) => r.records)])).toEqual([
      ['lines', [1]],
      ['invoices', [2]],
    ]);
  });
});

describe('a row that the storage itself holds', () => {
  const blanked = aCollection('profiles', 'Profiles', {
    fields: [
      aField('id', 'Number'),
      aField('email', 'Mail', { identity: 'email' }),
      aField('name', 'Name', { blankWith: null }),
    ],
    facts: ['email'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    onErasure: { action: 'anonymise' },
  });
  const gone = { ...blanked, name: 'notes', title: 'Notes', onErasure: { action: 'erase' } as const };

  async function held(): Promise<{ world: World; requestId: string }> {
    const desk = aDesk();
    const rows = { shop: { profiles: [{ id: 'p-1', email, name: 'Ida' }], notes: [{ id: 'n-1', email }] } };
    const shop = { storeId: 'shop', title: 'The shop', kind: 'postgres' as const };
    const map = aMap({ stores: [{ ...shop, collections: [blanked, gone] }] });
    const world = aWorld({ desk, book: aBook(desk), map, rows });
    const connector = world.connectors.shop;
    if (!connector) throw new Error('no shop');
    const locate = connector.locate.bind(connector);
    connector.locate = async (...asked) => {
      const page = await locate(...asked);
      return { ...page, rows: page.rows.map((row) => ({ ...row, heldUntil: '2026-12-31' })) };
    };
    const requestId = await approvedErasure(world, email);
    await eraseRounds(world, requestId);
    await readAndClose(world, requestId);
    return { world, requestId };
  }

  it('is treated as the map says once it is released: blanked if it says so, and not erased', async () => {
    const { world, requestId } = await held();
    const before = structuredClone(rowsOf(world, 'profiles'));
    world.clock.set('2027-01-02T00:00:00.000Z');

    await readLater(world, { requestId });

    expect(before).toEqual([{ id: 'p-1', email, name: 'Ida' }]);
    expect(rowsOf(world, 'profiles')).toEqual([{ id: 'p-1', email, name: null }]);
    expect(rowsOf(world, 'notes')).toEqual([]);
    const ended = lastOf((await world.register.load(requestId)).log, 'kept-ended')?.data;
    expect(ended).toMatchObject({ erased: 1, anonymised: 1, gone: 0, left: [] });
  });

  it('is left to a person if the store does not blank it', async () => {
    const { world, requestId } = await held();
    world.connectors.shop?.refuses.set('profiles', {});
    world.clock.set('2027-01-02T00:00:00.000Z');

    await readLater(world, { requestId });

    const ended = lastOf((await world.register.load(requestId)).log, 'kept-ended')?.data;
    expect(rowsOf(world, 'profiles')).toEqual([{ id: 'p-1', email, name: 'Ida' }]);
    expect(ended?.left).toContainEqual({
      storeId: 'shop',
      collection: 'profiles',
      rows: 1,
      because: 'refused',
    });
  });
});
