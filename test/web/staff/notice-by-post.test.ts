import { allOf } from '../../../functions/domain/log-entries';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { aForm, happened, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { approvedErasure } from '../../steps/erasure-saga';
import { aWatch } from '../../watch/a-watch';
import { textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

const now = '2026-03-10T10:00:00.000Z';

/** A notice before an erasure that did not reach the person: refused at once, or returned an hour later. */
async function unreached(how: 'refused' | 'came back') {
  const watch = aWatch({ now });
  const { world } = watch;
  const { email } = aForm();
  const id = await approvedErasure(world, email);
  if (how === 'refused') world.mailbox.refuses.set(email, 'address');
  await giveNotice(world, { requestId: id, taskToken: 'notice' });
  world.clock.forward('PT1H');
  const notice = { key: 'erasure-notice', kind: 'erasure-notice', to: 'requester' } as const;
  if (how === 'came back') await world.register.append(id, 'back', () => anEvent('mail-bounced', notice));
  await setUpApp(world);
  const browser = openDesk(world);
  await browser.post('/s/in', { email: 'alma@shop.example.com' });
  const half = await enter(browser, newestLink(world, 's/in'));
  await browser.submit(half, { totp: await appCode(world) });
  const page = await browser.get(`/s/letters/${id}`);
  return { watch, world, id, browser, page };
}

async function begun({ register }: World, id: string): Promise<boolean> {
  return happened(await register.load(id)).includes('erasure-notice-ended');
}

describe.each(['refused', 'came back'] as const)('a notice before an erasure that %s', (how) => {
  it('holds the erasure until staff have dealt with it, and they are reminded', async () => {
    const { watch, world, id } = await unreached(how);

    await watch.days(20);

    expect(await begun(world, id)).toBe(false);
    expect(allOf((await world.register.load(id)).log, 'reminded').map(({ data }) => data.what)).toContain(
      'letter',
    );
  });

  it('counts from the day on which a letter has arrived', async () => {
    const { watch, world, id, browser, page } = await unreached(how);

    await browser.submit(page, { postedOn: '2026-03-10' }, 'posted');
    world.clock.set('2026-03-14T22:00:00.000Z');
    await watch.sweep();
    const early = await begun(world, id);
    world.clock.set('2026-03-14T23:30:00.000Z');
    await watch.sweep();

    expect([early, await begun(world, id)]).toEqual([false, true]);
  });

  it('counts from when staff say that a letter is not needed any more, and the page says so', async () => {
    const { watch, world, id, browser, page } = await unreached(how);

    await browser.submit(page, {}, 'settled');
    world.clock.forward('PT23H');
    await watch.sweep();
    const early = await begun(world, id);
    world.clock.forward('PT2H');
    await watch.sweep();

    expect(textOf(page.html)).toContain('Nothing is erased before the person knows this');
    expect([early, await begun(world, id)]).toEqual([false, true]);
  });
});

describe('a pause that a crash interrupted', () => {
  it('reaches staff with the next sweep, once', async () => {
    const watch = aWatch({ now });
    const { world } = watch;
    const id = await approvedErasure(world, aForm().email);
    await giveNotice(world, { requestId: id, taskToken: 'notice' });
    await world.register.append(id, 'pause-erasure-1', () => anEvent('erasure-paused'));

    await watch.sweep();
    await watch.sweep();

    const told = world.mailbox.to('alma@shop.example.com').filter(({ text }) => text.includes('/s/case/'));
    expect((await world.register.load(id)).status).toBe('with-staff');
    expect(told).toHaveLength(1);
  });
});
