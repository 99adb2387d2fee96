import { minusDuration } from '../../functions/domain/civil-time';
import { dueDates } from '../../functions/domain/due-dates';
import { lastOf } from '../../functions/domain/log-entries';
import { aBook, aDesk, alma, bruno, jonas } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import { aForm, awaitingDecision, awaitingPeople, happened, received, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

jest.setTimeout(120_000);

const office = aDesk().escalateTo;

/** The security case says 500: `WATCH_OPEN=500`, about a minute. */
const OPEN = Number(process.env.WATCH_OPEN ?? 60);

/** Time that runs out after this many looks at it. */
function clockOf(looks: number) {
  let left = looks;
  return { remainingMs: () => (left-- > 0 ? 600_000 : 0) };
}

async function byStaff(watch: Watch): Promise<string> {
  const id = await verified(watch.world, aForm({ right: 'restriction' }));
  await watch.world.register.append(id, 'handed', () => anEvent('handed-to-staff'));
  return id;
}

describe('a sweep', () => {
  it('first looks at requests with legal dates, and the next sweep begins where it stopped', async () => {
    const watch = aWatch();
    await watch.sweep();
    const late = await byStaff(watch);
    watch.world.clock.set('2026-04-04T09:00:00.000Z');
    await verified(watch.world);
    watch.world.clock.forward('PT2H');

    const first = await watch.sweepFor(clockOf(2));
    const overdue = happened(await watch.world.register.load(late)).includes('overdue');
    const second = await watch.sweep();

    expect([overdue, first.handedOn > 0, second.handedOn]).toEqual([true, true, 0]);
  });

  it('reaches every request in the end, although each sweep has time for only a few', async () => {
    const watch = aWatch();
    await watch.sweep();
    const ids: string[] = [];
    for (let n = 0; n < 12; n += 1) ids.push(await byStaff(watch));
    watch.world.clock.set('2026-04-04T09:00:00.000Z');

    for (let n = 0; n < 20; n += 1) await watch.sweepFor(clockOf(6));

    const logs = await Promise.all(ids.map((id) => watch.world.register.load(id)));
    expect(logs.filter((request) => !happened(request).includes('overdue'))).toEqual([]);
  });

  it('skips for a while a request that cannot be read, and comes back to it once it can', async () => {
    const watch = aWatch();
    const id = await byStaff(watch);
    watch.world.clock.set('2026-04-04T09:00:00.000Z');
    const register = Object.create(watch.world.register) as typeof watch.world.register;
    register.due = (until) => watch.world.register.due(until);
    register.load = async () => {
      throw new RangeError('damaged');
    };
    const damaged = watch.with({ register });
    const first = await damaged.sweep();
    const again = await damaged.sweep();
    watch.world.clock.forward('PT1H');

    const mended = await watch.sweep();

    expect([first.failed, again.failed, mended.failed]).toEqual([1, 0, 0]);
    expect(happened(await watch.world.register.load(id))).toContain('overdue');
  });

  it('that comes after 26 hours without one does everything that fell due meanwhile, once [C04]', async () => {
    const watch = aWatch();
    const id = await byStaff(watch);
    const unproven = await received(watch.world, aForm({ email: 'noah.winter@example.com' }));
    watch.world.clock.set('2026-03-04T09:00:00.000Z');
    await watch.sweep();
    watch.world.clock.forward('PT26H');

    await watch.sweep();
    await watch.sweep();

    const reminders = (await watch.world.register.load(unproven)).log.filter((e) => e.type === 'reminded');
    expect(reminders).toHaveLength(1);
    expect(happened(await watch.world.register.load(id))).not.toContain('timer-failed');
  });

  it('that runs twice at once over many requests carries out each action once [R09]', async () => {
    const watch = aWatch();
    const first = await byStaff(watch);
    const log = watch.world.register.logs.get(first) ?? [];
    for (let n = 1; n < OPEN; n += 1) {
      const requestId = `dsr-${String(n).padStart(12, '0')}`;
      await watch.world.vault.adopt(requestId);
      watch.world.register.logs.set(
        requestId,
        structuredClone(log).map((e) => ({ ...e, requestId })),
      );
    }
    watch.world.clock.set('2026-03-18T09:00:00.000Z');

    await Promise.all([watch.sweep(), watch.sweep()]);

    const { register, mailbox } = watch.world;
    const logs = await Promise.all([...register.logs.keys()].map((id) => register.load(id)));
    for (const request of logs)
      expect(new Set(request.log.map((e) => e.commandId)).size).toBe(request.log.length);
    const reminders = mailbox.sent.filter((mail) => mail.subject.startsWith('Reminder'));
    expect(reminders).toHaveLength(2 * OPEN);
  });
});

describe('a letter that staff enter weeks after it came', () => {
  it.each([14, 17, 21, 24, 27])('is looked at by the first sweep, %i days late', async (days) => {
    const watch = aWatch();
    await watch.sweep();
    const now = watch.world.clock.now();
    watch.world.clock.set(minusDuration(now, `P${days}D`, 'UTC'));
    const form = await received(watch.world);
    watch.world.clock.set(now);
    await watch.world.register.append(form, 'note', () => anEvent('reminded', { what: 'x' }));

    const { done } = await watch.sweep();

    expect(done).toBeGreaterThan(0);
  });
});

describe('a task whose owner has left', () => {
  const eva = { ...jonas, id: 'eva', name: 'Eva', email: 'eva@shop.example.com' };
  const desk = aDesk();
  const withEva = {
    staff: [alma, bruno, eva],
    stores: desk.stores.map((store) => (store.id === 'mailbox' ? { ...store, owner: 'eva' } : store)),
  };

  it.each([
    ['the present owner of its store', withEva, 'eva@shop.example.com'],
    ['whoever decides, when nobody looks after the store', { staff: [alma, bruno] }, alma.email],
  ] as const)(
    'goes to %s, who is asked and reminded, and the request is called overdue in time',
    async (_, change, to) => {
      const before = aWatch({ map: aMap({ manual: true }) });
      const id = await awaitingPeople(before.world);
      before.world.mailbox.sent.length = 0;
      const after = before.with({ desk: { ...desk, ...change } });

      for (let day = 0; day < 40; day += 1) {
        before.world.clock.forward('P1D');
        await after.sweep();
      }

      const mails = before.world.mailbox.to(to).map((mail) => mail.subject.split(':')[0]);
      expect(mails.filter((subject) => subject === 'A task for you').length).toBe(1);
      expect(mails.filter((subject) => subject?.startsWith('Reminder')).length).toBeGreaterThan(1);
      expect(before.world.mailbox.to(jonas.email)).toEqual([]);
      expect(before.world.mailbox.to(office).some((mail) => mail.subject.startsWith('OVERDUE'))).toBe(true);
      const { log } = await before.world.register.load(id);
      expect(lastOf(log, 'timer-failed')).toBeUndefined();
    },
  );
});

describe('somebody who becomes an approver', () => {
  it('is asked once about what waits for a decision, and the log does not grow by it', async () => {
    const watch = aWatch();
    const id = await awaitingDecision(watch.world);
    await watch.sweep();
    const before = (await watch.world.register.load(id)).log.length;
    const carla = { ...bruno, id: 'carla', email: 'carla@shop.example.com' };
    const after = watch.with({ desk: aDesk({ staff: [alma, bruno, carla, jonas] }) });

    for (let hour = 0; hour < 13 * 24; hour += 6) {
      watch.world.clock.forward('PT6H');
      await after.sweep();
    }

    const request = await watch.world.register.load(id);
    expect(watch.world.mailbox.to(carla.email)).toHaveLength(1);
    expect(request.log.length - before).toBeLessThan(4);
    expect(dueDates(request, aBook()).latest).toBe('2026-04-02');
  });
});
