import fc from 'fast-check';
import { linkRequests } from '../../../functions/casework/queue/link-requests';
import { linkedRequests } from '../../../functions/casework/queue/linked-requests';
import { lastOf } from '../../../functions/domain/log-entries';
import { OWN_ADDRESS } from '../../../functions/domain/person-queue';
import { touchedSystems } from '../../../functions/domain/touched-systems';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { optOutStores } from '../../../functions/steps/opt-out-stores/opt-out-stores';
import { tellRecipients } from '../../../functions/steps/tell-recipients/tell-recipients';
import { aForm, verified } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { aShop, signalOf } from './a-signalling-shop';

type Shop = ReturnType<typeof aShop>;

function customers({ world }: Shop) {
  return world.connectors.shop?.rows.get('customers') as Record<string, unknown>[];
}

function newRow(email: string, id: string) {
  return { id, name: 'New Customer', email, newsletter: true, password_hash: 'x' };
}

/** Receives the signal, and carries out whatever it opened. */
async function session(shop: Shop, email: string, more: object = {}) {
  const known = shop.requests();
  const answer = await shop.post(signalOf(email, more));
  for (const id of shop.requests().filter((one) => !known.includes(one))) await shop.carryOut(id);
  return answer;
}

const allowsSale = (shop: Shop, id: string) => customers(shop).find((row) => row.id === id)?.newsletter;

describe('a signal that comes again', () => {
  it('sets the row of a new customer at the next signal a day later, whenever the row was created', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 25 }), { minLength: 1, maxLength: 4 }),
        async (waits) => {
          const shop = aShop();
          await session(shop, 'fresh@example.com');
          customers(shop).push(newRow('fresh@example.com', 'c-77'));

          for (const days of waits) {
            shop.world.clock.forward(`P${days}D`);
            await session(shop, 'fresh@example.com');
            expect(allowsSale(shop, 'c-77')).toBe(false);
          }
        },
      ),
      { numRuns: 8 },
    );
  });

  it('sets the row of an account that was opened again before it says that the opt-out is honoured', async () => {
    const shop = aShop();
    await session(shop, mia.email);
    const rows = customers(shop);
    rows.splice(
      rows.findIndex((row) => row.email === mia.email),
      1,
    );
    shop.world.clock.forward('P1M');
    rows.push(newRow(mia.email, 'c-500'));

    expect(await shop.status(mia.email)).toMatchObject({
      display: 'Opt-out request carried out on Tuesday 24 November 2026',
    });
    const answer = await (await shop.post(signalOf(mia.email))).json();
    expect(answer).toMatchObject({ status: 'in-progress' });
    await shop.carryOut(shop.requests().at(-1) ?? '');

    expect(allowsSale(shop, 'c-500')).toBe(false);
    expect(await shop.status(mia.email)).toMatchObject({
      since: '2026-12-24',
      display: 'Opt-Out Request Honored',
    });
  });

  it('opens at most one request a week if there is something to set, however often it arrives', async () => {
    const shop = aShop();
    for (let day = 0; day < 70; day += 1) {
      await session(shop, mia.email);
      shop.world.clock.forward('P1D');
    }
    expect(shop.requests().length).toBeLessThanOrEqual(10);
  });

  it('does not inform recipients again of what was set before', async () => {
    const shop = aShop();
    await session(shop, mia.email);
    shop.world.clock.forward('P8D');
    await session(shop, mia.email);
    const [first, second] = await Promise.all(shop.requests().map((id) => shop.world.register.load(id)));
    const touched = (request: typeof first) =>
      request && touchedSystems(shop.world.map, request).map(({ key }) => key);

    expect(touched(first)).not.toEqual([]);
    expect(touched(second)).toEqual([]);
  });

  it('is answered however many years it keeps arriving, even after the first request’s key is destroyed', async () => {
    const shop = aShop();
    await session(shop, mia.email);
    const [first = ''] = shop.requests();
    await shop.world.vault.shred(first);
    shop.world.register.logs.delete(first);
    shop.world.clock.forward('P9Y');

    expect(await shop.status(mia.email)).toEqual({ status: 'none' });
    expect((await session(shop, mia.email)).status).toBe(202);
    expect(await shop.status(mia.email)).toMatchObject({ status: 'opted-out', since: '2035-11-24' });
  });

  it('is recognised across the turn of the year', async () => {
    const shop = aShop();
    shop.world.clock.forward('P37D');
    await session(shop, mia.email);
    shop.world.clock.forward('P2D');

    expect((await session(shop, mia.email)).status).toBe(200);
    expect(shop.requests()).toHaveLength(1);
    shop.world.clock.forward('P3Y');
    expect(await shop.status(mia.email)).toMatchObject({ status: 'opted-out', since: '2026-12-31' });
  });

  it('is linked with the requester’s other requests after a crash between opening and linking', async () => {
    const shop = aShop();
    const save = shop.world.items.savePerson;
    shop.world.items.savePerson = async () => {
      throw new Error('crash');
    };
    await expect(shop.post(signalOf(mia.email))).rejects.toThrow('crash');
    shop.world.items.savePerson = save;

    await session(shop, mia.email);
    await shop.carryOut(shop.requests()[0] ?? '');
    const access = await verified(shop.world, aForm({ right: 'access' }));
    const proven = { kind: 'email', value: mia.email, place: OWN_ADDRESS } as const;
    await linkRequests(shop.world, access, [proven]);
    const linked = await linkedRequests(shop.world, await shop.world.register.load(access));

    expect(linked.map(({ requestId }) => requestId)).toEqual([shop.requests()[0]]);
  });
});

