import { requestIdOf } from '../../functions/domain/new-request-id';
import type { RequestForm } from '../../functions/domain/request-form';
import { receive } from '../../functions/steps/receive/receive';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, aWorld, happened, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { crashing } from './crashing';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const newWorld = () => aWorld({ desk, book });

async function arrived(world: World, form: RequestForm = aForm()): Promise<string> {
  const requestId = requestIdOf(`arrived ${form.email}`);
  await world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
  return requestId;
}

describe('a request that is taken in', () => {
  it('is asked for proof once, its clock running since it arrived', async () => {
    const world = newWorld();
    const requestId = await arrived(world);
    world.clock.forward('PT20M');

    await receive(world, { requestId });
    await receive(world, { requestId });

    const request = await world.register.load(requestId);
    expect(happened(request)).toEqual(['received', 'mailed']);
    expect(request.received.receivedAt).toBe('2026-11-24T10:00:00.000Z');
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
    expect(world.inbox.items.size).toBe(0);
    expect(world.workflow.started).toEqual([]);
  });

  it('is one request with one mail if two processes take it in at once [R01]', async () => {
    const world = newWorld();
    const requestId = await arrived(world);

    await Promise.all([receive(world, { requestId }), receive(world, { requestId })]);

    expect(happened(await world.register.load(requestId))).toEqual(['received', 'mailed']);
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
  });

  it.each([
    [{ forWhom: 'child' }, 'child'],
    [{ forWhom: 'represented' }, 'represented'],
    [{ forWhom: 'deceased', relation: 'employee' }, 'deceased'],
    [{ relation: 'employee' }, 'employee'],
    [{ relation: 'other' }, 'other-relation'],
  ] as const)('goes to a person if it is made as %j', async (about, reason) => {
    const world = newWorld();

    const requestId = await received(world, aForm({ ...about, right: 'erasure' }));

    const request = await world.register.load(requestId);
    expect(request.status).toBe('with-staff');
    expect(request.log.find((e) => e.type === 'handed-to-staff')?.data).toEqual({ reason });
    expect(world.workflow.started.map((e) => e.machine)).toEqual(['answer-by-person']);
  });

  it('is carried out at once, without a mail or a code, if the right needs no proof', async () => {
    const world = newWorld();

    const requestId = await received(world, aForm({ right: 'marketing-objection', relation: 'employee' }));

    expect(happened(await world.register.load(requestId))).toEqual(['received', 'workflow-started']);
    expect(world.workflow.started.map((e) => e.machine)).toEqual(['carry-out-opt-out']);
    expect(world.mailbox.sent).toEqual([]);
  });

  it('is kept, and mailed no more, if one address asks for the fourth time in a day', async () => {
    const world = newWorld();

    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push(await received(world));

    expect(new Set(ids).size).toBe(5);
    expect(world.mailbox.to(mia.email)).toHaveLength(3);
    for (const id of ids) expect((await world.register.load(id)).status).toBe('awaiting-verification');
  });

  it('survives a crash at any point, as if there had been none', async () => {
    for (const form of [aForm(), aForm({ forWhom: 'child' }), aForm({ right: 'opt-out-of-sale' })]) {
      const calm = newWorld();
      const calmId = await arrived(calm, form);
      await receive(calm, { requestId: calmId });
      const wanted = happened(await calm.register.load(calmId));
      for (let crashAt = 1; crashAt <= 14; crashAt += 1) {
        const world = newWorld();
        const requestId = await arrived(world, form);
        await receive(crashing(world, crashAt), { requestId }).catch(() => undefined);
        world.clock.forward('PT2M');

        await receive(world, { requestId });

        expect([crashAt, happened(await world.register.load(requestId))]).toEqual([crashAt, wanted]);
        expect(world.inbox.items.size).toBe(0);
        expect(new Set(world.mailbox.sent.map((mail) => mail.text)).size).toBe(calm.mailbox.sent.length);
      }
    }
  });
});

describe('a mailbox that strangers name in the form again and again', () => {
  it.each([
    ['for oneself', {}],
    ['for a child', { forWhom: 'child' as const }],
  ])('gets three first mails a day %s; every request is kept all the same', async (_, fields) => {
    const world = newWorld();
    const ids = Array.from({ length: 5 }, (__, i) => requestIdOf(`flood ${i}`));
    for (const requestId of ids) {
      const form = aForm({ email: 'victim@example.com', ...fields });
      await world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
    }

    for (const requestId of ids) await receive(world, { requestId });

    expect(world.mailbox.to('victim@example.com')).toHaveLength(3);
    expect(await Promise.all(ids.map(async (id) => (await world.register.load(id)).requestId))).toEqual(ids);
  });
});

