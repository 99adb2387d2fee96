import { replayErasures } from '../../functions/casework/replay/replay-erasures';
import type { CompletionReport } from '../../functions/documents/completion-facts';
import type { DataSubjectRequest } from '../../functions/domain/data-subject-request';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { settlementChecks } from '../../functions/domain/settlement-timers';
import { openSettlements } from '../../functions/domain/settlements';
import type { Timer } from '../../functions/domain/timer';
import { checkSettled } from '../../functions/steps/read-later/check-settled';
import { aDesk } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import type { World, WorldSettings } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import {
  answerAndClose,
  dueDays,
  erased,
  post,
  type Settling,
  sweep,
  toAlma,
  toPerson,
} from './settlement-world';

jest.setTimeout(120_000);

function shopOnly(): WorldSettings {
  const desk = aDesk();
  return { desk: { ...desk, stores: desk.stores.filter(({ id }) => id === 'shop') }, map: aMap() };
}

const later = (world: World) => void world.connectors.shop?.erasesLater.add('orders');

async function answered(): Promise<Settling> {
  const settling = await erased(shopOnly(), later);
  await answerAndClose(settling);
  return settling;
}

const load = ({ world, id }: Settling) => world.register.load(id);
const shop = ({ world }: Settling) => {
  const { shop: store } = world.connectors;
  if (!store) throw new Error('the world has no shop');
  return store;
};

