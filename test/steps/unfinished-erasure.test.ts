import { lastOf } from '../../functions/domain/log-entries';
import { timersOf } from '../../functions/domain/timers';
import { eraseStores } from '../../functions/steps/erase-stores/erase-stores';
import { handToStaff } from '../../functions/steps/hand-to-staff/hand-to-staff';
import { notifyOutcome } from '../../functions/steps/notify-outcome/notify-outcome';
import { readStoresAgain } from '../../functions/steps/read-stores-again/read-stores-again';
import { aBook, aDesk } from '../builders/a-desk';
import { findingsMap } from '../builders/a-gap-map';
import { aMap } from '../builders/a-map';
import { aForm, aWorld, awaitingDecision, type World } from '../builders/a-world';
import { mia, profileRows, shopRows } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { textOf } from '../web/staff/browser';
import { enter, newestLink, openDesk } from '../web/staff/staff-desk';

jest.setTimeout(60_000);

const undecided = [
  {
    at: 'shop.yaml: orders',
    problem: 'nobody has said what an erasure does to orders',
    remedy: 'Set on_erasure to erase, anonymise or retain',
    storeId: 'shop',
    collection: 'orders',
    concerns: 'erasure',
  } as const,
];

/** An answered erasure whose stores were read again. */
async function answered(map = findingsMap(undecided)) {
  const desk = aDesk();
  const stores = desk.stores.filter(({ id }) => map.stores.some(({ storeId }) => storeId === id));
  const notes = [{ id: 'n-1', customer_id: 'c-1' }];
  const rows = { shop: { ...shopRows(), notes }, profiles: profileRows() };
  const world = aWorld({ desk: { ...desk, stores }, map, rows });
  const requestId = await awaitingDecision(world, aForm({ right: 'erasure' }));
  const frozen = lastOf((await world.register.load(requestId)).log, 'manifest-frozen')?.data;
  await world.register.append(requestId, 'approve', () =>
    anEvent('decided', { manifestHash: frozen?.hash ?? '', manifestVersion: frozen?.version ?? 0 }),
  );
  await eraseStores(world, { requestId });
  await notifyOutcome(world, { requestId });
  await world.register.append(requestId, 'second', () => anEvent('second-reading-due'));
  const { next } = await readStoresAgain(world, { requestId });
  return { world, requestId, next, load: () => world.register.load(requestId) };
}

const kinds = async (world: World, requestId: string) =>
  timersOf(await world.register.load(requestId), { desk: world.desk, book: aBook(world.desk) }).map(
    ({ kind }) => kind,
  );

const letters = (world: World) => world.mailbox.to(mia.email).map((mail) => mail.text);

describe('an erasure whose mail said that staff will write', () => {
  it('goes to staff with what is left, and its alarms continue', async () => {
    const { world, requestId, next, load } = await answered();

    expect(letters(world).at(-1)?.replaceAll(/\s+/g, ' ')).toContain('will write to you');
    expect(next).toBe('by-person');
    expect((await load()).status).toBe('with-staff');
    expect(lastOf((await load()).log, 'handed-to-staff')?.data.reason).toBe('unfinished');
    expect(await kinds(world, requestId)).toEqual(expect.arrayContaining(['remind-staff', 'overdue']));
  });

  it('shows the staff in charge what the requester was told, and mails what they write', async () => {
    const { world, requestId, load } = await answered();
    await handToStaff(world, { requestId, taskToken: 'case' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/case');
    const page = await enter(browser, link);

    await browser.submit(page, {
      outcome: 'fulfilled',
      answer: 'Your orders are gone too.',
      code: link.code,
    });
    const before = letters(world).length;
    await notifyOutcome(world, { requestId });
    await notifyOutcome(world, { requestId });

    expect(textOf(page.html)).toContain('What the person was told is not done yet');
    expect(textOf(page.html)).toMatch(/records, not decided yet/);
    expect(letters(world).slice(before)).toEqual([expect.stringContaining('Your orders are gone too.')]);
    expect((await load()).outcome).toBe('fulfilled');
  });

  it('is handed over once, however often the step is repeated', async () => {
    const { world, requestId, load } = await answered();

    const { next } = await readStoresAgain(world, { requestId });

    expect(next).toBe('by-person');
    expect((await load()).log.filter(({ type }) => type === 'handed-to-staff')).toHaveLength(1);
  });
});

it('ends after the second reading if nothing was left open', async () => {
  const { next, load } = await answered(aMap());

  expect(next).toBe('done');
  expect((await load()).status).toBe('fulfilling');
});
