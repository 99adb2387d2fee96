import { watchDeadlines } from '../../functions/watch/watch-deadlines';
import { aForm, awaitingDecision, happened, received, search, verified } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { aWatch } from './a-watch';

jest.setTimeout(60_000);

describe('a request that stays unproven', () => {
  it('is reminded, reported to staff, and closed in writing before the date, each once', async () => {
    const watch = aWatch();
    const id = await received(watch.world);

    await watch.days(40);

    const request = await watch.world.register.load(id);
    const kinds = request.log.flatMap((e) => (e.type === 'mailed' ? [e.data.kind] : []));
    expect([request.status, request.outcome]).toEqual(['closed', 'unverified']);
    expect(kinds.filter((k) => k === 'verify-reminder')).toHaveLength(1);
    expect(kinds.filter((k) => k === 'staff-unverified-task')).toHaveLength(2);
    expect(kinds.filter((k) => k === 'unverified-notice')).toHaveLength(1);
    expect(request.log.find((e) => e.type === 'closed')?.at).toBe('2026-03-31T09:00:00.000Z');
    expect(request.log.some((e) => e.type === 'overdue')).toBe(false);
    expect(watch.notes).toEqual([]);
  });

  it('gets its own link with each reminder', async () => {
    const watch = aWatch();
    await received(watch.world);

    await watch.days(35);

    const links = watch.world.mailbox.to(mia.email).map((mail) => /\/v\/(\S+)/.exec(mail.text)?.[1]);
    expect(links).toHaveLength(3);
    expect(new Set(links).size).toBe(3);
  });
});

describe('the end of a wait', () => {
  it('lets the question for identifiers lapse, and wakes the driver', async () => {
    const watch = aWatch();
    const id = await verified(watch.world, aForm({ email: 'nobody@example.com' }));
    await search(watch.world, id);
    await watch.world.register.append(id, 'ask', () => anEvent('identifiers-asked'));
    await watch.world.items.saveWait(id, 'ask-identifiers', 'token');

    await watch.days(8);

    expect((await watch.world.register.load(id)).status).toBe('locating');
    expect(watch.world.workflow.answered).toEqual([{ taskToken: 'token', output: { next: 'go-on' } }]);
  });

  it('tries a store again every six hours, and gives it up three days before the date', async () => {
    const watch = aWatch();
    const { world } = watch;
    if (world.connectors.shop) world.connectors.shop.down = true;
    const id = await verified(world);
    world.clock.set('2026-03-29T05:00:00.000Z');
    const given = async () => (await world.register.load(id)).log.find((e) => e.type === 'stores-given-up');

    while (!(await given()) && world.clock.now() < '2026-04-10') {
      await search(world, id);
      world.clock.forward('PT6H');
      await watch.sweep();
    }

    const request = await world.register.load(id);
    expect((await given())?.data).toEqual({ storeIds: ['shop'] });
    expect((await given())?.at).toBe('2026-03-30T23:00:00.000Z');
    expect(request.log.filter((e) => e.type === 'stores-retried').length).toBeGreaterThan(4);
    expect(await search(world, id)).not.toBe('await-stores');
  });

  it('does not give up a store that came back between the check and the entry', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await verified(world);
    await world.register.append(id, 'down', () => anEvent('store-unavailable'));
    world.clock.set('2026-03-31T09:00:00.000Z');
    let armed = true;
    const register = Object.create(world.register) as typeof world.register;
    register.append = async (requestId, commandId, decide) => {
      if (armed && commandId.startsWith('retry-stores')) {
        armed = false;
        return world.register.load(requestId);
      }
      if (commandId.startsWith('give-up'))
        await world.register.append(id, 'back', () => anEvent('store-searched'));
      return world.register.append(requestId, commandId, decide);
    };

    await watchDeadlines({ ...watch.deps, register });

    expect(happened(await world.register.load(id))).not.toContain('stores-given-up');
  });

  it('ends the notice before an erasure, unless it is paused at that moment [R05]', async () => {
    for (const paused of [false, true]) {
      const watch = aWatch();
      const { world } = watch;
      const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
      await world.register.append(id, 'decide', (now) =>
        anEvent('decided', {
          manifestHash: now.log.find((e) => e.type === 'manifest-frozen')?.data.hash ?? '',
        }),
      );
      await world.register.append(id, 'notice', () =>
        anEvent('erasure-noticed', { endsAt: '2026-03-03T09:00:00.000Z' }),
      );
      await world.register.append(id, 'told', () => anEvent('mailed', { key: 'erasure-notice' }));
      const register = Object.create(world.register) as typeof world.register;
      register.append = async (requestId, commandId, decide) => {
        if (paused && commandId === 'end-erasure-notice')
          await world.register.append(id, 'pause', () => anEvent('erasure-paused'));
        return world.register.append(requestId, commandId, decide);
      };
      world.clock.set('2026-03-03T09:00:00.000Z');

      await watchDeadlines({ ...watch.deps, register });

      expect((await world.register.load(id)).status).toBe(paused ? 'with-staff' : 'fulfilling');
      expect(happened(await world.register.load(id)).includes('erasure-notice-ended')).toBe(!paused);
    }
  });

  it('brings the second reading a day after the last erasure', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await awaitingDecision(world, aForm({ right: 'erasure' }));
    await world.register.append(id, 'decide', (now) =>
      anEvent('decided', {
        manifestHash: now.log.find((e) => e.type === 'manifest-frozen')?.data.hash ?? '',
      }),
    );
    await world.register.append(id, 'erased', () => anEvent('store-erased'));
    await world.register.append(id, 'told', () => anEvent('mailed', { key: 'outcome' }));
    await world.items.saveWait(id, 'await-second-reading', 'token');
    world.clock.forward('PT23H');
    await watch.sweep();
    const early = happened(await world.register.load(id)).includes('second-reading-due');
    world.clock.forward('PT1H');

    await watch.sweep();

    expect(early).toBe(false);
    expect(world.workflow.answered).toContainEqual({ taskToken: 'token', output: { next: 'go-on' } });
  });
});
