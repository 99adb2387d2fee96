import type { DueRequest } from '../../functions/domain/ports';
import { watchDeadlines } from '../../functions/watch/watch-deadlines';
import { aForm, awaitingDecision, happened, received, verified } from '../builders/a-world';
import { aWatch } from './a-watch';

jest.setTimeout(60_000);

describe('the sweep', () => {
  it('is not stopped by a request that cannot be checked, and comes back to it', async () => {
    const watch = aWatch();
    const bad = await received(watch.world);
    const good = await received(watch.world, aForm({ email: 'noah.winter@example.com' }));
    await watch.world.vault.shred(bad);
    watch.world.clock.set('2026-03-06T09:00:00.000Z');

    const first = await watch.sweep();
    watch.world.clock.forward('P5D');
    const second = await watch.sweep();

    expect([first.failed, second.failed]).toEqual([1, 1]);
    expect(watch.notes).toContain(`${bad} ShreddedError`);
    expect(happened(await watch.world.register.load(good))).toContain('reminded');
  });

  it('takes in what the receiving function was not called for, and is not stopped by an unreadable item', async () => {
    const watch = aWatch();
    const { world } = watch;
    const overdue = await awaitingDecision(world);
    await world.inbox.put({
      requestId: 'dsr-broken',
      receivedAt: world.clock.now(),
      wrappedKey: 'AA',
      sealed: 'AA',
    });
    world.clock.set('2026-06-30T09:00:00.000Z');

    const sweep = await watch.sweep();

    expect([sweep.received, sweep.failed]).toEqual([0, 0]);
    expect(happened(await world.register.load(overdue))).toContain('overdue');
  });

  it('writes no index entry for an announcement that it has not seen', async () => {
    const watch = aWatch();
    const ids = await Promise.all([1, 2, 3].map(() => received(watch.world)));
    const settled: DueRequest[] = [];
    const register = Object.create(watch.world.register) as typeof watch.world.register;
    register.slice = async function* () {
      yield* ids;
    };
    register.settle = async (due) => void settled.push(due);

    await watchDeadlines({ ...watch.deps, register });

    const scanned = settled.filter((due) => ids.includes(due.requestId));
    expect(scanned).toHaveLength(3);
    for (const { requestId, announcedSeq } of scanned)
      expect(announcedSeq).toBeLessThanOrEqual((await watch.world.register.load(requestId)).log.length);
  });

  it('starts a lost driver again, and leaves a running one alone', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await verified(world);
    world.clock.forward('PT1H');
    await watch.sweep();
    world.clock.forward('PT2H');
    await watch.sweep();
    world.workflow.end(`${id}-v1`);
    world.clock.forward('PT2H');

    await watch.sweep();

    expect(world.workflow.started.map((e) => e.name)).toEqual([`${id}-v1`, `${id}-v2`]);
  });

  it('costs nothing for a request with nothing due', async () => {
    const watch = aWatch();
    await received(watch.world);
    await watch.sweep();

    const again = await watch.sweep();

    expect(again).toEqual({ checked: 0, done: 0, failed: 0, received: 0, handedOn: 0 });
  });

  it('carries out each action once if two run at once [R09]', async () => {
    const watch = aWatch();
    const { world } = watch;
    const [a, b] = [
      await received(world),
      await awaitingDecision(world, aForm({ email: 'noah.winter@example.com' })),
    ];
    world.clock.set('2026-03-20T09:00:00.000Z');
    world.mailbox.sent.length = 0;

    await Promise.all([watch.sweep(), watch.sweep()]);

    for (const id of [a, b]) {
      const { log } = await world.register.load(id);
      expect(new Set(log.map((e) => e.commandId)).size).toBe(log.length);
    }
    const mails = world.mailbox.sent.map((mail) => `${mail.to} ${mail.subject}`);
    expect(mails.length).toBeGreaterThan(4);
    expect(new Set(mails).size).toBe(mails.length);
  });
});
