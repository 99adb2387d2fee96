import { mailExtension } from '../../../functions/casework/mail/mail-extension';
import { mailFreshNotice } from '../../../functions/casework/mail/mail-notice';
import { dueDates } from '../../../functions/domain/due-dates';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { aForm, awaitingDecision, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aClockDesk, type ClockDesk } from './a-clock-desk';

jest.setTimeout(60_000);

let desk: ClockDesk;

beforeEach(async () => {
  desk = await aClockDesk('in memory');
});

afterEach(() => desk.close());

describe.each(['P1Y', '-P40D'])('while the clock is off by %s', (off) => {
  it('an answer that ends a pause moves no alarm beyond the true date', async () => {
    const id = await verified(desk.world, aForm());
    await desk.goTo('2026-03-03T09:00:00.000Z');
    await desk.add(id, 'identity-doubted');
    await desk.goTo('2026-03-10T09:00:00.000Z');
    await desk.whileOff(off, async () => {
      await desk.sweep();
      await desk.add(id, 'identity-doubt-settled');
    });
    await desk.goTo('2026-03-17T09:00:00.000Z');

    // Doubted on 3 March and settled on the 10th: seven days after 2 April.
    expect(dueDates(await desk.load(id), desk.world.book).latest <= '2026-04-09').toBe(true);
    await desk.goTo('2026-04-10T09:00:00.000Z');
    expect(await desk.dates(id, 'overdue')).not.toEqual([]);
  });
});

describe('while the clock is ahead', () => {
  it('an extension that was never mailed is not given up for good', async () => {
    const id = await awaitingDecision(desk.world, aForm());
    await desk.goTo('2026-03-20T09:00:00.000Z');
    desk.world.mailbox.down = true;
    await desk.add(id, anEvent('extended'));
    await mailExtension(desk.world, id).catch(() => undefined);
    desk.world.mailbox.down = false;
    await desk.whileOff('P40D', async () => {
      await desk.sweep();
      await desk.sweep();
    });
    await desk.go(2, 4);

    expect(dueDates(await desk.load(id), desk.world.book).latest).toBe('2026-06-02');
  });

  it('the second reading waits for its true day', async () => {
    await desk.goTo('2026-03-04T09:00:00.000Z');
    const id = await desk.approvedErasure();
    await desk.add(id, anEvent('store-erased'), anEvent('mailed', { key: 'outcome', kind: 'erasure-done' }));

    await desk.whileOff('P3D', () => desk.sweep());

    expect((await desk.load(id)).log.map(({ type }) => type)).not.toContain('second-reading-due');
  });
});

describe('a notice that a wrong clock dated too early', () => {
  it('lasts as long as any other, also if no sweep ran by that clock', async () => {
    await desk.goTo('2026-03-07T09:00:00.000Z');
    const id = await desk.approvedErasure();
    await desk.whileOff('-P2D', () => giveNotice(desk.world, { requestId: id, taskToken: 'x' }));

    await desk.sweep();
    await desk.goTo('2026-03-08T08:00:00.000Z');
    const early = await desk.dates(id, 'erasure-notice-ended');
    await desk.goTo('2026-03-08T11:00:00.000Z');

    expect(early).toEqual([]);
    expect(await desk.dates(id, 'erasure-notice-ended')).toHaveLength(1);
  });

  it('gives the time at which the erasure really begins when its link is requested again', async () => {
    await desk.goTo('2026-03-12T09:00:00.000Z');
    const id = await desk.whileOff('-P8D', async () => {
      await desk.sweep();
      const made = await desk.approvedErasure();
      await giveNotice(desk.world, { requestId: made, taskToken: 'x' });
      return made;
    });
    await desk.sweep();
    desk.world.clock.forward('PT1H');

    await mailFreshNotice(desk.world, await desk.load(id), undefined);

    const text = desk.world.mailbox.to(aForm().email).at(-1)?.text ?? '';
    expect(text).toContain('13 March');
    expect(text).not.toMatch(/[45] March/);
  });
});