describe('a form that arrives again', () => {
  const moments: readonly [string, (world: World) => Promise<void>][] = [
    ['before it was received', async () => undefined],
    [
      'after it was received',
      async (world) => void (await receive(world, { requestId: [...world.inbox.items.keys()][0] ?? '' })),
    ],
  ];

  it.each(moments)(
    'unchanged %s is one request with one mail, and leaves nothing behind',
    async (_, between) => {
      const world = newWorld();
      const form = aForm();
      const requestId = requestIdOf('the same', form);
      const put = () =>
        world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
      await put();
      await between(world);
      world.clock.forward('PT5M');
      await put();

      expect(await receive(world, { requestId })).toBe('received');

      expect(happened(await world.register.load(requestId))).toEqual(['received', 'mailed']);
      expect([world.mailbox.sent.length, world.inbox.items.size]).toEqual([1, 0]);
    },
  );

  it('uses up none of the mails of its address', async () => {
    const world = newWorld();
    const form = aForm();
    const requestId = requestIdOf('again and again', form);
    for (let times = 0; times < 9; times += 1) {
      await world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
      await receive(world, { requestId });
    }

    await received(world);
    await received(world);

    expect(world.mailbox.to(mia.email)).toHaveLength(3);
  });

  it.each([
    ['proven', async (world: World, id: string): Promise<void> => void (await proven(world, id))],
    [
      'answered',
      async (world: World, id: string): Promise<void> => void (await closed(world, id, 'refused')),
    ],
  ] as const)('for a request that is %s by now does not change it', async (_, meanwhile) => {
    const world = newWorld();
    const form = aForm();
    const requestId = requestIdOf('long ago', form);
    const put = () =>
      world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
    await put();
    await receive(world, { requestId });
    await meanwhile(world, requestId);
    const before = (await world.register.load(requestId)).log;
    const mails = world.mailbox.sent.length;
    world.clock.forward('PT10M');
    await put();

    await receive(world, { requestId });

    expect((await world.register.load(requestId)).log).toEqual(before);
    expect([world.mailbox.sent.length, world.inbox.items.size]).toEqual([mails, 0]);
    expect(world.register.logs.size).toBe(1);
  });

  it.each([
    ['closed', async (world: World, id: string): Promise<void> => void (await closed(world, id))],
    [
      'shredded',
      async (world: World, id: string) => {
        await closed(world, id);
        await world.vault.shred(id);
      },
    ],
  ] as const)(
    'before its request was %s, and is processed after, does not change it',
    async (_, meanwhile) => {
      const world = newWorld();
      const form = aForm();
      const requestId = requestIdOf('long ago', form);
      const receivedAt = world.clock.now();
      const put = () => world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt });
      await put();
      await receive(world, { requestId });
      world.clock.forward('PT20M');
      await meanwhile(world, requestId);
      const before = (await world.register.load(requestId)).log;
      await put();

      await receive(world, { requestId });

      expect((await world.register.load(requestId)).log).toEqual(before);
      expect([world.mailbox.sent.length, world.inbox.items.size, world.register.logs.size]).toEqual([
        1, 0, 1,
      ]);
    },
  );

  const ends: readonly [string, (world: World, id: string) => Promise<unknown>, string][] = [
    ['was withdrawn', withdrawn, 'PT0S'],
    [
      'was withdrawn and is closed',
      async (w, id) => [await withdrawn(w, id), await closed(w, id, 'withdrawn')],
      'PT5M',
    ],
    ['ended unproven', closed, 'PT5M'],
    ['was answered a while ago', (w, id) => closed(w, id, 'refused'), 'PT11M'],
    ['is shredded', async (w, id) => [await closed(w, id), await w.vault.shred(id)], 'P400D'],
  ];

  it.each(ends)('after its request %s is a new request each time, once', async (_, end, pause) => {
    const world = newWorld();
    const form = aForm();
    const itemId = requestIdOf('anew', form);
    const send = async () => {
      await world.inbox.put({ ...world.vault.sealItem(itemId, form), receivedAt: world.clock.now() });
      await Promise.all([receive(world, { requestId: itemId }), receive(world, { requestId: itemId })]);
    };
    await send();
    for (let turn = 2; turn <= 3; turn += 1) {
      const old = [...world.register.logs.keys()].at(-1) ?? '';
      await end(world, old);
      const before = world.register.logs.get(old);
      world.clock.forward(pause);

      await send();
      await send();

      expect([world.register.logs.size, world.inbox.items.size]).toEqual([turn, 0]);
      expect(world.register.logs.get(old)).toEqual(before);
      expect(world.mailbox.to(mia.email)).toHaveLength(turn);
    }
  });

  it.each(ends)(
    'after its request %s survives a crash at any point as one new request',
    async (_, end, pause) => {
      for (let crashAt = 1; crashAt <= 16; crashAt += 1) {
        const world = newWorld();
        const form = aForm();
        const itemId = requestIdOf('anew', form);
        const put = () =>
          world.inbox.put({ ...world.vault.sealItem(itemId, form), receivedAt: world.clock.now() });
        await put();
        await receive(world, { requestId: itemId });
        await end(world, itemId);
        world.clock.forward(pause);
        await put();
        await receive(crashing(world, crashAt), { requestId: itemId }).catch(() => undefined);
        world.clock.forward('PT2M');

        await receive(world, { requestId: itemId });

        const logs = [...world.register.logs.keys()].filter((id) => id !== itemId);
        const made = await Promise.all(logs.map(async (id) => happened(await world.register.load(id))));
        expect([crashAt, made, world.inbox.items.size]).toEqual([crashAt, [['received', 'mailed']], 0]);
      }
    },
  );

  it('under its id with other contents changes nothing that the request itself does not ask for', async () => {
    for (const right of ['complaint', 'erasure', 'opt-out-of-sale', 'access'] as const) {
      const world = newWorld();
      const requestId = await received(world);
      const before = (await world.register.load(requestId)).log;
      const other = aForm({ right, email: 'thief@example.com', forWhom: 'child' });
      await world.inbox.put({ ...world.vault.sealItem(requestId, other), receivedAt: world.clock.now() });

      await receive(world, { requestId });

      expect((await world.register.load(requestId)).log).toEqual(before);
      expect(world.mailbox.to('thief@example.com')).toEqual([]);
      expect(world.workflow.started).toEqual([]);
    }
  });
});