describe('a store that takes the order to erase and erases later', () => {
  it('does not hold up the answer, which says what was asked, when, and until when', async () => {
    const settling = await answered();

    expect(lastOf((await load(settling)).log, 'store-erased')?.data).toMatchObject({
      remaining: 0,
      submitted: 2,
      settlesBy: '2027-02-22',
    });
    expect(toPerson(settling)).toContain(
      'the shop’s database: 2 records; asked for on Tuesday 24 November 2026, to be confirmed by Monday 22 February 2027',
    );
    expect(lastOf((await load(settling)).log, 'closed')?.data.outcome).toBe('partly-fulfilled');
  });

  it('is not told that its rows came back, by the second reading or a later one', async () => {
    const settling = await answered();
    settling.world.clock.forward('P31D');

    await sweep(settling);

    const { log } = await load(settling);
    expect(lastOf(log, 'store-read-again')?.data).toMatchObject({ remaining: 0, submitted: 2 });
    expect(lastOf(log, 'read-later')?.data.stores).toEqual([]);
    expect(allOf(log, 'erasure-replayed')).toEqual([]);
    const replayed = [];
    for await (const one of replayErasures(settling.world)) replayed.push(one);
    expect(replayed).toEqual([]);
  });

  it('is read each week, and on the first moment after its day', async () => {
    const settling = await answered();
    const days: string[] = [];
    for (let week = 0; week < 14; week += 1) {
      const [at = ''] = Object.values(await dueDays(settling, 'check-settled'));
      days.push(at);
      settling.world.clock.forward(
        `PT${Math.round((Date.parse(at) - Date.parse(settling.world.clock.now())) / 1000)}S`,
      );
      await sweep(settling);
    }

    expect(days[0]?.slice(0, 10)).toBe('2026-12-01');
    expect(days.filter((day) => day.startsWith('2027-02-22T23:00'))).toHaveLength(1);
  });

  it('has settled when neither a search nor a key shows the rows, and the person is told', async () => {
    const settling = await answered();
    shop(settling).settle();
    settling.world.clock.forward('P8D');

    await sweep(settling);

    const { world, id } = settling;
    expect(lastOf((await load(settling)).log, 'erasure-settled')?.data).toEqual({ storeId: 'shop', rows: 2 });
    expect(openSettlements(await load(settling))).toEqual([]);
    expect(toPerson(settling)).toContain(
      'the shop’s database: erased; confirmed on Wednesday 2 December 2026',
    );
    const report = (await world.objects.get(id, 'completion-report-settled.json')) as CompletionReport;
    expect(report.complete).toBe(true);
    const [store] = report.stores;
    expect(
      store?.state === 'erased' && store.collections.find((c) => c.collection === 'orders'),
    ).toMatchObject({
      erased: 2,
      submitted: 0,
    });
  });

  it('is asked about what it took the order for, though a later search found nothing to order', async () => {
    const settling = await answered();
    const { world, id } = settling;
    const request = await load(settling);
    const at = (n: number) => ({ seq: request.log.length + n, at: world.clock.now() });
    const later = {
      ...request,
      log: [
        ...request.log,
        { ...anEvent('search-renewed'), commandId: 'again', ...at(1) },
        { ...anEvent('store-erased', { round: 2 }), commandId: 'round-2', ...at(2) },
      ],
    } as DataSubjectRequest;
    const [check] = settlementChecks({ request: later, zone: later.received.zone });
    expect(openSettlements(later).map(({ storeId }) => storeId)).toEqual(['shop']);

    await checkSettled(world, later, check as Timer);
    const still = lastOf((await world.register.load(id)).log, 'settlement-checked')?.data;
    shop(settling).settle();
    await checkSettled(world, later, { ...(check as Timer), key: `${check?.key.replace(/\d+$/, '')}9` });

    expect(still).toEqual({ storeId: 'shop', rows: 2 });
    expect(allOf((await load(settling)).log, 'erasure-settled')).toHaveLength(1);
  });

  it('has not settled while it cannot be read: silence is not absence', async () => {
    const settling = await answered();
    shop(settling).settle();
    shop(settling).down = true;
    settling.world.clock.forward('P8D');

    await sweep(settling);

    const { log } = await load(settling);
    expect(lastOf(log, 'settlement-checked')?.data).toEqual({ storeId: 'shop', fault: 'no-answer' });
    expect(allOf(log, 'erasure-settled')).toEqual([]);
    shop(settling).down = false;
    settling.world.clock.forward('P1D');
    await sweep(settling);
    expect(allOf((await load(settling)).log, 'erasure-settled')).toHaveLength(1);
  });

  it('becomes a task when its day is over and the rows are there, and staff cannot say that they are gone', async () => {
    const settling = await answered();
    settling.world.clock.forward('P92D');

    await sweep(settling);
    expect(toAlma(settling)).toContain('The desk has read it again, and the records are still there');
    const refused = await post(settling.world, { answer: 'done', on: '2027-02-20' }, 'alma@shop.example.com');
    const past = { answer: 'kept', ground: 'They refuse', until: '1999-01-01' };
    expect(await post(settling.world, past, 'alma@shop.example.com')).toContain('today or later');
    await post(settling.world, { answer: 'kept', ground: 'They refuse' }, 'alma@shop.example.com');
    await sweep(settling);

    expect(refused).toContain('Choose your answer');
    expect(toPerson(settling)).toContain('the shop’s database: They refuse');
    const { world, id } = settling;
    const report = (await world.objects.get(id, 'completion-report-settled.json')) as CompletionReport;
    expect(report.missing).toContainEqual(
      expect.objectContaining({ storeId: 'shop', reason: 'not-carried-out', count: 2, settled: true }),
    );
    expect(report.complete).toBe(false);
  });

  it('settles by the second reading if it is quick, and nothing is to follow', async () => {
    const settling = await erased(shopOnly(), later);
    shop(settling).settle();

    await answerAndClose(settling);
    await sweep(settling);

    expect(lastOf((await load(settling)).log, 'store-read-again')?.data).toMatchObject({ remaining: 0 });
    expect(openSettlements(await load(settling))).toEqual([]);
    expect(toPerson(settling)).toContain('confirmed on');
  });

  it('does not stop another store when it fails', async () => {
    const desk = aDesk();
    const stores = desk.stores.filter(({ id }) => id !== 'mailbox');
    const settling = await erased({ desk: { ...desk, stores }, map: aMap({ sensitive: true }) }, (world) => {
      for (const [name, store] of Object.entries(world.connectors))
        for (const collection of store.rows.keys())
          if (name === 'profiles' || collection === 'orders') store.erasesLater.add(collection);
    });
    await answerAndClose(settling);
    const { shop: first, profiles } = settling.world.connectors;
    first?.settle();
    profiles?.settle();
    if (first) first.down = true;
    settling.world.clock.forward('P8D');

    await sweep(settling);

    const { log } = await load(settling);
    expect(allOf(log, 'erasure-settled').map(({ data }) => data.storeId)).toEqual(['profiles']);
    expect(openSettlements(await load(settling)).map(({ storeId }) => storeId)).toEqual(['shop']);
  });

  it('records each look once, however often the step is repeated', async () => {
    const settling = await answered();
    settling.world.clock.forward('P8D');

    await sweep(settling);
    await sweep(settling);

    expect(allOf((await load(settling)).log, 'settlement-checked')).toHaveLength(1);
  });
});
