import type { Drift } from '../../../functions/domain/event-facts';
import { allOf, lastOf } from '../../../functions/domain/log-entries';
import { openTasks } from '../../../functions/domain/open-work';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { askManualStores } from '../../../functions/steps/ask-manual-stores/ask-manual-stores';
import { eraseStores } from '../../../functions/steps/erase-stores/erase-stores';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../../functions/steps/notify-outcome/notify-outcome';
import { searchStores } from '../../../functions/steps/search-stores/search-stores';
import { aDesk, alma, bruno } from '../../builders/a-desk';
import { aMap } from '../../builders/a-map';
import { aForm, aWorld, awaitingDecision, verified, type World } from '../../builders/a-world';
import { mia, shopRows } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

jest.setTimeout(60_000);

/** An approved erasure of Mia's account; `during` happens in the shop while the notice runs. */
async function stopped(during: (world: World) => void) {
  const desk = aDesk();
  const world = aWorld({
    desk: { ...desk, stores: desk.stores.filter(({ id }) => id === 'shop') },
    map: aMap(),
    rows: { shop: shopRows() },
  });
  const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
  const browser = openDesk(world);
  const decide = await enter(browser, newestLink(world, 's/decide'));
  const code = (staff = alma) => {
    world.clock.forward('PT30S');
    return appCode(world, staff);
  };
  await browser.submit(decide, { totp: await appCode(world) }, 'approved');
  await world.register.append(id, 'notice', () => anEvent('erasure-noticed'));
  await world.register.append(id, 'over', () => anEvent('erasure-notice-ended'));
  during(world);
  await eraseStores(world, { requestId: id });
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  const link = newestLink(world, 's/case');
  const page = await enter(browser, link);
  return { world, id, browser, page, link, code, load: () => world.register.load(id) };
}

const rowsOf = (world: World, table: string) => world.connectors.shop?.rows.get(table) ?? [];
const idsIn = (world: World, table: string) => rowsOf(world, table).map((row) => row.id);
const change = (world: World, table: string, id: string, fields: Record<string, string>) =>
  Object.assign(rowsOf(world, table).find((row) => row.id === id) ?? {}, fields);

/** The same account and key, under an address that no one else has. */
const newAddress = (world: World) => change(world, 'customers', 'c-1', { email: 'mia.new@example.com' });
/** An order that now belongs to Noah's account. */
const otherOwner = (world: World) => change(world, 'orders', 'o-1', { customer_id: 'c-2' });

describe('an erasure that stopped at a row which no longer shows that it is the person’s', () => {
  it('says in which table and what to do, and offers every way to continue', async () => {
    const { page } = await stopped(otherOwner);

    expect(textOf(page.html)).toContain('Orders (orders): 1 record');
    expect(textOf(page.html)).toContain('Find out whose they are now.');
    expect(actsOf(page.html)).toEqual(expect.arrayContaining(['theirs', 'leave', 'search-again']));
    expect(actsOf(page.html)).not.toContain('accept');
  });

  it('erases nothing of it without a statement of staff', async () => {
    const { world } = await stopped(newAddress);

    expect(idsIn(world, 'customers')).toContain('c-1');
    expect(idsIn(world, 'orders')).toEqual(['o-1', 'o-2', 'o-3']);
  });

  it('goes on as approved once somebody who looked, and did not approve it, says that it is still this person’s', async () => {
    const { world, id, code } = await stopped(newAddress);
    const his = openDesk(world);
    const page = await enter(his, newestLink(world, 's/case', bruno.email));

    await his.submit(page, { totp: await code(bruno) }, 'theirs');

    expect((await eraseStores(world, { requestId: id })).next).toBe('done');
    expect(idsIn(world, 'customers')).toEqual(['c-2']);
    expect(idsIn(world, 'orders')).toEqual(['o-3']);
  });

  it('leaves it out with what depends on it, erases the rest, and asks for what is left', async () => {
    const { world, id, browser, page, code, load } = await stopped(otherOwner);

    await browser.submit(page, { totp: await code() }, 'leave');

    expect((await eraseStores(world, { requestId: id })).next).toBe('ask-manual-stores');
    expect(idsIn(world, 'orders')).toEqual(['o-1', 'o-3']);
    await askManualStores(world, { requestId: id, taskToken: 'people' });
    expect(openTasks(await load())).toMatchObject([{ kind: 'rest', storeId: 'shop' }]);
    const link = newestLink(world, 's/task');
    const task = await enter(browser, link);
    expect(textOf(task.html)).toContain('it changed after the approval, and may be somebody else’s by now');
    await browser.submit(task, { answer: 'nothing-held', code: link.code });
    expect((await eraseStores(world, { requestId: id })).next).toBe('done');
    await notifyOutcome(world, { requestId: id });
    expect(world.mailbox.to(mia.email).at(-1)?.subject).not.toBe('We have erased your data');
  });

  it('is searched and decided again, and a row that is not found any more is not forgotten', async () => {
    const { world, id, browser, page, link, load } = await stopped(newAddress);

    await browser.submit(page, { code: link.code }, 'search-again');

    expect((await load()).status).toBe('locating');
    expect(lastOf((await load()).log, 'workflow-started')?.data.machine).toBe('data-subject-request');
    expect((await searchStores(world, { requestId: id })).next).toBe('decide');
    await askDecision(world, { requestId: id, taskToken: 'again' });
    const anew = await enter(browser, newestLink(world, 's/decide'));
    expect(textOf(anew.html)).toContain('the search does not find it any more: find out whose it is');
    expect(allOf((await load()).log, 'manifest-frozen')).toHaveLength(2);
    expect((await load()).log.filter((e) => e.type === 'handed-to-staff')).toHaveLength(1);
  });

  it('carries out what was newly approved', async () => {
    const { world, id, browser, page, link, code } = await stopped(otherOwner);
    await browser.submit(page, { code: link.code }, 'search-again');
    await searchStores(world, { requestId: id });
    await askDecision(world, { requestId: id, taskToken: 'again' });
    const anew = await enter(browser, newestLink(world, 's/decide'));

    await browser.submit(anew, { totp: await code() }, 'approved');

    expect((await eraseStores(world, { requestId: id })).next).toBe('ask-manual-stores');
    expect(idsIn(world, 'orders')).toEqual(['o-1', 'o-3']);
  });
});

