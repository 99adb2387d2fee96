import type { DueRequest } from '../../functions/domain/ports';
import { watchDeadlines } from '../../functions/watch/watch-deadlines';
import { alma, bruno, jonas } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import {
  aForm,
  awaitingDecision,
  awaitingPeople,
  happened,
  received,
  search,
  verified,
} from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { aWatch } from './a-watch';

jest.setTimeout(60_000);

describe('a request that nobody proves', () => {
  it('is reminded, told to staff, and closed in writing before the date, each once', async () => {
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

  it('gets from each reminder a link of its own', async () => {
    const watch = aWatch();
    await received(watch.world);

    await watch.days(35);

    const links = watch.world.mailbox.to(mia.email).map((mail) => /\/v\/(\S+)/.exec(mail.text)?.[1]);
    expect(links).toHaveLength(3);
    expect(new Set(links).size).toBe(3);
  });
});

describe('waits that end', () => {
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

  it('gives up no store that came back between the look and the word', async () => {
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

    await watchDeadlines({ ...watch.deps, register })();

    expect(happened(await world.register.load(id))).not.toContain('stores-given-up');
  });

  it('ends the notice before an erasure, but not one that was paused under its hands', async () => {
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

      await watchDeadlines({ ...watch.deps, register })();

      expect((await world.register.load(id)).status).toBe(paused ? 'erasure-notice' : 'fulfilling');
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

describe('staff', () => {
  it('are reminded three times and then alarmed, at a second address too, while nobody decides', async () => {
    const watch = aWatch();
    const id = await awaitingDecision(watch.world);
    watch.world.mailbox.sent.length = 0;

    await watch.days(40);

    const kinds = (await watch.world.register.load(id)).log.flatMap((e) =>
      e.type === 'mailed' ? [e.data.kind] : [],
    );
    expect(kinds.filter((k) => k === 'staff-reminder')).toHaveLength(6);
    expect(kinds.filter((k) => k === 'staff-overdue')).toHaveLength(3);
    expect(watch.world.mailbox.to(alma.email)).toHaveLength(4);
    expect(watch.world.mailbox.to(bruno.email)).toHaveLength(4);
    expect(watch.world.mailbox.to('office@shop.example.com')).toHaveLength(1);
    expect(watch.world.mailbox.to(jonas.email)).toEqual([]);
  });

  it('hear only the latest of several reminders after a missed run', async () => {
    const watch = aWatch();
    await awaitingDecision(watch.world);
    watch.world.mailbox.sent.length = 0;
    watch.world.clock.set('2026-03-30T09:00:00.000Z');

    await watch.sweep();
    await watch.sweep();

    expect(watch.world.mailbox.to(alma.email)).toHaveLength(1);
  });

  it('hear that it is overdue though every run before was missed', async () => {
    const watch = aWatch();
    const id = await awaitingDecision(watch.world);
    watch.world.clock.set('2026-06-30T09:00:00.000Z');

    await watch.sweep();

    expect(happened(await watch.world.register.load(id))).toContain('overdue');
    expect(watch.world.mailbox.to('office@shop.example.com')).toHaveLength(1);
  });

  it('are reminded of a store that only they can look into, once', async () => {
    const watch = aWatch({ map: aMap({ manual: true }) });
    await awaitingPeople(watch.world);
    watch.world.mailbox.sent.length = 0;

    await watch.days(29);

    expect(watch.world.mailbox.to(jonas.email)).toHaveLength(1);
  });
});

describe('what was made for the person', () => {
  async function packed() {
    const watch = aWatch();
    const { world } = watch;
    const id = await awaitingDecision(world);
    await world.register.append(id, 'decide', (now) =>
      anEvent('decided', {
        manifestHash: now.log.find((e) => e.type === 'manifest-frozen')?.data.hash ?? '',
      }),
    );
    world.packages.content.set('answer.zip', Buffer.from('zip'));
    await world.register.append(id, 'packed', () => anEvent('package-made'));
    await world.register.append(id, 'closed', () => anEvent('closed'));
    world.mailbox.sent.length = 0;
    return { watch, world, id };
  }

  it('is reminded of after a week, and gone after thirty days', async () => {
    const { watch, world, id } = await packed();
    await watch.days(8);
    const [mails, before] = [world.mailbox.to(mia.email).length, world.packages.content.size];

    await watch.days(23);

    expect([mails, before, world.packages.content.size]).toEqual([1, 1, 0]);
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
    expect(happened(await world.register.load(id)).filter((t) => t === 'package-expired')).toHaveLength(1);
  });

  it('is not reminded of once it was fetched', async () => {
    const { watch, world, id } = await packed();
    await world.register.append(id, 'fetched', () => anEvent('package-downloaded'));

    await watch.days(10);

    expect(world.mailbox.to(mia.email)).toEqual([]);
  });

  it('is unreadable when the desk’s own record has been kept long enough', async () => {
    const { watch, world, id } = await packed();
    world.clock.set('2029-03-02T09:00:00.000Z');
    await watch.sweep();

    const request = await world.register.load(id);
    expect(request.log.at(-1)?.data).toEqual({ finalOn: '2029-03-09' });
    await expect(world.vault.unseal(id, request.log[0]?.sealed ?? '')).rejects.toThrow('gone');
  });

  it('is destroyed before that is written, so that a crash in between destroys it again rather than never', async () => {
    const { watch, world, id } = await packed();
    world.clock.set('2029-03-02T09:00:00.000Z');
    const register = Object.create(world.register) as typeof world.register;
    register.append = async (requestId, commandId, decide) => {
      if (commandId === 'shred') throw new Error('the process is gone');
      return world.register.append(requestId, commandId, decide);
    };
    await watchDeadlines({ ...watch.deps, register })();

    await watch.sweep();

    const request = await world.register.load(id);
    expect(happened(request).at(-1)).toBe('shredded');
    await expect(world.vault.derive(id, 'fields')).rejects.toThrow('gone');
  });
});

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

  it('takes in what nobody announced, and is not stopped by what cannot be read', async () => {
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

    expect([sweep.received, sweep.failed]).toEqual([0, 1]);
    expect(happened(await world.register.load(overdue))).toContain('overdue');
  });

  it('writes no index in the name of an announcement that it has not seen', async () => {
    const watch = aWatch();
    const ids = await Promise.all([1, 2, 3].map(() => received(watch.world)));
    const settled: DueRequest[] = [];
    const register = Object.create(watch.world.register) as typeof watch.world.register;
    register.slice = async function* () {
      yield* ids;
    };
    register.settle = async (due) => void settled.push(due);

    await watchDeadlines({ ...watch.deps, register })();

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

  it('costs nothing for a request on which nothing is due', async () => {
    const watch = aWatch();
    await received(watch.world);
    await watch.sweep();

    const again = await watch.sweep();

    expect(again).toEqual({ checked: 0, done: 0, failed: 0, received: 0 });
  });

  it('does each deed once when two run at once', async () => {
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
