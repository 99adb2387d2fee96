import { lastOf } from '../../functions/domain/data-subject-request';
import { takeTurn } from '../../functions/queue/take-turn';
import { aForm, awaitingDecision, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aClockDesk, type ClockDesk, type Kept } from './a-clock-desk';

jest.setTimeout(60_000);

const both: readonly Kept[] = ['in memory', 'in DynamoDB'];
let desk: ClockDesk;

afterEach(() => desk.close());

/** An erasure that staff approved. */
async function approvedErasure(): Promise<string> {
  const id = await awaitingDecision(desk.world, aForm({ right: 'erasure' }));
  const frozen = lastOf((await desk.load(id)).log, 'manifest-frozen')?.data;
  await desk.add(id, anEvent('decided', { manifestHash: frozen?.hash ?? '', manifestVersion: 1 }));
  return id;
}

async function withStaff(email = 'staff@example.com'): Promise<string> {
  const id = await verified(desk.world, aForm({ email }));
  await desk.add(id, 'handed-to-staff');
  return id;
}

describe.each(['PT2H', 'P1Y'])('one sweep with the clock %s ahead', (ahead) => {
  it.each(both)('begins no erasure before the copy of the same person is sealed, %s', async (kept) => {
    desk = await aClockDesk(kept);
    const access = await verified(desk.world, aForm());
    const erasure = await approvedErasure();
    await desk.add(erasure, anEvent('linked', { requestId: access, here: 'own', there: 'own' }));
    await desk.add(access, anEvent('linked', { requestId: erasure, here: 'own', there: 'own' }));
    expect(await takeTurn(desk.world, erasure)).toBe(false);
    await desk.goTo('2026-03-30T21:00:00.000Z');

    await desk.whileOff(ahead, desk.sweep);
    await desk.sweep();

    expect(await takeTurn(desk.world, erasure)).toBe(false);
  });

  it.each([
    ['and AWS says so', true],
    ['and nobody says so', false],
  ])('lets the alarm of each request in the index ring on its day, %s', async (_, isSaid) => {
    desk = await aClockDesk('in DynamoDB');
    const ids = [await withStaff('a@example.com'), await withStaff('b@example.com')];
    await desk.goTo('2026-03-30T21:00:00.000Z');
    await desk.whileOff(ahead, desk.sweep, { isSaid });
    await desk.sweep();

    await desk.go(5, 1);

    for (const id of ids) {
      const real = (await desk.dates(id, 'overdue')).filter((date) => date < '2026-04-13');
      expect(real[0]).toBe('2026-04-03T21');
    }
  });
});

describe('after a sweep with a wrong clock', () => {
  /** Year of the next check of the one request, as the index has it. */
  const indexed = async () => {
    for await (const { nextCheckAt } of desk.world.register.summaries()) return nextCheckAt?.slice(0, 4);
    return undefined;
  };

  it('looks at all requests anew at the first right one, also if the ones between were in doubt', async () => {
    desk = await aClockDesk('in DynamoDB');
    await withStaff();
    await desk.goTo('2026-03-30T21:00:00.000Z');
    await desk.whileOff('P1Y', desk.sweep);
    const list = desk.evidence.list.bind(desk.evidence);
    desk.evidence.list = () => {
      throw new Error('no bucket');
    };
    await desk.sweep();
    expect(await indexed()).toBe('2027');
    desk.evidence.list = list;

    await desk.sweep();

    expect(await indexed()).toBe('2026');
  });

  it('goes on with that when the sweep was cut short', async () => {
    desk = await aClockDesk('in DynamoDB');
    await withStaff();
    await desk.goTo('2026-03-30T21:00:00.000Z');
    await desk.whileOff('P1Y', desk.sweep);
    const due = desk.world.register.due;
    desk.world.register.due = () => {
      throw new Error('cut short');
    };
    await expect(desk.sweep()).rejects.toThrow('cut short');
    desk.world.register.due = due;

    await desk.sweep();

    expect(await indexed()).toBe('2026');
  });
});