describe('an erasure that stopped', () => {
  const ways: readonly (readonly [Drift, (world: World) => void, readonly string[]])[] = [
    ['kept-row-gone', (world) => world.connectors.shop?.rows.set('invoices', []), ['search-again']],
    ['vanished', (world) => world.connectors.shop?.rows.set('orders', []), ['accept', 'search-again']],
    [
      'new-since-approval',
      (world) => rowsOf(world, 'orders').push({ id: 'o-9', customer_id: 'c-1', item: 'Lamp', gift_for: '' }),
      ['accept', 'leave', 'search-again'],
    ],
    ['new-owner', otherOwner, ['theirs', 'leave', 'search-again']],
    [
      'became-unread',
      (world) =>
        world.connectors.shop?.unread.push({ collection: 'orders', place: 'orders/1', reason: 'broken' }),
      ['search-again'],
    ],
  ];

  it.each(ways)('at %s has a button for each way to continue', async (reason, during, acts) => {
    const { page, load } = await stopped(during);

    expect(lastOf((await load()).log, 'erasure-drifted')?.data.reason).toBe(reason);
    expect(actsOf(page.html).filter((act) => act !== 'extend')).toEqual(acts);
  });

  it('leaves out what was added since, and the account on which it depends', async () => {
    const { world, id, browser, page, code } = await stopped((shop) =>
      rowsOf(shop, 'orders').push({ id: 'o-9', customer_id: 'c-1', item: 'Lamp', gift_for: '' }),
    );

    await browser.submit(page, { totp: await code() }, 'leave');

    expect((await eraseStores(world, { requestId: id })).next).toBe('ask-manual-stores');
    expect(idsIn(world, 'orders')).toEqual(['o-3', 'o-9']);
    expect(idsIn(world, 'customers')).toEqual(['c-1', 'c-2']);
  });

  it('never ends as nothing found once stores were told to erase', async () => {
    const { world, id } = await stopped(otherOwner);
    await world.register.append(id, 'anew', () => anEvent('search-renewed'));
    for (const table of ['customers', 'orders', 'invoices']) world.connectors.shop?.rows.set(table, []);

    expect((await searchStores(world, { requestId: id })).next).toBe('decide');
  });
});

describe('a request that came to a person because several fit', () => {
  const twice = (rows: ReturnType<typeof shopRows>) => {
    const [first] = rows.customers ?? [];
    return { ...rows, customers: [...(rows.customers ?? []), { ...first, id: 'c-7', number: 'N-7' }] };
  };

  it('can be given back to the desk once that is resolved, and comes back if it is not', async () => {
    const world = aWorld({ map: aMap(), rows: { shop: twice(shopRows()), profiles: {} } });
    const id = await verified(world, aForm({ right: 'erasure' }));
    expect((await searchStores(world, { requestId: id })).next).toBe('by-person');
    await handToStaff(world, { requestId: id, taskToken: 'case' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/case');
    const page = await enter(browser, link);

    await browser.submit(page, { code: link.code }, 'search-again');

    const load = () => world.register.load(id);
    expect((await load()).status).toBe('locating');
    expect((await searchStores(world, { requestId: id })).next).toBe('by-person');
    expect((await load()).status).toBe('with-staff');
    const customers = rowsOf(world, 'customers').filter((row) => row.id !== 'c-7');
    world.connectors.shop?.rows.set('customers', customers);
    await world.register.append(id, 'anew', () => anEvent('search-renewed'));
    expect((await searchStores(world, { requestId: id })).next).toBe('decide');
  });

  it.each(['child', 'employee', 'appeal', 'right-by-staff'] as const)(
    'stays with a person where only a person may answer: %s',
    async (reason) => {
      const world = aWorld();
      const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
      await world.register.append(id, 'hand', () => anEvent('handed-to-staff', { reason }));

      await expect(world.register.append(id, 'anew', () => anEvent('search-renewed'))).rejects.toThrow();
    },
  );
});
