import { StoreRefusedError } from '../../../functions/connectors/connector';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { askManualStores } from '../../../functions/steps/ask-manual-stores/ask-manual-stores';
import { awaitStores } from '../../../functions/steps/await-stores/await-stores';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { passOn } from '../../../functions/steps/pass-on/pass-on';
import { aDesk } from '../../builders/a-desk';
import { findingsMap } from '../../builders/a-gap-map';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../../builders/a-world';
import { shopRows } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(60_000);

const gap = (collection: string) => ({
  at: `shop.yaml: ${collection}`,
  problem: 'does not say what an erasure does here',
  remedy: 'Set on_erasure to erase, anonymise or retain',
  storeId: 'shop',
  collection,
  concerns: 'erasure' as const,
});

function aShop(map = aMap()): World {
  const desk = aDesk();
  const rows = { ...shopRows(), notes: [{ id: 'n-1', customer_id: 'c-1' }] };
  return aWorld({
    desk: { ...desk, stores: desk.stores.filter(({ id }) => id === 'shop') },
    map,
    rows: { shop: rows },
  });
}

async function opened(world: World, right: 'access' | 'erasure' = 'erasure') {
  const id = await awaitingDecision(world, aForm({ right }));
  const browser = openDesk(world);
  const link = newestLink(world, 's/decide');
  const page = await enter(browser, link);
  return { world, id, browser, link, page, load: () => world.register.load(id) };
}

async function approvedErasure(world: World): Promise<string> {
  const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
  const frozen = lastOf((await world.register.load(id)).log, 'manifest-frozen')?.data;
  await world.register.append(id, 'approve', () => anEvent('decided', { manifestHash: frozen?.hash ?? '' }));
  return id;
}

describe('the decision on an erasure of which a part is undecided', () => {
  it('shows what stays, why and what to do, and lets the rest be approved', async () => {
    const { world, page, browser, load } = await opened(aShop(findingsMap([gap('orders')])));

    const text = textOf(page.html);
    expect(text).toContain('What stays undecided');
    expect(text).toContain('Orders (2 records)');
    expect(text).toContain('Set on_erasure to erase, anonymise or retain');
    await browser.submit(page, { totp: await appCode(world) }, 'approved');
    expect(lastOf((await load()).log, 'decided')?.data.decision).toBe('approved');
  });

  it('cannot be an approval while there is nothing to carry out, and can be made after a new search', async () => {
    const world = aShop(findingsMap([gap('customers')]));
    const { id, page, browser, link, load } = await opened(world);

    expect(actsOf(page.html)).not.toContain('approved');
    expect(textOf(page.html)).toContain('there is nothing to carry out');
    const done = await browser.submit(page, { code: link.code }, 'search-again');
    expect(textOf(done.html)).toContain('The desk searches again');
    expect([(await load()).status, lastOf((await load()).log, 'search-renewed')?.data]).toEqual([
      'locating',
      { staffId: 'alma' },
    ]);
    expect(world.workflow.answered.at(-1)?.output).toEqual({ next: 'search-again' });
    await passOn(world, { requestId: id });
    await passOn(world, { requestId: id });
    expect(world.workflow.started.filter((e) => e.name.startsWith(id))).toHaveLength(
      allOf((await load()).log, 'workflow-started').length,
    );
    expect(lastOf((await load()).log, 'workflow-started')?.data.machine).toBe('data-subject-request');
  });

  it('is prevented as a whole by a gap that concerns no single collection', async () => {
    const { storeId: _s, collection: _c, ...whole } = gap('orders');
    const { page } = await opened(aShop(findingsMap([whole])));

    expect(actsOf(page.html)).not.toContain('approved');
    expect(textOf(page.html)).toContain('does not say what an erasure does here');
  });

  it('shows the owner of the task each record that was left, by its key', async () => {
    const world = aShop(findingsMap([gap('orders')]));
    const id = await approvedErasure(world);
    await eraseStores(world, { requestId: id });
    await askManualStores(world, { requestId: id, taskToken: 'people' });

    const page = await enter(openDesk(world), newestLink(world, 's/task'));

    expect(textOf(page.html)).toMatch(/Where to find them customers : id c-1 orders : id o-1/);
  });

  it('shows the result of the trial', async () => {
    const world = aShop();
    if (world.connectors.shop) world.connectors.shop.canRehearse = true;

    expect(textOf((await opened(world)).page.html)).toContain('it works.');
  });
});

