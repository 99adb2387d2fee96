import { dueDates } from '../../functions/domain/due-dates';
import { allOf } from '../../functions/domain/log-entries';
import { requestIdOf } from '../../functions/domain/new-request-id';
import type { InboxItem } from '../../functions/domain/ports';
import { rightNames } from '../../functions/domain/rights';
import { receiveLeftovers } from '../../functions/watch/receive-leftovers';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, aWorld, happened, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { aWatch, type Watch } from './a-watch';

jest.setTimeout(60_000);

const arrivedAt = '2026-03-02T08:00:00.000Z';

function itemOf(world: World, n: number, change: Partial<Record<keyof InboxItem, unknown>> = {}): InboxItem {
  const requestId = requestIdOf(`left over ${n}`);
  return { ...world.vault.sealItem(requestId, aForm()), receivedAt: arrivedAt, ...change } as InboxItem;
}

/** Ways in which an item can be unreadable; each is put with its own defect. */
const broken: readonly (readonly [string, (world: World) => Partial<Record<keyof InboxItem, unknown>>])[] = [
  [
    'sealed under another key',
    (world) => ({ wrappedKey: world.vault.sealItem('dsr-aaaaaaaaaaaa', {}).wrappedKey }),
  ],
  [
    'sealed for another request',
    (world) => ({ sealed: world.vault.sealItem('dsr-aaaaaaaaaaaa', aForm()).sealed }),
  ],
  ['without contents', () => ({ sealed: '' })],
  ['that holds no form', (world) => ({ ...world.vault.sealItem(requestIdOf('left over 1'), 'hello') })],
  [
    'whose form is of a version to come',
    (world) => ({ ...world.vault.sealItem(requestIdOf('left over 1'), { version: 9, wish: 'access' }) }),
  ],
  [
    'whose form names no right',
    (world) => ({ ...world.vault.sealItem(requestIdOf('left over 1'), { ...aForm(), right: undefined }) }),
  ],
  [
    'whose form names a right that nobody knows',
    (world) => ({ ...world.vault.sealItem(requestIdOf('left over 1'), { ...aForm(), right: 'toString' }) }),
  ],
];

const toStaff = ({ world }: Watch) =>
  world.mailbox.sent.filter((mail) => /cannot be read/.test(mail.subject));

