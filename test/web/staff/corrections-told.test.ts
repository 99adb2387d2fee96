import {
  type CorrectionForRecipient,
  correctionsFor,
} from '../../../functions/casework/evidence/corrections-for';
import type { CorrectionPoint } from '../../../functions/domain/correction-point';
import type { DataMap } from '../../../functions/domain/data-map';
import { recipientsToTell } from '../../../functions/domain/recipients';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { correctedParts } from '../../../functions/steps/notify-outcome/corrected-parts';
import { search } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import {
  approvePlan,
  type Correcting,
  carryOut,
  correcting,
  correctingMap,
  customer,
  greeting,
  savePlan,
} from './a-correction';
import { enter, newestLink, setUpApp } from './staff-desk';

const item: CorrectionPoint = { wish: 'change', what: 'What I bought', right: 'something else' };

/** The shop's map, in which the item of an order may be corrected. */
function orderMap(): DataMap {
  const map = correctingMap();
  const stores = map.stores.map((store) => ({
    ...store,
    collections: store.collections.map((collection) => ({
      ...collection,
      fields: collection.fields.map((field) =>
        field.name === 'item' ? { ...field, categories: ['user.behavior'], correctable: {} } : field,
      ),
    })),
  }));
  return { ...map, stores };
}

async function told({ world, id }: Correcting): Promise<CorrectionForRecipient[]> {
  const recipient = world.map.systems[0]?.recipients[0];
  if (!recipient) throw new Error('the shop has recipients');
  return correctionsFor(world, await world.register.load(id), recipient);
}

async function started(points: CorrectionPoint[], map?: DataMap): Promise<Correcting> {
  const one = await correcting(points, map ? { map } : {});
  await setUpApp(one.world);
  return { ...one, page: await one.browser.get(`${one.link.path}/page`) };
}

/** Searches and decides again, as staff do when something is left. */
async function again(one: Correcting, fields: Record<string, string>): Promise<void> {
  const { world, id, browser } = one;
  if ((await world.register.load(id)).status !== 'with-staff')
    await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason: 'correction-left' }));
  await world.register.append(id, `renew-${fields['way-1']}`, () => anEvent('search-renewed'));
  expect(await search(world, id)).toBe('decide');
  await askDecision(world, { requestId: id, taskToken: 'again' });
  world.clock.forward('PT1M');
  const link = newestLink(world, 's/decide');
  const saved = await savePlan(one, await enter(browser, link), fields);
  await approvePlan({ ...one, link }, saved);
}

describe('what a recipient is told of a correction', () => {
  it('is what was written in each record, and nothing about one that was not', async () => {
    const one = await started([item], orderMap());
    const values = { 'way-1': 'correct', 'new-1-0': 'Aurora X', 'new-2-0': 'Borealis X' };
    await approvePlan(one, await savePlan(one, one.page, values));
    const orders = one.world.connectors.shop?.rows.get('orders') ?? [];
    Object.assign(orders.find(({ id }) => id === 'o-2') ?? {}, { item: 'Something newer' });

    await carryOut(one);

    expect(orders.filter(({ item: is }) => is === 'Aurora X')).toHaveLength(1);
    expect(await told(one)).toEqual([{ what: 'Orders: What was ordered', right: 'Aurora X' }]);
    const request = await one.world.register.load(one.id);
    expect(correctedParts(one.world, request)).toEqual([
      { what: 'Orders: What was ordered (in some records, not in all)' },
    ]);
  });

  it('is the last value, where it was corrected more than once', async () => {
    const one = await started([greeting]);
    await approvePlan(one, await savePlan(one, one.page));
    await carryOut(one);

    await again(one, { 'way-1': 'correct', 'new-0-2': 'Keine' });
    await carryOut(one);

    expect(customer(one)?.greeting).toBe('Keine');
    expect(await told(one)).toEqual([{ what: 'Customer account: Greeting', right: 'Keine' }]);
  });

  it('is nothing where the record holds something else by now', async () => {
    const one = await started([greeting]);
    await approvePlan(one, await savePlan(one, one.page));
    await carryOut(one);
    await again(one, { 'way-1': 'correct', 'new-0-2': 'Keine' });
    Object.assign(customer(one) ?? {}, { greeting: 'Frau' });

    await carryOut(one);

    expect(await told(one)).toEqual([]);
    expect(correctedParts(one.world, await one.world.register.load(one.id))).toEqual([]);
  });
});

describe('the recipients informed of a correction of which the desk could write only a part', () => {
  const carrier = {
    id: 'carrier',
    name: 'Carrier GmbH',
    role: 'controller' as const,
    contact: 'privacy@carrier.example.com',
    purpose: 'brings parcels',
  };

  /** Orders are used by a system of their own, with its own recipient. */
  function twoSystems(): DataMap {
    const map = orderMap();
    const [shop] = map.systems;
    if (!shop) throw new Error('the shop is a system');
    const stores = map.stores.map((store) => ({
      ...store,
      collections: store.collections.map((one) =>
        one.name === 'orders' ? { ...one, systemKeys: ['shipping'] } : one,
      ),
    }));
    return { ...map, stores, systems: [...map.systems, { ...shop, key: 'shipping', recipients: [carrier] }] };
  }

  const finished = async (one: Correcting, outcome: 'fulfilled' | 'partly-fulfilled' | 'refused') => {
    await one.world.register.append(one.id, 'finish', () => anEvent('staff-finished', { outcome }));
    return recipientsToTell(one.world.map, await one.world.register.load(one.id)).map(({ id }) => id);
  };

  const leftWith = async (spoil: (one: Correcting) => void): Promise<Correcting> => {
    const one = await started([greeting, item], twoSystems());
    const values = { 'way-2': 'correct', 'new-1-0': 'Aurora X', 'for-1-0': '2' };
    await approvePlan(one, await savePlan(one, one.page, values));
    spoil(one);
    expect(await carryOut(one)).toBe('by-person');
    return one;
  };

  it.each([
    [
      'changed meanwhile',
      (one: Correcting) => {
        const orders = one.world.connectors.shop?.rows.get('orders') ?? [];
        for (const order of orders) Object.assign(order, { item: 'Something newer' });
      },
    ],
    ['is gone', (one: Correcting) => one.world.connectors.shop?.rows.set('orders', [])],
    [
      'was refused by the store',
      (one: Correcting) => one.world.connectors.shop?.refuses.set('orders', { code: '23514' }),
    ],
  ] as const)(
    'are also those who get the record that %s, once staff say that it is put right',
    async (_, spoil) => {
      const done = await finished(await leftWith(spoil), 'fulfilled');

      expect(done.toSorted()).toEqual(['bank', 'carrier', 'parcel']);
    },
  );

  it('are only those of what the desk wrote where staff refuse the rest', async () => {
    const one = await leftWith(({ world }) => world.connectors.shop?.rows.set('orders', []));

    expect((await finished(one, 'refused')).toSorted()).toEqual(['bank', 'parcel']);
  });

  it('are only those of the record where the desk wrote all of it', async () => {
    const one = await started([greeting], twoSystems());
    await approvePlan(one, await savePlan(one, one.page));
    await carryOut(one);

    const request = await one.world.register.load(one.id);
    expect(recipientsToTell(one.world.map, request).map(({ id }) => id)).toEqual(['parcel', 'bank']);
  });
});