describe('places that could not be read', () => {
  async function unread(right: 'access' | 'erasure') {
    const world = aShop();
    const places = ['chats/mia.jsonl.gz', 'chats/more.jsonl.gz'];
    world.connectors.shop?.unread.push(
      ...places.map((place) => ({ collection: 'orders', place, reason: 'compressed' as const })),
    );
    return opened(world, right);
  }

  it.each(['access', 'erasure'] as const)(
    'are listed behind the code, logged, and settled before an approval (%s)',
    async (right) => {
      const { page, browser, load } = await unread(right);

      expect(textOf(page.html)).toContain('chats/mia.jsonl.gz');
      expect(actsOf(page.html).filter((act) => act.startsWith('approved'))).toEqual([]);
      expect(allOf((await load()).log, 'preview-viewed').flatMap((e) => e.data.collections)).toContainEqual({
        storeId: 'shop',
        collection: 'unread-compressed',
      });
      const after = await browser.submit(page, { 'says-0': 'nothing', note: 'all of 2019' }, 'unread');
      const settled = lastOf((await load()).log, 'unread-settled');
      expect(settled?.data).toMatchObject({
        storeId: 'shop',
        reason: 'compressed',
        places: 2,
        says: 'nothing',
      });
      expect(JSON.stringify(settled?.data)).not.toContain('2019');
      expect(actsOf(after.html).filter((act) => act.startsWith('approved'))).toHaveLength(1);
    },
  );

  it('are not settled by silence', async () => {
    const { page, browser, load } = await unread('erasure');

    const after = await browser.submit(page, { note: 'x' }, 'unread');

    expect(after.status).toBe(400);
    expect(lastOf((await load()).log, 'unread-settled')).toBeUndefined();
  });
});

describe('the task of a store that refused', () => {
  async function refused() {
    const world = aShop();
    const id = await approvedErasure(world);
    const shop = world.connectors.shop;
    if (shop)
      shop.fault = new StoreRefusedError('x', { collection: 'orders', table: 'tokens', code: '23503' });
    await eraseStores(world, { requestId: id });
    await awaitStores(world, { requestId: id, taskToken: 'stores' });
    if (shop) shop.fault = undefined;
    const browser = openDesk(world);
    const link = newestLink(world, 's/task');
    const page = await enter(browser, link);
    return { world, id, browser, link, page, load: () => world.register.load(id) };
  }

  it('names place and remedy, and lets the desk try again', async () => {
    const { world, id, browser, link, page, load } = await refused();

    expect(textOf(page.html)).toContain('table tokens, code 23503');
    expect(textOf(page.html)).toContain('still refer to what was to be erased');
    const wrong = await browser.submit(page, { code: '000000' }, 'again');
    expect(wrong.status).toBe(400);
    await browser.submit(page, { code: link.code }, 'again');
    expect(lastOf((await load()).log, 'stores-retried')?.data).toEqual({
      storeIds: ['shop'],
      staffId: 'alma',
    });
    expect((await eraseStores(world, { requestId: id })).next).toBe('done');
  });

  it('lets the request go on without it, once', async () => {
    const { browser, link, page, load } = await refused();

    const done = await browser.submit(page, { code: link.code }, 'without');
    await browser.submit(page, { code: link.code }, 'again');

    expect(textOf(done.html)).toContain('The desk goes on without it');
    expect(lastOf((await load()).log, 'stores-given-up')?.data).toEqual({
      storeIds: ['shop'],
      staffId: 'alma',
    });
    expect(lastOf((await load()).log, 'stores-retried')).toBeUndefined();
  });
});

describe('the task for what an erasure left', () => {
  it('names what and why, and records a statement that the report repeats', async () => {
    const world = aShop(findingsMap([gap('orders')]));
    const id = await approvedErasure(world);
    await eraseStores(world, { requestId: id });
    await askManualStores(world, { requestId: id, taskToken: 'people' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/task');
    const page = await enter(browser, link);

    expect(textOf(page.html)).toContain('Orders (2 records): does not say what an erasure does here');
    await browser.submit(page, {
      answer: 'kept',
      ground: 'a claim is open',
      until: '2027-12-31',
      code: link.code,
    });
    expect(lastOf((await world.register.load(id)).log, 'task-answered')?.data).toMatchObject({
      answer: 'kept',
    });
    expect((await eraseStores(world, { requestId: id })).next).toBe('done');
  });
});
