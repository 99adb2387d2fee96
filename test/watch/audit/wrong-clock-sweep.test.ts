import { mayErasureBegin } from '../../../functions/casework/queue/may-erasure-begin';
import { dueDates } from '../../../functions/domain/due-dates';
import { giveNotice } from '../../../functions/steps/give-notice/give-notice';
import { aForm, received, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';
import { aClockDesk, type ClockDesk, type Kept } from './a-clock-desk';

jest.setTimeout(60_000);

const both: readonly Kept[] = ['in memory', 'in DynamoDB'];
let desk: ClockDesk;

afterEach(() => desk.close());

async function withStaff(email = 'staff@example.com'): Promise<string> {
  const id = await verified(desk.world, aForm({ email }));
  await desk.add(id, 'handed-to-staff');
  return id;
}

describe.each(['PT2H', 'P1Y'])('one sweep with the clock %s ahead', (ahead) => {
  it.each(both)('begins no erasure before the copy of the same person is sealed, %s', async (kept) => {
    desk = await aClockDesk(kept);
    const access = await verified(desk.world, aForm());
    const erasure = await desk.approvedErasure();
    await desk.add(erasure, anEvent('linked', { requestId: access, here: 'own', there: 'own' }));
    await desk.add(access, anEvent('linked', { requestId: erasure, here: 'own', there: 'own' }));
    expect(await mayErasureBegin(desk.world, erasure)).toBe(false);
    await desk.goTo('2026-03-30T21:00:00.000Z');

    await desk.whileOff(ahead, desk.sweep);
    await desk.sweep();

    expect(await mayErasureBegin(desk.world, erasure)).toBe(false);
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
  /** Year of the next check of the only request, according to the index. */
  const indexed = async () => {
    for await (const { nextCheckAt } of desk.world.register.summaries()) return nextCheckAt?.slice(0, 4);
    return undefined;
  };

  it('looks at all requests again in the first sweep with the right time, also if the sweeps between were in doubt', async () => {
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

  it('continues with that if the sweep was cut short', async () => {
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

/**
 * What was begun while the clock was off: a form, the notice of an erasure, a copy to be downloaded, a store
 * that did not answer.
 */
async function begunRequests() {
  const form = await received(desk.world, aForm({ email: 'u@example.com' }));
  const erasure = await desk.approvedErasure();
  await giveNotice(desk.world, { requestId: erasure, taskToken: 'x' });
  const copy = await verified(desk.world, aForm({ email: 'p@example.com' }));
  const told = anEvent('mailed', { key: 'outcome', kind: 'access-ready' });
  await desk.add(
    copy,
    'store-searched',
    'manifest-frozen',
    'decision-asked',
    'decided',
    'package-made',
    told,
  );
  await desk.add(copy, 'closed');
  const down = await verified(desk.world, aForm({ email: 'd@example.com' }));
  await desk.add(down, 'store-unavailable');
  return { form, erasure, copy, down };
}

const sweepSees = 'a sweep sees it';
const cases: readonly { by: string; kept: Kept; sees: string }[] = [
  { by: '-PT3H', kept: 'in memory', sees: sweepSees },
  { by: '-P2D', kept: 'in DynamoDB', sees: sweepSees },
  { by: '-P40D', kept: 'in memory', sees: sweepSees },
  { by: '-P4Y', kept: 'in memory', sees: sweepSees },
  { by: 'PT3H', kept: 'in memory', sees: 'no sweep sees it' },
  { by: 'P2D', kept: 'in memory', sees: sweepSees },
  { by: 'P1Y', kept: 'in DynamoDB', sees: sweepSees },
  { by: 'P1Y', kept: 'in memory', sees: 'no sweep sees it' },
];

describe.each(cases)('what was begun with the clock off by $by ($sees, $kept)', (off) => {
  it('has its whole time from when it was right again, and no more', async () => {
    desk = await aClockDesk(off.kept);
    await desk.goTo('2026-03-12T09:00:00.000Z');
    const { form, erasure, copy, down } = await desk.whileOff(off.by, async () => {
      if (off.sees === sweepSees) await desk.sweep();
      return begunRequests();
    });

    await desk.go(1, 6);
    await desk.go(2, 2);

    expect((await desk.load(form)).status).toBe('awaiting-verification');
    expect(await desk.dates(copy, 'package-expired')).toEqual([]);
    expect(await desk.dates(copy, 'shredded')).toEqual([]);
    expect((await desk.dates(down, 'stores-retried')).length).toBeGreaterThan(0);
    const [ended = ''] = await desk.dates(erasure, 'erasure-notice-ended');
    expect(ended >= '2026-03-13T09' && ended < '2026-03-15').toBe(true);

    await desk.goTo('2026-04-27T09:00:00.000Z');

    expect((await desk.load(form)).status).toBe('closed');
    expect(await desk.dates(copy, 'package-expired')).toHaveLength(1);
  });
});

describe.each(['PT3H', 'P40D', 'P1Y'])('a legal date, if the clock was %s ahead', (ahead) => {
  const latest = async (id: string) => dueDates(await desk.load(id), desk.world.book).latest;
  const rung = async (id: string) => (await desk.dates(id, 'overdue'))[0]?.slice(0, 10);

  it.each([sweepSees, 'no sweep sees it'])(
    'of a request that came in meanwhile is not later, if %s',
    async (sees) => {
      desk = await aClockDesk('in memory');
      const [proven, unproven] = await desk.whileOff(ahead, async () => {
        if (sees === sweepSees) await desk.sweep();
        return [await withStaff(), await received(desk.world, aForm({ email: 'u@example.com' }))] as const;
      });

      await desk.sweep();
      await desk.go(40, 1);

      expect(await latest(proven)).toBe('2026-04-02');
      expect(await rung(proven)).toBe('2026-04-03');
      expect((await desk.load(unproven)).status).toBe('closed');
    },
  );

  it('is extended by a doubt for no longer than the doubt lasted, whichever end of it that clock dated', async () => {
    desk = await aClockDesk('in memory');
    const doubt = (id: string) => desk.add(id, 'identity-doubted');
    const settle = (id: string) => desk.add(id, 'identity-doubt-settled');
    const [begun, settled] = [await verified(desk.world), await verified(desk.world)];
    await doubt(settled);
    await desk.whileOff(ahead, async () => {
      await doubt(begun);
      await settle(settled);
    });
    await desk.sweep();
    await desk.go(1, 2);
    await settle(begun);

    await desk.go(45, 1);

    for (const id of [begun, settled]) expect((await latest(id)) <= '2026-04-07').toBe(true);
  });
});

describe('staff actions while the clock was a year ahead', () => {
  it.each(both)('silence the alarm for a week, %s', async (kept) => {
    desk = await aClockDesk(kept);
    const overdue = await withStaff();
    await desk.goTo('2026-04-07T09:00:00.000Z');
    await desk.sweep();
    const asked = { ...anEvent('question-asked'), actor: { kind: 'staff', id: 'alma' } } as const;
    await desk.whileOff('P1Y', () => desk.add(overdue, asked));

    await desk.go(8, 1);

    const rung = (await desk.dates(overdue, 'overdue')).filter((date) => date > '2026-04-08');
    expect(rung.map((date) => date.slice(0, 10))).toEqual(['2026-04-15']);
  });
});
