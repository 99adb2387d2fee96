import { finishKept, keptRows, listRetentions } from '../../bin/commands/retentions';
import { findKept } from '../../functions/casework/evidence/kept-item';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { timersOf } from '../../functions/domain/timers';
import { readLater } from '../../functions/steps/read-later/read-later';
import { receive } from '../../functions/steps/receive/receive';
import { carryOutTimer } from '../../functions/watch/carry-out-timer';
import type { WatchDeps } from '../../functions/watch/timer-done';
import { aMap } from '../builders/a-map';
import { happened, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import {
  closed,
  customers,
  ida,
  ids,
  invoices,
  readAfter,
  rowsOf,
  staffMails,
  stores,
} from './closed-erasure';

async function dueAt(world: World, requestId: string) {
  const timers = timersOf(await world.register.load(requestId), world);
  return Object.fromEntries(timers.map(({ key, at }) => [key.replace(`${requestId}-`, ''), at.slice(0, 10)]));
}

function watchOf(world: World): WatchDeps {
  return { ...world, receive: (input) => receive(world, input), logFailure: () => undefined };
}

describe('later readings of the stores after an erasure', () => {
  it('are due as often as the settings say, then never again', async () => {
    const { world, requestId } = await closed();

    expect(await dueAt(world, requestId)).toMatchObject({
      'read-later-P7D': '2026-12-01',
      'read-later-P30D': '2026-12-24',
    });
    await readAfter(world, requestId, 'P31D');
    expect(Object.keys(await dueAt(world, requestId)).join()).not.toContain('read-later');
    expect(staffMails(world)).toEqual([]);
  });

  it('do nothing before their time', async () => {
    const { world, requestId } = await closed();

    await readAfter(world, requestId, 'P6D');

    expect(happened(await world.register.load(requestId))).not.toContain('read-later');
  });

  it('erase the very row that came back, and staff are informed', async () => {
    const { world, requestId } = await closed();
    rowsOf(world, 'customers').push({ ...ida });

    await readAfter(world, requestId, 'P8D');

    expect(ids(world, 'customers')).toEqual(['c-2']);
    expect(lastOf((await world.register.load(requestId)).log, 'read-later')?.data).toEqual({
      after: 'P7D',
      stores: [{ storeId: 'shop', rows: 1, left: [], keptGone: 0 }],
    });
    expect(staffMails(world).at(-1)?.text).toContain('The shop: 1 record came back and was erased again');
  });

  it('keep a customer who came back, and staff are informed', async () => {
    const { world, requestId } = await closed();
    rowsOf(world, 'customers').push({ ...ida, since: '2026-11-30' });

    await readAfter(world, requestId, 'P8D');

    expect(ids(world, 'customers')).toEqual(['c-2', 'c-1']);
    expect(staffMails(world).at(-1)?.text).toContain('may have come back as a customer');
  });

  it('are tried for three days if a store does not answer, then staff learn that nothing is known', async () => {
    const { world, requestId } = await closed();
    if (world.connectors.shop) world.connectors.shop.down = true;

    await readAfter(world, requestId, 'P8D');
    const early = staffMails(world).length;
    await readAfter(world, requestId, 'P3D');

    expect(early).toBe(0);
    expect(staffMails(world).at(-1)?.text).toContain('it did not answer');
    expect(happened(await world.register.load(requestId))).toContain('read-later');
  });

  it('run on a machine of their own, which the watch starts once a day', async () => {
    const { world, requestId } = await closed();
    world.clock.forward('P8D');
    const request = await world.register.load(requestId);
    const timer = timersOf(request, world).find(({ kind }) => kind === 'read-later');

    if (timer) await carryOutTimer(watchOf(world), request, timer);

    expect(world.workflow.started.at(-1)).toMatchObject({
      machine: 'after-erasure',
      name: `${requestId}-after-2026-12-02`,
    });
  });
});

describe('a row that a law keeps', () => {
  it('is recorded with its last day, one item for each, sealed under a key of its own', async () => {
    const { world, requestId } = await closed();

    const noted = allOf((await world.register.load(requestId)).log, 'kept-until').map((e) => e.data);

    expect(noted.map(({ until, collections }) => [until, collections])).toEqual([
      ['2033-12-31', [{ storeId: 'shop', collection: 'invoices', rows: 1 }]],
      ['2034-12-31', [{ storeId: 'shop', collection: 'invoices', rows: 1 }]],
    ]);
    await world.vault.shred(requestId);
    const item = await findKept(world, noted[0]?.keptId ?? '');
    expect(item.stores[0]?.collections[0]?.rows[0]).toMatchObject({ key: { id: 'i-2' } });
  });

  it('is erased after its last day, although the key of the request is long destroyed', async () => {
    const { world, requestId } = await closed();
    await world.vault.shred(requestId);
    await world.register.append(requestId, 'shred', () => anEvent('shredded'));

    await readAfter(world, requestId, 'P7Y2M');

    expect(ids(world, 'invoices')).toEqual(['i-1']);
    const ended = lastOf((await world.register.load(requestId)).log, 'kept-ended');
    expect(ended?.data).toMatchObject({ erased: 1, gone: 0, left: [] });
    expect(staffMails(world)).toEqual([]);
    expect(Object.keys(await dueAt(world, requestId))).toEqual([
      'end-kept-2034-12-31',
      'shred-kept-2033-12-31',
    ]);
  });

  it('stays on its last day', async () => {
    const { world, requestId } = await closed();
    world.clock.set('2033-12-31T22:00:00.000Z');

    await readLater(world, { requestId });

    expect(ids(world, 'invoices')).toEqual(['i-1', 'i-2']);
  });

  it('is sealed for its end and for nothing else: its key is destroyed then', async () => {
    const { world, requestId } = await closed();
    await readAfter(world, requestId, 'P7Y2M');
    const request = await world.register.load(requestId);
    const timer = timersOf(request, world).find(({ kind }) => kind === 'shred-kept');

    if (timer) await carryOutTimer(watchOf(world), request, timer);

    await expect(findKept(world, `${requestId}-kept-2033-12-31`)).rejects.toThrow();
    expect((await findKept(world, `${requestId}-kept-2034-12-31`)).stores).toHaveLength(1);
  });

  it.each<[string, (world: World) => World, string]>([
    [
      'the row was changed since',
      (world) => {
        Object.assign(rowsOf(world, 'invoices')[1] ?? {}, { total: '50.00' });
        return world;
      },
      'whose content has changed since',
    ],
    [
      'the map says something else of it by now',
      (world) => {
        const changed = { ...invoices, onErasure: { ...invoices.onErasure, period: 'P10Y' } };
        return {
          ...world,
          map: aMap({
            stores: [{ ...(stores[0] as (typeof stores)[0]), collections: [customers, changed] }],
          }),
        } as World;
      },
      'for which the data map now says something else',
    ],
  ])('is left to a person if %s', async (_, change, words) => {
    const { world, requestId } = await closed();

    await readAfter(change(world), requestId, 'P7Y2M');

    expect(ids(world, 'invoices')).toEqual(['i-1', 'i-2']);
    expect(staffMails(world).at(-1)?.text).toContain(words);
    expect(staffMails(world).at(-1)?.text).toContain('npx rightsdesk retentions --rows');
    expect(Object.keys(await dueAt(world, requestId)).join()).not.toContain('shred-kept');
  });

  it('waits a week for a store that does not answer, and then goes to a person', async () => {
    const { world, requestId } = await closed();
    if (world.connectors.shop) world.connectors.shop.down = true;

    await readAfter(world, requestId, 'P7Y2M');
    world.clock.set('2034-01-09T00:00:00.000Z');
    await readLater(world, { requestId });

    const ended = lastOf((await world.register.load(requestId)).log, 'kept-ended');
    expect(ended?.data.left).toEqual([
      { storeId: 'shop', collection: 'invoices', rows: 1, because: 'no-answer' },
    ]);
  });
});

describe('the list of retentions', () => {
  it('names what is kept and until when, and what is left for a person until somebody has looked', async () => {
    const { world, requestId } = await closed();
    Object.assign(rowsOf(world, 'invoices')[1] ?? {}, { total: '50.00' });
    const keptId = `${requestId}-kept-2033-12-31`;
    await expect(finishKept(world, keptId)).rejects.toThrow('still kept by law');
    await readAfter(world, requestId, 'P7Y2M');

    const before = await listRetentions(world, false);
    const rows = await keptRows(world, keptId);
    await finishKept(world, keptId);

    expect(before.map(({ until, state, what }) => [until, state, what])).toEqual([
      ['2033-12-31', 'left', 'shop.invoices: 1'],
      ['2034-12-31', 'kept', 'shop.invoices: 1'],
    ]);
    expect(rows).toEqual([{ storeId: 'shop', collection: 'invoices', key: { id: 'i-2' } }]);
    expect((await listRetentions(world, false)).map(({ until }) => until)).toEqual(['2034-12-31']);
    expect(Object.keys(await dueAt(world, requestId)).join()).toContain('shred-kept-2033-12-31');
    await expect(keptRows(world, 'dsr-unknown-kept-2033-12-31')).rejects.toThrow('no retention has the id');
  });
});
