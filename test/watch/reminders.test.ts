import { watchDeadlines } from '../../functions/watch/watch-deadlines';
import { alma, bruno, jonas } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import { awaitingDecision, awaitingPeople, happened } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { aWatch } from './a-watch';

jest.setTimeout(60_000);

describe('staff', () => {
  it('are reminded three times and then alarmed, also at a second address, until somebody decides', async () => {
    const watch = aWatch();
    const id = await awaitingDecision(watch.world);
    watch.world.mailbox.sent.length = 0;

    await watch.days(40);

    const kinds = (await watch.world.register.load(id)).log.flatMap((e) =>
      e.type === 'mailed' ? [e.data.kind] : [],
    );
    expect(kinds.filter((k) => k === 'staff-reminder')).toHaveLength(6);
    // Due on 2 April, with alarms on the 3rd and from the 7th to the 10th: Easter is in between.
    expect(kinds.filter((k) => k === 'staff-overdue')).toHaveLength(10);
    expect(kinds.filter((k) => k === 'escalation')).toHaveLength(5);
    expect(watch.world.mailbox.to(alma.email)).toHaveLength(8);
    expect(watch.world.mailbox.to(bruno.email)).toHaveLength(8);
    expect(watch.world.mailbox.to('office@shop.example.com')).toHaveLength(5);
    expect(watch.world.mailbox.to(alma.email).at(-1)?.text).toMatch(/\/s\/decide\//);
    expect(watch.world.mailbox.to('office@shop.example.com')[0]?.text).not.toMatch(/\/s\/decide\//);
    expect(watch.world.mailbox.to(jonas.email)).toEqual([]);
  });

  it('get only the latest of several reminders after a missed run', async () => {
    const watch = aWatch();
    await awaitingDecision(watch.world);
    watch.world.mailbox.sent.length = 0;
    watch.world.clock.set('2026-03-30T09:00:00.000Z');

    await watch.sweep();
    await watch.sweep();

    expect(watch.world.mailbox.to(alma.email)).toHaveLength(1);
  });

  it('learn that it is overdue although every run before was missed', async () => {
    const watch = aWatch();
    const id = await awaitingDecision(watch.world);
    watch.world.clock.set('2026-06-30T09:00:00.000Z');

    await watch.sweep();

    expect(happened(await watch.world.register.load(id))).toContain('overdue');
    expect(watch.world.mailbox.to('office@shop.example.com')).toHaveLength(1);
  });

  it('are reminded of a manual store, each time by a link that works, whenever the last one has expired', async () => {
    const watch = aWatch({ map: aMap({ manual: true }) });
    await awaitingPeople(watch.world);
    watch.world.mailbox.sent.length = 0;

    await watch.days(29);

    const links = watch.world.mailbox.to(jonas.email).map(({ text }) => /\/s\/task\/\S+/.exec(text)?.[0]);
    expect(links).toHaveLength(4);
    expect(new Set(links).size).toBe(4);
  });

  it('get only the latest of several reminders of a task after a missed run', async () => {
    const watch = aWatch({ map: aMap({ manual: true }) });
    await awaitingPeople(watch.world);
    watch.world.mailbox.sent.length = 0;
    watch.world.clock.set('2026-03-25T09:00:00.000Z');

    await watch.sweep();

    expect(watch.world.mailbox.to(jonas.email)).toHaveLength(1);
  });
});

describe('a package for the person', () => {
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

  it('is the subject of a reminder after a week, and is deleted after thirty days', async () => {
    const { watch, world, id } = await packed();
    await watch.days(8);
    const [mails, before] = [world.mailbox.to(mia.email).length, world.packages.content.size];

    await watch.days(23);

    expect([mails, before, world.packages.content.size]).toEqual([1, 1, 0]);
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
    expect(happened(await world.register.load(id)).filter((t) => t === 'package-expired')).toHaveLength(1);
  });

  it('is not the subject of a reminder once it was downloaded', async () => {
    const { watch, world, id } = await packed();
    await world.register.append(id, 'fetched', () => anEvent('package-downloaded'));

    await watch.days(10);

    expect(world.mailbox.to(mia.email)).toEqual([]);
  });

  it('is unreadable once the desk’s own record has been kept long enough', async () => {
    const { watch, world, id } = await packed();
    world.clock.set('2029-03-02T09:00:00.000Z');
    await watch.sweep();

    const request = await world.register.load(id);
    expect(request.log.at(-1)?.data).toEqual({ finalOn: '2029-03-09' });
    await expect(world.vault.unseal(id, request.log[0]?.sealed ?? '')).rejects.toThrow('gone');
  });

  it('is recorded as destroyed only once it is: after a crash the action is repeated', async () => {
    const { watch, world, id } = await packed();
    world.clock.set('2029-03-02T09:00:00.000Z');
    const vault = Object.create(world.vault) as typeof world.vault;
    vault.shred = async () => {
      throw new Error('the process is gone');
    };
    await watchDeadlines({ ...watch.deps, vault });
    world.clock.forward('PT1H');

    await watch.sweep();

    const request = await world.register.load(id);
    expect(happened(request).at(-1)).toBe('shredded');
    await expect(world.vault.derive(id, 'fields')).rejects.toThrow('gone');
  });
});