describe('an unreadable item of the inbox', () => {
  it.each(broken)(
    '%s is with staff, its clock running since it came, and no alarm is raised [F11]',
    async (_, change) => {
      const watch = aWatch();
      const item = itemOf(watch.world, 1, change(watch.world));
      await watch.world.inbox.put(item);

      const sweep = await watch.sweep();

      const request = await watch.world.register.load(item.requestId);
      expect([request.status, request.received.receivedAt]).toEqual(['with-staff', arrivedAt]);
      expect(happened(request)).toEqual(['received']);
      expect([sweep.failed, watch.notes]).toEqual([0, []]);
      expect(await watch.world.inbox.find(item.requestId)).toMatchObject({ sealed: item.sealed });
      expect(watch.world.workflow.started).toEqual([]);
    },
  );

  it('continues as what it is once it can be read, with the date on which it came', async () => {
    const watch = aWatch();
    const { world } = watch;
    const item = itemOf(world, 1);
    await world.inbox.put({ ...item, sealed: '' });
    await watch.days(3);
    const before = await world.register.load(item.requestId);

    world.inbox.items.set(item.requestId, {
      ...(world.inbox.items.get(item.requestId) as InboxItem),
      sealed: item.sealed,
    });
    await watch.days(1);

    const request = await world.register.load(item.requestId);
    expect([before.received.unread, request.received.unread]).toEqual([true, undefined]);
    expect(happened(request)).toEqual(['received', 'form-read', 'mailed']);
    expect([request.right, request.status]).toEqual(['access', 'awaiting-verification']);
    expect(request.received.receivedAt).toBe(arrivedAt);
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
    expect(world.inbox.items.size).toBe(0);
  });

  it('still gives the person time for the proof if the repair came after the date', async () => {
    const watch = aWatch();
    const { world } = watch;
    const item = itemOf(world, 1);
    await world.inbox.put({ ...item, sealed: '' });
    await watch.days(40);

    world.inbox.items.set(item.requestId, item);
    await watch.days(5);

    const request = await world.register.load(item.requestId);
    expect(happened(request)).toContain('overdue');
    expect(request.status).toBe('awaiting-verification');
  });

  it('is reported to all approvers and to the second address, once a day, in one mail for any number', async () => {
    const watch = aWatch();
    for (let n = 1; n <= 5; n += 1) await watch.world.inbox.put(itemOf(watch.world, n, { sealed: '' }));

    for (let times = 0; times < 4; times += 1) await watch.sweep();
    const first = toStaff(watch).map((mail) => mail.to);
    await watch.days(2);

    const { staff, escalateTo } = watch.world.desk;
    const wanted = new Set([
      ...staff.filter((s) => s.may.includes('decide')).map((s) => s.email),
      escalateTo,
    ]);
    expect(first.sort()).toEqual([...wanted].sort());
    expect(toStaff(watch)).toHaveLength(3 * wanted.size);
    expect(toStaff(watch)[0]?.text.match(/DSR-/g)).toHaveLength(5);
    await watch.days(4);
    expect(watch.world.mailbox.sent.length).toBe(toStaff(watch).length);
  });

  it('is reported to everybody else if the mailbox of one refuses, and to those at most once a day', async () => {
    const watch = aWatch();
    const { mailbox, desk } = watch.world;
    const refused = desk.staff.find((s) => s.may.includes('decide'))?.email ?? '';
    mailbox.refuses.set(refused, 'address');
    await watch.world.inbox.put(itemOf(watch.world, 1, { sealed: '' }));

    for (let times = 0; times < 4; times += 1) await watch.sweep();
    const others = new Set([
      ...desk.staff.filter((s) => s.may.includes('decide')).map((s) => s.email),
      desk.escalateTo,
    ]);
    others.delete(refused);
    expect(
      toStaff(watch)
        .map(({ to }) => to)
        .sort(),
    ).toEqual([...others].sort());

    mailbox.refuses.clear();
    await watch.days(1);
    expect(mailbox.to(refused).length).toBeGreaterThan(0);
  });

  it('alarms once when its date has passed', async () => {
    const watch = aWatch();
    const item = itemOf(watch.world, 1, { sealed: '' });
    await watch.world.inbox.put(item);

    await watch.days(45);

    expect(allOf((await watch.world.register.load(item.requestId)).log, 'overdue').length).toBeGreaterThan(0);
    const alarm = watch.world.mailbox.sent.find((mail) => mail.subject.startsWith('OVERDUE'));
    const text = alarm?.text.replace(/\s+/g, ' ');
    expect(text).toContain('asks us to do something that the desk cannot read yet');
    expect(text).toContain('It cannot be read yet');
    expect(watch.notes).toEqual([]);
  });

  it('has the earliest dates of all that the desk may owe', async () => {
    for (const laws of [['eu-gdpr'], ['eu-gdpr', 'us-ca-ccpa'], ['us-ca-ccpa']]) {
      const desk = aDesk({ laws: laws.map((regime) => ({ regime, applies: 'binds', because: 'x' })) });
      const world = aWorld({ desk, book: aBook(desk), now: arrivedAt });
      const watch = aWatch({ desk, book: aBook(desk) });
      await watch.world.inbox.put(itemOf(watch.world, 1, { sealed: '' }));
      await watch.sweep();
      const { latest } = dueDates(await watch.world.register.load(requestIdOf('left over 1')), aBook(desk));

      for (const right of rightNames.filter((name) => name !== 'appeal' && name !== 'complaint')) {
        const asked = await world.register.load(await received(world, aForm({ right })));
        expect(latest <= dueDates(asked, aBook(desk)).latest).toBe(true);
      }
    }
  });

  it('is tried once a day and not in each sweep', async () => {
    let tries = 0;
    const watch = aWatch();
    const open = watch.world.vault.open.bind(watch.world.vault);
    watch.world.vault.open = (item) => {
      tries += 1;
      return open(item);
    };
    await watch.world.inbox.put(itemOf(watch.world, 1, { sealed: '' }));

    for (let times = 0; times < 6; times += 1) await watch.sweep();
    await watch.days(1);

    expect(tries).toBe(2);
  });

  it.each([
    ['a day to come', '2099-01-01T00:00:00.000Z'],
    ['a day before all calendars', '1200-01-01T00:00:00.000Z'],
    ['no day', 'yesterday'],
    ['nothing', undefined],
  ])('that says it came on %s came today', async (_, receivedAt) => {
    const watch = aWatch();
    await watch.world.inbox.put(itemOf(watch.world, 1, { sealed: '', receivedAt }));
    await watch.world.inbox.put(itemOf(watch.world, 2, { receivedAt }));

    const sweep = await watch.sweep();

    expect([sweep.received, sweep.failed]).toEqual([1, 0]);
    for (const n of [1, 2])
      expect((await watch.world.register.load(requestIdOf(`left over ${n}`))).received.receivedAt).toBe(
        watch.world.clock.now(),
      );
  });

  it.each(['desk', 'dsr-', 'anything', 'dsr-aaaaaaaaaaaa-kept-2036-12-31'])(
    'and bears the id %s is kept and counted, and becomes no request',
    async (requestId) => {
      const watch = aWatch();
      const sealed = watch.world.vault.sealItem(requestId, aForm());
      await watch.world.inbox.put({ ...sealed, receivedAt: arrivedAt });

      await watch.days(2);

      expect(await watch.world.register.find(requestId)).toBeUndefined();
      expect(watch.world.inbox.items.size).toBe(1);
      expect(toStaff(watch)[0]?.text).toContain('1 more');
    },
  );

  it('under the id of an existing request does not change that request', async () => {
    const watch = aWatch();
    const requestId = await received(watch.world);
    const before = await watch.world.register.load(requestId);
    await watch.world.inbox.put({ ...itemOf(watch.world, 1, { sealed: '' }), requestId });

    await watch.sweep();

    expect((await watch.world.register.load(requestId)).log).toEqual(before.log);
  });
});

