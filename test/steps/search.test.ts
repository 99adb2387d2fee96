import { planSearch } from '../../functions/steps/search-stores/plan-search';
import { searchOneStore } from '../../functions/steps/search-stores/search-store';
import { aBook, aDesk } from '../builders/a-desk';
import { aField, aMap, profileStore, shopStore } from '../builders/a-map';
import { aForm, aWorld, happened, received, search, verified, type World } from '../builders/a-world';
import { profileRows, shopRows } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const newWorld = (more: Parameters<typeof aWorld>[0] = {}) => aWorld({ desk, book, ...more });

function down(world: World, storeId: string, isDown: boolean): void {
  const connector = world.connectors[storeId];
  if (connector) connector.down = isDown;
}

describe('the search', () => {
  it('runs in waves until nothing new turns up, and freezes what was found', async () => {
    const world = newWorld({ map: aMap({ sensitive: true }) });
    const requestId = await verified(world);

    const next = await search(world, requestId);

    const request = await world.register.load(requestId);
    const frozen = request.log.find((e) => e.type === 'manifest-frozen');
    expect(next).toBe('decide');
    expect(frozen?.data).toMatchObject({
      version: 1,
      rows: 5,
      sensitive: true,
      unavailable: [],
      stores: [
        { storeId: 'shop', collection: 'customers', rows: 1, retained: 0 },
        { storeId: 'shop', collection: 'orders', rows: 2, retained: 0 },
        { storeId: 'shop', collection: 'invoices', rows: 1, retained: 1 },
        { storeId: 'profiles', collection: 'profiles', rows: 1, retained: 0 },
      ],
    });
    expect(request.log.filter((e) => e.type === 'store-searched').map((e) => e.data.rows)).toEqual([4, 1]);
  });

  it('needs no further wave for references between collections of one store', async () => {
    const world = newWorld();
    const requestId = await verified(world);

    const plan = await planSearch(world, { requestId });
    await searchOneStore(world, { requestId, storeId: 'shop' });

    const next = await planSearch(world, { requestId });
    expect(plan).toMatchObject({ next: 'search', stores: [{ storeId: 'shop' }] });
    expect(next.next === 'search' ? next.stores : []).not.toContainEqual({ storeId: 'shop' });
  });

  it('asks no store anything before the person is proven [A03]', async () => {
    const world = newWorld();
    const requestId = await received(world);

    const next = await search(world, requestId);

    expect(next).toBe('verify-identity');
    expect((await world.register.load(requestId)).log.some((e) => e.type === 'store-searched')).toBe(false);
  });

  it('asks once for other identifiers before it says that nothing was found', async () => {
    const world = newWorld();
    const requestId = await verified(world, aForm({ email: 'nobody@example.com' }));

    const first = await search(world, requestId);
    await world.register.append(requestId, 'ask', () => anEvent('identifiers-asked'));
    const meanwhile = await search(world, requestId);
    await world.register.append(requestId, 'lapse', () => anEvent('identifiers-lapsed'));

    expect([first, meanwhile, await search(world, requestId)]).toEqual([
      'ask-identifiers',
      'ask-identifiers',
      'nothing-found',
    ]);
  });

  it('continues with the identifiers that were named', async () => {
    const world = newWorld();
    const requestId = await verified(world, aForm({ email: 'nobody@example.com' }));
    await search(world, requestId);
    await world.register.append(requestId, 'ask', () => anEvent('identifiers-asked'));
    const sealed = await world.vault.seal(requestId, { email: ['mia.sommer@example.com'] });
    await world.register.append(requestId, 'given', () => ({ ...anEvent('identifiers-given'), sealed }));

    expect(await search(world, requestId)).toBe('decide');
  });

  it('waits for a store that is down, continues once it is back, and without it if it was given up', async () => {
    const world = newWorld({ map: aMap({ sensitive: true }) });
    down(world, 'profiles', true);
    const requestId = await verified(world);

    const first = await search(world, requestId);
    await world.register.append(requestId, 'retry', () => anEvent('stores-retried'));
    const second = await search(world, requestId);
    await world.register.append(requestId, 'gone', () =>
      anEvent('stores-given-up', { storeIds: ['profiles'] }),
    );
    const third = await search(world, requestId);

    const frozen = (await world.register.load(requestId)).log.find((e) => e.type === 'manifest-frozen');
    expect([first, second, third]).toEqual(['await-stores', 'await-stores', 'decide']);
    expect(frozen?.data).toMatchObject({ unavailable: ['profiles'], rows: 4 });
  });

  it('searches a store without an index while another is down, and again for what the other one yields', async () => {
    const byMail = { field: 'email', identity: 'email' } as const;
    const collections = profileStore.collections.map((profiles) => ({
      ...profiles,
      fields: [...profiles.fields, aField('email', 'Mail')],
      reachedBy: [...profiles.reachedBy, byMail],
      readWhole: true as const,
    }));
    const world = newWorld({ map: aMap({ stores: [shopStore, { ...profileStore, collections }] }) });
    const requestId = await verified(world);
    const planned = async () => {
      const plan = await planSearch(world, { requestId });
      if (plan.next !== 'search') return plan.next;
      for (const { storeId } of plan.stores) await searchOneStore(world, { requestId, storeId });
      return plan.stores.map(({ storeId }) => storeId).join();
    };

    down(world, 'shop', true);
    const meanwhile = [await planned(), await planned(), await planned()];
    down(world, 'shop', false);
    await world.register.append(requestId, 'retry', () => anEvent('stores-retried'));

    expect(meanwhile).toEqual(['shop', 'profiles', 'await-stores']);
    expect([await planned(), await planned(), await planned()]).toEqual(['shop', 'profiles', 'decide']);
  });

  it('never says that nothing was found while a store was not reached', async () => {
    const world = newWorld();
    down(world, 'shop', true);
    const requestId = await verified(world);
    await search(world, requestId);
    await world.register.append(requestId, 'gone', () => anEvent('stores-given-up', { storeIds: ['shop'] }));
    const asked = await search(world, requestId);
    await world.register.append(requestId, 'ask', () => anEvent('identifiers-asked'));
    await world.register.append(requestId, 'lapse', () => anEvent('identifiers-lapsed'));

    expect([asked, await search(world, requestId)]).toEqual(['ask-identifiers', 'decide']);
  });

  it('goes to a person if several people share the address [D02]', async () => {
    const rows = shopRows();
    rows.customers?.push({ id: 'c-9', name: 'Mio Sommer', email: 'mia.sommer@example.com' });
    const world = newWorld({ rows: { shop: rows, profiles: profileRows() } });
    const requestId = await verified(world, aForm({ right: 'erasure' }));

    const next = await search(world, requestId);

    const request = await world.register.load(requestId);
    expect([next, request.status]).toEqual(['by-person', 'with-staff']);
    expect(request.log.at(-1)?.data).toEqual({ reason: 'ambiguous-person' });
  });

  it.each(['restriction', 'objection', 'automated-decision-review'] as const)(
    'hands %s to a person with the full clock',
    async (right) => {
      const world = newWorld();
      const requestId = await verified(world, aForm({ right }));

      expect(await search(world, requestId)).toBe('by-person');
      expect(happened(await world.register.load(requestId))).not.toContain('store-searched');
    },
  );

  it('hands a request for a child to a person although it was proven: nothing is searched', async () => {
    const world = newWorld();
    const requestId = 'dsr-child0000001';
    await world.vault.adopt(requestId);
    const sealed = await world.vault.seal(requestId, { email: 'mia.sommer@example.com' });
    const receipt = anEvent('received', { right: 'erasure', channel: 'staff', forWhom: 'child' });
    await world.register.open(requestId, 'received', { ...receipt, sealed });
    await world.register.append(requestId, 'known', () => anEvent('identity-verified'));

    expect(await search(world, requestId)).toBe('by-person');
    expect(happened(await world.register.load(requestId))).not.toContain('store-searched');
  });

  it('ends for a request that was withdrawn', async () => {
    const world = newWorld();
    const requestId = await verified(world);
    await world.register.append(requestId, 'withdraw', () => anEvent('withdrawn'));

    expect((await planSearch(world, { requestId })).next).toBe('ended');
  });

  it('asks a store nothing once it is no longer searching', async () => {
    const world = newWorld();
    const requestId = await verified(world);
    await world.register.append(requestId, 'handed', () => anEvent('handed-to-staff'));

    await searchOneStore(world, { requestId, storeId: 'shop' });

    expect(happened(await world.register.load(requestId))).not.toContain('store-searched');
  });

  it('freezes the same version once if two plan at once', async () => {
    const world = newWorld();
    const requestId = await verified(world);
    await searchOneStore(world, { requestId, storeId: 'shop' });

    const both = await Promise.all([planSearch(world, { requestId }), planSearch(world, { requestId })]);

    expect(both.map((p) => p.next)).toEqual(['decide', 'decide']);
    expect(
      happened(await world.register.load(requestId)).filter((t) => t === 'manifest-frozen'),
    ).toHaveLength(1);
  });

  it('keeps everything personal out of the log and object names', async () => {
    const world = newWorld({ map: aMap({ sensitive: true }) });
    const requestId = await verified(world, aForm({ message: 'canary-message' }));
    await search(world, requestId);

    const log = (await world.register.load(requestId)).log.map((event) => ({ ...event, sealed: undefined }));
    const said = withoutIds(JSON.stringify(log) + [...world.objects.content.keys()].join());

    for (const canary of ['mia.sommer', 'Mia', 'canary', 'c-1', 'o-1', 'Aurora'])
      expect(said).not.toContain(canary);
  });
});

/** A random id may contain any short word. */
function withoutIds(text: string): string {
  return text.replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, '').replace(/[0-9a-f]{64}/g, '');
}
