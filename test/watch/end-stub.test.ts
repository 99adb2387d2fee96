import { plusDuration } from '../../functions/domain/civil-time';
import { stubEndsAt } from '../../functions/domain/stub-end';
import { lostRequests } from '../../functions/watch/audit/lost-request';
import { aDesk } from '../builders/a-desk';
import { verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aRestorableDesk } from './audit/a-restorable-desk';

jest.setTimeout(60_000);

/** A closed request whose key was destroyed and whose stub remains, all of it anchored. */
async function stub() {
  const desk = aRestorableDesk();
  const { world } = desk;
  const id = await verified(world);
  for (const type of ['withdrawn', 'closed', 'shredded'] as const)
    await world.register.append(id, type, () => anEvent(type));
  const last = (await world.register.load(id)).log.at(-1)?.at ?? '';
  world.clock.forward('PT2H');
  await desk.anchor();
  return { desk, world, id, ends: stubEndsAt(world.desk, last) };
}

describe('the stub of a request whose key was destroyed', () => {
  it('ends six years after its last entry, and the evidence does not call that a loss', async () => {
    const { desk, world, id, ends } = await stub();
    world.clock.set(plusDuration(ends, '-PT1M', 'UTC'));
    await desk.sweep();
    expect(await world.register.find(id)).toBeDefined();
    world.clock.set(ends);

    const { failed } = await desk.sweep();
    await desk.sweep();

    expect(failed).toBe(0);
    expect(await world.register.find(id)).toBeUndefined();
    expect(await lostRequests(world.register, desk.evidence, world.clock.now())).toEqual([]);
    expect((await desk.verify()).faults.filter(({ kind }) => kind === 'request-missing')).toEqual([]);
    expect(world.mailbox.sent.filter(({ text }) => text.includes('is not in the register'))).toEqual([]);
  });

  it('that disappears a day before its time is a loss', async () => {
    const { desk, world, id, ends } = await stub();
    world.clock.set(plusDuration(ends, '-P5D', 'UTC'));
    await world.register.forget(id);

    const lost = await lostRequests(world.register, desk.evidence, world.clock.now());

    expect(lost).toMatchObject([{ requestId: id, isGone: true }]);
    expect((await desk.verify()).faults).toContainEqual(
      expect.objectContaining({ kind: 'request-missing', requestId: id }),
    );
  });

  it.each(['P1Y', 'P3Y', 'P10Y'])('outlives every record that is kept for %s', (recordsKept) => {
    const desk = { ...aDesk(), recordsKept };
    const last = '2026-03-02T09:00:00.000Z';

    expect(stubEndsAt(desk, last) > plusDuration(last, recordsKept, desk.zone)).toBe(true);
  });
});
