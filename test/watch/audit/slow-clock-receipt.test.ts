import { mayErasureBegin } from '../../../functions/casework/queue/may-erasure-begin';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { aForm, received, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aClockDesk, type ClockDesk } from './a-clock-desk';

jest.setTimeout(60_000);

let desk: ClockDesk;

afterEach(() => desk.close());

/**
 * An ordinary request, made while the clock is behind. The clock is right again on 12 March, when the sweep
 * that notices runs.
 */
async function receivedBySlowClock<T>(behind: string, work: () => Promise<T>): Promise<T> {
  desk = await aClockDesk('in memory');
  await desk.goTo('2026-03-12T09:00:00.000Z');
  const made = await desk.whileOff(behind, async () => {
    await desk.sweep();
    return work();
  });
  await desk.sweep();
  return made;
}

describe.each(['-P2D', '-P40D'])('a request that came in while the clock was off by %s', (behind) => {
  it('has its alarm on its true date at the latest', async () => {
    const id = await receivedBySlowClock(behind, () => verified(desk.world, aForm()));

    for (const day of ['03-13', '04-10', '04-14']) await desk.goTo(`2026-${day}T09:00:00.000Z`);

    const [rung = ''] = await desk.dates(id, 'overdue');
    expect(rung >= '2026-03-12' && rung < '2026-04-15').toBe(true);
  });

  it('waits for the copy of the same person until its true date is near', async () => {
    const { access, erasure } = await receivedBySlowClock(behind, async () => {
      const [access, erasure] = [await verified(desk.world, aForm()), await desk.approvedErasure()];
      await desk.add(erasure, anEvent('linked', { requestId: access, here: 'own', there: 'own' }));
      await desk.add(access, anEvent('linked', { requestId: erasure, here: 'own', there: 'own' }));
      expect(await mayErasureBegin(desk.world, erasure)).toBe(false);
      return { access, erasure };
    });

    for (const day of ['03-13', '04-07']) await desk.goTo(`2026-${day}T09:00:00.000Z`);
    const [waited, open] = [await desk.dates(erasure, 'erasure-unqueued'), await desk.load(access)];
    await desk.goTo('2026-04-12T09:00:00.000Z');

    expect(waited).toEqual([]);
    expect(open.status).not.toBe('closed');
    expect(await desk.dates(erasure, 'erasure-unqueued')).toHaveLength(1);
  });

  it('waits for an answer to its question, and for its proof, as long as any other request', async () => {
    const { asked, unproven } = await receivedBySlowClock(behind, async () => {
      const asked = await verified(desk.world, aForm());
      await desk.add(asked, 'identifiers-asked');
      return { asked, unproven: await received(desk.world, aForm({ email: 'u@example.com' })) };
    });

    for (const day of ['03-13', '03-18']) await desk.goTo(`2026-${day}T09:00:00.000Z`);
    const early = await desk.dates(asked, 'identifiers-lapsed');
    await desk.goTo('2026-04-06T09:00:00.000Z');
    const { status } = await desk.load(unproven);
    await desk.goTo('2026-04-12T09:00:00.000Z');

    expect(early).toEqual([]);
    expect(await desk.dates(asked, 'identifiers-lapsed')).toHaveLength(1);
    expect(status).toBe('awaiting-verification');
    expect((await desk.load(unproven)).status).toBe('closed');
  });

  it('is not answered without a manual store’s result before its true date is near', async () => {
    const id = await receivedBySlowClock(behind, async () => {
      const asked = await verified(desk.world, aForm());
      await desk.add(asked, 'task-asked');
      return asked;
    });

    for (const day of ['03-14', '04-06']) await desk.goTo(`2026-${day}T09:00:00.000Z`);
    const early = await desk.dates(id, 'stores-given-up');
    await desk.goTo('2026-04-12T09:00:00.000Z');

    expect(early).toEqual([]);
    expect(await desk.dates(id, 'stores-given-up')).toHaveLength(1);
  });

  it.each(['given', 'mailed'])(
    'has the whole time of a notice that is %s when the clock is right',
    async (late) => {
      const notice = (id: string) => giveNotice(desk.world, { requestId: id, taskToken: 'x' });
      const id = await receivedBySlowClock(behind, async () => {
        const erasure = await desk.approvedErasure();
        if (late === 'mailed') {
          desk.world.mailbox.down = true;
          await notice(erasure).catch(() => undefined);
          desk.world.mailbox.down = false;
        }
        return erasure;
      });
      desk.world.clock.forward('P2D');
      await desk.sweep();

      await notice(id);
      await desk.go(2, 8);

      const [told = ''] = (await desk.load(id)).log
        .filter((e) => e.type === 'mailed' && e.data.kind === 'erasure-notice')
        .map((e) => e.at);
      const [ended = ''] = await desk.dates(id, 'erasure-notice-ended');
      expect(Date.parse(`${ended}:00:00Z`) - Date.parse(told)).toBeGreaterThanOrEqual(23 * 3_600_000);
    },
  );
});

describe.each(['-P2D', '-P8D'])(
  'a request whose receipt is the day that a wrong clock showed later, when it was off by %s',
  (behind) => {
    it('is recorded with the right date, and ends by its own date', async () => {
      desk = await aClockDesk('in memory');
      const right = '2026-03-12T09:00:00.000Z';
      desk.world.clock.set(right);
      desk.world.clock.forward(behind);
      const unproven = await received(desk.world, aForm({ email: 'u@example.com' }));
      await desk.sweep();
      await desk.go(1, 4);
      await desk.add(unproven, 'reminded');
      await desk.goTo(right);

      await desk.whileOff(behind, desk.sweep);
      await desk.sweep();

      const { log } = await desk.load(unproven);
      expect(log.filter(({ commandId }) => commandId.startsWith('dated-anew-'))).toEqual([]);
    });
  },
);