function proven(world: World, requestId: string) {
  return world.register.append(requestId, 'verify-1', () => ({
    type: 'identity-verified',
    data: { method: 'mailbox' },
    actor: { kind: 'requester' },
  }));
}

async function closed(
  world: World,
  requestId: string,
  outcome: 'unverified' | 'withdrawn' | 'refused' = 'unverified',
) {
  if (outcome === 'refused') await ended(world, requestId);
  return world.register.append(requestId, 'close', () => ({
    type: 'closed',
    data: { outcome },
    actor: { kind: 'desk' },
  }));
}

/** By the person to whom it was handed over. */
async function ended(world: World, requestId: string) {
  const staff = { kind: 'staff', id: 'alma' } as const;
  await world.register.append(requestId, 'hand-over', () => ({
    type: 'handed-to-staff',
    data: { reason: 'child' },
    actor: { kind: 'desk' },
  }));
  await world.register.append(requestId, 'finish', () => ({
    type: 'staff-finished',
    data: { outcome: 'refused', staffId: 'alma' },
    actor: staff,
  }));
}

function withdrawn(world: World, requestId: string) {
  return world.register.append(requestId, 'withdraw', () => ({
    type: 'withdrawn',
    data: {},
    actor: { kind: 'requester' },
  }));
}

describe('the id of a request', () => {
  it('differs if anything typed differs, and is the same in any order of the fields', () => {
    const form = aForm({ message: 'x', livesIn: 'DE' });
    const backwards = Object.fromEntries(Object.entries(form).reverse());
    const others = Object.keys(form).map((field) => requestIdOf('one form', { ...form, [field]: 'other' }));

    expect(requestIdOf('one form', backwards)).toBe(requestIdOf('one form', { ...form, livesIn: 'DE' }));
    expect(new Set([requestIdOf('one form', form), requestIdOf('two forms', form), ...others]).size).toBe(
      others.length + 2,
    );
  });
});
