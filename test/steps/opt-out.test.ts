import { closeRequest } from '../../functions/steps/close-request/close-request';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { optOutStore } from '../../functions/steps/opt-out-stores/opt-out-store';
import { optOutStores } from '../../functions/steps/opt-out-stores/opt-out-stores';
import { aForm, aWorld, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';

async function carryOut(world: World, requestId: string): Promise<string> {
  return (await optOutStores(world, { requestId })).next;
}

const newsletterOf = (world: World, id: string) =>
  world.connectors.shop?.rows.get('customers')?.find((row) => row.id === id)?.newsletter;

describe('an opt-out', () => {
  it('sets the field of this data subject and of no one else, and is mailed and closed', async () => {
    const world = aWorld();
    const requestId = await received(
      world,
      aForm({ right: 'marketing-objection', email: 'Mia.Sommer@Example.com' }),
    );

    const next = await carryOut(world, requestId);
    await notifyOutcome(world, { requestId });

    expect([next, newsletterOf(world, 'c-1'), newsletterOf(world, 'c-2')]).toEqual(['done', false, true]);
    expect((await world.register.load(requestId)).outcome).toBe('fulfilled');
    expect(world.mailbox.to('Mia.Sommer@Example.com')).toHaveLength(1);
  });

  it.each([mia.email, 'nobody@example.com'])(
    'says of every store that it is set, whether or not the address is known: %s',
    async (email) => {
      const world = aWorld();
      const requestId = await received(world, aForm({ right: 'marketing-objection', email }));

      await carryOut(world, requestId);
      await notifyOutcome(world, { requestId });

      expect(world.mailbox.to(email)[0]?.text).toContain('- the shop’s database: set for this address');
    },
  );

  it('mentions mails on their way only if it is about marketing', async () => {
    for (const right of ['marketing-objection', 'opt-out-of-sale'] as const) {
      const world = aWorld();
      const requestId = await received(world, aForm({ right }));
      await carryOut(world, requestId);
      await notifyOutcome(world, { requestId });

      const text = world.mailbox.to(aForm({ right }).email).at(-1)?.text ?? '';
      expect(text.includes('already on their way')).toBe(right === 'marketing-objection');
    }
  });

  it('waits for a store that is down, and is partly done if that store was given up', async () => {
    const world = aWorld();
    if (world.connectors.shop) world.connectors.shop.down = true;
    const requestId = await received(world, aForm({ right: 'marketing-objection' }));

    const first = await carryOut(world, requestId);
    await world.register.append(requestId, 'gone', () => anEvent('stores-given-up', { storeIds: ['shop'] }));
    const second = await carryOut(world, requestId);
    await closeRequest(world, { requestId });

    expect([first, second]).toEqual(['await-stores', 'done']);
    expect((await world.register.load(requestId)).outcome).toBe('partly-fulfilled');
  });

  it.each(['opt-out-of-profiling', 'admt-opt-out'] as const)(
    'goes to a person if the map names no field for it: %s',
    async (right) => {
      const world = aWorld();
      const requestId = await received(world, aForm({ right }));

      const next = await carryOut(world, requestId);

      expect(next).toBe('by-person');
      expect((await world.register.load(requestId)).status).toBe('with-staff');
    },
  );

  it('is carried out once although it is driven twice', async () => {
    const world = aWorld();
    const requestId = await received(world, aForm({ right: 'marketing-objection' }));

    await Promise.all([1, 2].map(() => optOutStore(world, { requestId, storeId: 'shop' })));

    expect((await world.register.load(requestId)).log.filter((e) => e.type === 'opted-out')).toHaveLength(1);
  });
});