/** The fields are set today; the request ends three days later, since a recipient was hard to reach. */
async function setThenEnded(shop: Shop): Promise<void> {
  await shop.post(signalOf(mia.email));
  const requestId = shop.requests().at(-1) ?? '';
  await optOutStores(shop.world, { requestId });
  shop.world.clock.forward('P3D');
  await tellRecipients(shop.world, { requestId });
  await notifyOutcome(shop.world, { requestId });
}

describe('the status of an opt-out that is no longer on record', () => {
  it.each(['withdrawn', 'shredded'] as const)(
    'is not reported, and neither is one from before it: %s',
    async (gone) => {
      const shop = aShop();
      await session(shop, mia.email);
      shop.world.clock.forward('P8D');
      await shop.post(signalOf(mia.email));
      const requestId = shop.requests().at(-1) ?? '';
      const types =
        gone === 'withdrawn'
          ? (['handed-to-staff', 'withdrawn'] as const)
          : (['closed', 'shredded'] as const);
      for (const type of types) await shop.world.register.append(requestId, type, () => anEvent(type));
      if (gone === 'withdrawn')
        await shop.world.register.append(requestId, 'end', () => anEvent('closed', { outcome: 'withdrawn' }));

      expect(shop.requests()).toHaveLength(2);
      expect(await shop.status(mia.email)).toEqual({ status: 'none' });
    },
  );
});

describe('an opt-out whose end comes days after the fields were set', () => {
  it('counts from the day on which they were set', async () => {
    const shop = aShop();
    await setThenEnded(shop);

    expect(await shop.status(mia.email)).toMatchObject({ status: 'opted-out', since: '2026-11-24' });
    shop.world.clock.forward('P4DT1M');
    expect((await shop.status(mia.email)).display).toBe(
      'Opt-out request carried out on Tuesday 24 November 2026',
    );
  });

  it('is carried out again if the customer allowed the sale in between', async () => {
    const shop = aShop();
    const allowsSince = '2026-11-25T10:00:00Z';
    await setThenEnded(shop);
    for (const row of customers(shop)) if (row.email === mia.email) row.newsletter = true;

    await session(shop, mia.email, { allowsSince });

    expect(shop.requests()).toHaveLength(2);
    expect(customers(shop).find((row) => row.email === mia.email)?.newsletter).toBe(false);
    await session(shop, mia.email, { allowsSince });
    expect(shop.requests()).toHaveLength(2);
  });
});

describe('the day since when the customer’s own setting allows the sale', () => {
  it.each([
    '2026-11-24T10:05:01Z',
    '9999-12-31T00:00:00Z',
    '2026-11-24T99:99:99Z',
    '2026-02-30T00:00:00Z',
    '2026-11-24T24:30:00Z',
  ])('is refused when it has not come or does not exist: %s', async (allowsSince) => {
    const shop = aShop();

    const answer = await shop.post(signalOf(mia.email, { allowsSince }));

    expect(answer.status).toBe(422);
    expect(((await answer.json()) as { error: string }).error).toContain('The field allowsSince ');
    expect(shop.requests()).toEqual([]);
  });

  it('opens one request, however many sessions follow', async () => {
    const shop = aShop();
    await session(shop, mia.email);
    shop.world.clock.forward('PT10M');
    const allowsSince = new Date(Date.parse(shop.world.clock.now()) - 60_000).toISOString();

    for (let n = 0; n < 5; n += 1) {
      shop.world.clock.forward('PT6M');
      await session(shop, mia.email, { allowsSince });
    }

    expect(shop.requests()).toHaveLength(2);
    const last = await shop.world.register.load(shop.requests()[1] ?? '');
    expect(lastOf(last.log, 'opt-out-signalled')?.data).toMatchObject({ again: true, allowsSince });
  });
});
