import { isDoubted } from '../../../functions/domain/data-subject-request';
import type { StaffMember } from '../../../functions/domain/desk';
import type { NewEvent } from '../../../functions/domain/events';
import { handToStaff } from '../../../functions/steps/hand-to-staff/hand-to-staff';
import { requestPath } from '../../../functions/web/staff/request.routes';
import { alma, bruno } from '../../builders/a-desk';
import { aForm, aWorld, verified, type World } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { approvedErasure } from '../../steps/erasure-saga';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk, setUpApp } from './staff-desk';

async function add(world: World, id: string, ...events: readonly NewEvent[]): Promise<void> {
  for (const event of events) await world.register.append(id, `added-${event.type}`, () => event);
}

/** How an erasure came to staff with a way to let it go on. */
const stops: Readonly<Record<string, readonly NewEvent[]>> = {
  resume: [anEvent('erasure-noticed'), anEvent('erasure-paused'), anEvent('handed-to-staff')],
  theirs: [
    anEvent('erasure-drifted', { reason: 'vanished', ways: ['theirs', 'leave'] }),
    anEvent('handed-to-staff', { reason: 'drift' }),
  ],
  accept: [
    anEvent('erasure-drifted', { reason: 'new-since-approval' }),
    anEvent('handed-to-staff', { reason: 'drift' }),
  ],
};

async function doubted(act: string) {
  const world = aWorld();
  const id = await approvedErasure(world, aForm().email);
  await add(world, id, ...(stops[act] ?? []));
  await handToStaff(world, { requestId: id, taskToken: 'case' });
  await setUpApp(world);
  const browser = openDesk(world);
  const link = newestLink(world, 's/case');
  const before = await enter(browser, link);
  await add(world, id, anEvent('identity-doubted'));
  return { world, id, browser, link, before, load: () => world.register.load(id) };
}

/**
 * Presses the button on the member's own page, where it is offered: the one who settled the doubt has
 * vouched, so the other may be needed.
 */
async function goOn(world: World, staff: StaffMember, act: string): Promise<void> {
  await setUpApp(world, staff);
  const browser = openDesk(world);
  const page = await enter(browser, newestLink(world, 's/case', staff.email));
  if (actsOf(page.html).includes(act)) await browser.submit(page, { totp: await appCode(world, staff) }, act);
}

describe.each(Object.keys(stops))(
  'an erasure that staff may let go on (%s), once one of them doubts who asks',
  (act) => {
    it('does not go on from a page that was opened before, and says so', async () => {
      const { world, browser, before, load } = await doubted(act);

      const answer = await browser.submit(before, { totp: await appCode(world) }, act);

      expect(answer.status).toBe(400);
      expect(textOf(answer.html)).toContain('changed since you opened the page');
      expect(answer.html).toContain(`href="${before.path}"`);
      expect((await load()).status).toBe('with-staff');
    });

    it('is settled on the case page, and then goes on from there', async () => {
      const { world, browser, link, before, load } = await doubted(act);
      const page = await browser.get(before.path);

      const empty = await browser.submit(
        page,
        { because: ' ', code: link.code, totp: await appCode(world) },
        'settle',
      );
      await browser.submit(page, { because: 'She rang.', totp: await appCode(world) }, 'settle');
      const isSettled = !isDoubted(await load());
      world.clock.forward('PT30S');
      for (const staff of [bruno, alma]) await goOn(world, staff, act);

      expect(actsOf(page.html)).toContain('settle');
      expect(actsOf(page.html)).not.toContain(act);
      expect(empty.html).toContain('href="#settle-because"');
      expect(isSettled).toBe(true);
      expect((await load()).status).not.toBe('with-staff');
    });
  },
);

describe('a search that waits because somebody doubts who asks', () => {
  it('opens from the list at the page that settles the doubt', async () => {
    const world = aWorld();
    const id = await verified(world);
    await add(world, id, anEvent('identity-doubted'));
    await setUpApp(world);
    const browser = openDesk(world);
    await browser.post('/s/in', { email: alma.email });
    const half = await enter(browser, newestLink(world, 's/in'));
    await browser.submit(half, { totp: await appCode(world) });

    const row = await browser.get(requestPath(id));
    const page = await browser.submit(row, {});
    const { code } = newestLink(world, 's/identity');
    await browser.submit(page, { because: 'She rang.', code }, 'known');

    expect(isDoubted(await world.register.load(id))).toBe(false);
  });
});
