import type { CompletionReport } from '../../functions/documents/completion-facts';
import { isExemptHost } from '../../functions/domain/hosted-stores';
import { allOf, lastOf } from '../../functions/domain/log-entries';
import { openSettlements } from '../../functions/domain/settlements';
import { readLater } from '../../functions/steps/read-later/read-later';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { crashing } from './crashing';
import {
  answerAndClose,
  answerTask,
  erased,
  post,
  type Settling,
  shopWithMailbox,
  sweep,
} from './settlement-world';

jest.setTimeout(240_000);

/** One manual store and one collection of a database that are both erased later. */
async function both(): Promise<Settling> {
  const settling = await erased(
    shopWithMailbox(),
    (world) => void world.connectors.shop?.erasesLater.add('orders'),
  );
  await answerTask(settling, { answer: 'submitted', askedOn: '2026-11-24', confirmBy: '2026-12-20' });
  await answerAndClose(settling);
  return settling;
}

const load = ({ world, id }: Settling) => world.register.load(id);
const followUps = ({ world }: Settling) =>
  world.mailbox.to(mia.email).filter(({ text }) => text.includes('CONFIRMED SINCE'));

/** The store and the one who was asked are both done; nothing is told yet. */
async function allDone(): Promise<Settling> {
  const settling = await both();
  settling.world.connectors.shop?.settle();
  settling.world.clock.forward('P27D');
  await sweep(settling);
  await post(settling.world, { answer: 'done', on: '2026-12-20' });
  return settling;
}

describe('what follows when others have erased', () => {
  it('waits for the last of several, so that the person gets one mail', async () => {
    const settling = await both();
    settling.world.connectors.shop?.settle();
    settling.world.clock.forward('P27D');
    await sweep(settling);

    expect(allOf((await load(settling)).log, 'erasure-settled')).toHaveLength(1);
    expect(followUps(settling)).toEqual([]);

    await post(settling.world, { answer: 'done', on: '2026-12-20' });
    await sweep(settling);
    expect(followUps(settling)).toHaveLength(1);
    expect(followUps(settling)[0]?.text).toContain('the mailbox of support');
    expect(followUps(settling)[0]?.text).toContain('the shop’s database');
  });

  it.each(Array.from({ length: 16 }, (_, nth) => nth + 1))(
    'is told once and reported whole, though the process dies at call %i and the step is repeated',
    async (nth) => {
      const settling = await allDone();
      const { world, id } = settling;

      await readLater(crashing(world, nth), { requestId: id }).catch(() => undefined);
      world.clock.forward('P1D');
      await sweep(settling);
      await sweep(settling);

      const { log } = await load(settling);
      expect(new Set(followUps(settling).map(({ text }) => text)).size).toBe(1);
      expect(allOf(log, 'mailed').filter(({ data }) => data.key === 'follow-up')).toHaveLength(1);
      expect(allOf(log, 'report-made').map(({ commandId }) => commandId)).toEqual(['report-made', 'settled']);
      const report = (await world.objects.get(id, 'completion-report-settled.json')) as CompletionReport;
      expect(report.complete).toBe(true);
    },
  );

  it('is not forgotten when the store says nothing for weeks', async () => {
    const settling = await both();
    const { shop } = settling.world.connectors;
    if (!shop) throw new Error('the world has no shop');
    shop.down = true;
    for (let day = 0; day < 30; day += 1) {
      settling.world.clock.forward('P1D');
      await sweep(settling);
    }

    const faults = allOf((await load(settling)).log, 'settlement-checked').map(({ data }) => data.fault);
    expect(new Set(faults)).toEqual(new Set(['no-answer']));
    expect(
      openSettlements(await load(settling))
        .map(({ storeId }) => storeId)
        .sort(),
    ).toEqual(['mailbox', 'shop']);
  });

  it('has a report that can be fetched for its own time, after the first one is gone', async () => {
    const settling = await both();
    settling.world.clock.forward('P31D');
    await sweep(settling);
    expect(allOf((await load(settling)).log, 'package-expired')).toHaveLength(1);

    settling.world.connectors.shop?.settle();
    await post(settling.world, { answer: 'done', on: '2026-12-20' });
    settling.world.clock.forward('P8D');
    await sweep(settling);
    const made = lastOf((await load(settling)).log, 'report-made');
    expect(made?.commandId).toBe('settled');

    settling.world.clock.forward('P31D');
    await sweep(settling);
    expect(allOf((await load(settling)).log, 'package-expired')).toHaveLength(2);
  });

  it('names no person in states and logs', async () => {
    const settling = await allDone();
    await sweep(settling);

    const { log } = await load(settling);
    const said = JSON.stringify(log.map(({ type, data, commandId }) => ({ type, data, commandId })));
    expect(said).not.toMatch(/mia|sommer/i);
  });

  it('keeps a host from being spared before it has erased', async () => {
    const settling = await both();
    const host = {
      id: 'h',
      role: 'processor',
      name: 'Host',
      purpose: '',
      contact: '',
      hosts: ['mailbox'],
    } as const;
    const { map } = settling.world;

    expect(isExemptHost(map, await load(settling), host)).toBe(false);
    await post(settling.world, { answer: 'done', on: '2026-11-24' }).catch(() => undefined);
    const settled = anEvent('settlement-answered', { settlementId: 'settle-1-manual-erasure-mailbox' });
    await settling.world.register.append(settling.id, 'said', () => settled);
    expect(isExemptHost(map, await load(settling), host)).toBe(true);
  });
});
