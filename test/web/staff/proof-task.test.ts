import { categoriesOnlyBecause } from '../../../functions/domain/details-proof';
import { lastOf } from '../../../functions/domain/log-entries';
import { openTasks } from '../../../functions/domain/open-work';
import { timersOf } from '../../../functions/domain/timers';
import { carryOutTimer } from '../../../functions/watch/carry-out-timer';
import { approvedCopy, californianDesk, californianWorld } from '../../builders/a-californian';
import { alma, bruno } from '../../builders/a-desk';
import type { World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

jest.setTimeout(60_000);

async function opened(world: World, who = bruno) {
  await setUpApp(world, who);
  const id = await approvedCopy(world);
  const link = newestLink(world, 's/task', who.email);
  const browser = openDesk(world);
  return { id, browser, link, page: await enter(browser, link) };
}

const because = 'I called the number in the account.';

describe('the task of an approved copy whose details wait', () => {
  it('says what the law wants, what the person can do and when the answer is sent without the details', async () => {
    const world = californianWorld();
    const { page } = await opened(world);

    expect(textOf(page.html)).toMatch(/law of California/);
    expect(textOf(page.html)).toMatch(/3 tries left/);
    expect(actsOf(page.html)).toEqual(['known', 'without']);
  });

  it('lets somebody who did not approve say that they know the person', async () => {
    const world = californianWorld();
    const { id, browser, page } = await opened(world);

    await browser.submit(page, { because, totp: await appCode(world, bruno) }, 'known');

    const request = await world.register.load(id);
    expect(lastOf(request.log, 'details-vouched')?.data.staffId).toBe('bruno');
    expect(openTasks(request)).toEqual([]);
    expect(categoriesOnlyBecause(world, request)).toBeUndefined();
  });

  it('lets no approver of the copy be the only one to say so, where somebody else may', async () => {
    const world = californianWorld();
    const { id, browser, page } = await opened(world, alma);

    const done = await browser.submit(page, { because, totp: await appCode(world, alma) }, 'known');

    expect(textOf(done.html)).toMatch(/somebody else who may decide has to say the same/);
    expect(categoriesOnlyBecause(world, await world.register.load(id))).toBe('not-proven');
  });

  it('lets the only one who may decide say so', async () => {
    const world = californianWorld({ desk: californianDesk({ staff: [alma] }) });
    const { id, browser, page } = await opened(world, alma);

    await browser.submit(page, { because, totp: await appCode(world, alma) }, 'known');

    expect(categoriesOnlyBecause(world, await world.register.load(id))).toBeUndefined();
  });

  it('needs a reason and the app for it', async () => {
    const world = californianWorld();
    const { id, browser, page } = await opened(world);

    for (const fields of [
      { because: '', totp: await appCode(world, bruno) },
      { because, totp: '000000' },
    ]) {
      const back = await browser.submit(page, fields, 'known');
      expect(back.status).toBe(400);
    }
    expect(lastOf((await world.register.load(id)).log, 'details-vouched')).toBeUndefined();
  });

  it('lets the answer be sent at once without the details', async () => {
    const world = californianWorld();
    const { id, browser, link, page } = await opened(world);

    await browser.submit(page, { code: link.code }, 'without');

    const request = await world.register.load(id);
    expect(openTasks(request)).toEqual([]);
    expect(categoriesOnlyBecause(world, request)).toBe('not-proven');
  });

  it('ends before the deadline, after a reminder to the person, and staff read that nothing is to be done', async () => {
    const world = californianWorld();
    const { id } = await opened(world);
    const due = async (kind: string) =>
      timersOf(await world.register.load(id), world).find((timer) => timer.kind === kind);
    const reminder = await due('remind-proof');
    const end = await due('give-up-stores');
    if (!reminder || !end) throw new Error('no timer');
    expect(reminder.at < end.at).toBe(true);
    // 45 days from 24 November in California end on 8 January.
    expect(end.at < '2027-01-09T08:00:00Z').toBe(true);
    world.clock.set(reminder.at);
    await carryOutTimer(world as never, await world.register.load(id), reminder);
    expect(world.mailbox.to(mia.email).at(-1)?.text).toMatch(/\/r\/proof\//);

    world.clock.set(end.at);
    await carryOutTimer(world as never, await world.register.load(id), end);
    const told = await due('tell-given-up');
    if (told) await carryOutTimer(world as never, await world.register.load(id), told);

    expect(openTasks(await world.register.load(id))).toEqual([]);
    expect(world.mailbox.to(alma.email).at(-1)?.text).toMatch(/tells the kinds of data alone/);
  });

  it.each(['P1D', 'P20D', 'P43D', 'P44D', 'P44DT16H'])(
    'leaves half a day before the deadline, when it is approved %s late',
    async (late) => {
      const world = californianWorld();
      const id = await approvedCopy(world, 'US-CA', late);
      const end = timersOf(await world.register.load(id), world).find(
        ({ kind }) => kind === 'give-up-stores',
      );

      expect((end?.at ?? '9') <= '2027-01-08T20:00:00.000Z').toBe(true);
    },
  );
});