describe('a fault that is not caused by the item', () => {
  it('does not count as an attempt, and calls nothing unreadable', async () => {
    const watch = aWatch({}, { receive: () => Promise.reject(new Error('KMS is throttled')) });
    await watch.world.inbox.put(itemOf(watch.world, 1));

    const sweep = await watch.sweep();

    expect([sweep.received, sweep.failed]).toEqual([0, 1]);
    expect(watch.world.inbox.items.get(requestIdOf('left over 1'))?.triedOn).toBeUndefined();
    expect(toStaff(watch)).toEqual([]);
  });

  it('that lasts for a day lets the clock run where staff see it, and each sweep tries again', async () => {
    let isDown = true;
    const watch: Watch = aWatch(
      {},
      {
        receive: async (input) => {
          if (isDown) throw new Error('KMS is away');
          return plain.deps.receive(input);
        },
      },
    );
    const plain = aWatch();
    Object.assign(plain.deps, { receive: undefined });
    const { receive } = await import('../../functions/steps/receive/receive');
    Object.assign(plain.deps, { receive: (input: { requestId: string }) => receive(watch.world, input) });
    await watch.world.inbox.put(itemOf(watch.world, 1));
    await watch.days(2);
    const meanwhile = await watch.world.register.load(requestIdOf('left over 1'));

    isDown = false;
    await watch.sweep();

    expect([meanwhile.status, meanwhile.received.unread]).toEqual(['with-staff', true]);
    expect(toStaff(watch).length).toBeGreaterThan(0);
    expect((await watch.world.register.load(requestIdOf('left over 1'))).status).toBe(
      'awaiting-verification',
    );
    expect(watch.world.inbox.items.size).toBe(0);
  });
});

describe('a flood of unreadable items', () => {
  it('becomes twenty requests a day and one mail, loses none, and delays no other request [F11]', async () => {
    const watch = aWatch();
    const { world } = watch;
    for (let n = 0; n < 6_000; n += 1)
      world.inbox.items.set(`dsr-${String(n).padStart(12, '0')}`, unreadableItem(n));
    await world.inbox.put(itemOf(world, 1));

    const sweep = await watch.sweep();

    expect(sweep.received).toBe(1);
    expect(world.inbox.items.size).toBe(6_000);
    expect(await registered(world)).toBe(20);
    const decide = new Set([
      ...world.desk.staff.filter((s) => s.may.includes('decide')).map((s) => s.email),
      world.desk.escalateTo,
    ]);
    expect(toStaff(watch)).toHaveLength(decide.size);
    expect(toStaff(watch)[0]?.text).toContain('5980 more');
    await watch.days(1);
    expect(await registered(world)).toBe(40);
  });

  it('stops when the time is over, and the next sweep continues with the rest', async () => {
    const watch = aWatch();
    for (let n = 0; n < 100; n += 1)
      watch.world.inbox.items.set(`dsr-${String(n).padStart(12, '0')}`, unreadableItem(n));
    const now = watch.world.clock.now();

    const first = await receiveLeftovers(watch.deps, now, () => false);
    const untouched = [...watch.world.inbox.items.values()].filter((item) => !item.triedOn).length;
    const second = await receiveLeftovers(watch.deps, now);

    expect([first.cutOff, first.unreadable, untouched]).toEqual([true, 10, 90]);
    expect([second.cutOff, second.unreadable]).toEqual([false, 100]);
    expect(toStaff(watch)[0]?.text).toContain('at least 10');
  });
});

function unreadableItem(n: number): InboxItem {
  const requestId = `dsr-${String(n).padStart(12, '0')}`;
  return { requestId, receivedAt: arrivedAt, wrappedKey: 'AAAA', sealed: 'AAAA', purpose: 'inbox' };
}

async function registered(world: World): Promise<number> {
  let count = 0;
  for await (const { requestId } of world.register.summaries())
    if ((await world.register.load(requestId)).received.unread) count += 1;
  return count;
}
