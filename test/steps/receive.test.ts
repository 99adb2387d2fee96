import { requestIdOf } from '../../functions/domain/new-request-id';
import type { RequestForm } from '../../functions/domain/request-form';
import { receive } from '../../functions/steps/receive/receive';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, aWorld, happened, received, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';

jest.setTimeout(60_000);

const desk = aDesk();
const book = aBook(desk);
const newWorld = () => aWorld({ desk, book });

async function arrived(world: World, form: RequestForm = aForm()): Promise<string> {
  const requestId = requestIdOf(`arrived ${form.email}`);
  const key = world.vault.newKey();
  await world.vault.adopt(requestId, key.wrapped);
  const sealed = await world.vault.seal(requestId, form);
  await world.inbox.put({ requestId, receivedAt: world.clock.now(), wrappedKey: key.wrapped, sealed });
  return requestId;
}

describe('a request that is taken in', () => {
  it('is asked for proof once, its clock running since it arrived', async () => {
    const world = newWorld();
    const requestId = await arrived(world);
    world.clock.forward('PT20M');

    await receive(world)({ requestId });
    await receive(world)({ requestId });

    const request = await world.register.load(requestId);
    expect(happened(request)).toEqual(['received', 'mailed']);
    expect(request.received.receivedAt).toBe('2026-11-24T10:00:00.000Z');
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
    expect(world.inbox.items.size).toBe(0);
    expect(world.workflow.started).toEqual([]);
  });

  it('is one request with one mail when two take it in at once [R01]', async () => {
    const world = newWorld();
    const requestId = await arrived(world);

    await Promise.all([receive(world)({ requestId }), receive(world)({ requestId })]);

    expect(happened(await world.register.load(requestId))).toEqual(['received', 'mailed']);
    expect(world.mailbox.to(mia.email)).toHaveLength(1);
  });

  it.each([
    [{ forWhom: 'child' }, 'child'],
    [{ forWhom: 'represented' }, 'represented'],
    [{ forWhom: 'deceased', relation: 'employee' }, 'deceased'],
    [{ relation: 'employee' }, 'employee'],
    [{ relation: 'other' }, 'other-relation'],
  ] as const)('goes to a person when it is made as %j', async (about, reason) => {
    const world = newWorld();

    const requestId = await received(world, aForm({ ...about, right: 'erasure' }));

    const request = await world.register.load(requestId);
    expect(request.status).toBe('with-staff');
    expect(request.log.find((e) => e.type === 'handed-to-staff')?.data).toEqual({ reason });
    expect(world.workflow.started.map((e) => e.machine)).toEqual(['answer-by-person']);
  });

  it('is carried out at once, without a mail or a code, when the right needs no proof', async () => {
    const world = newWorld();

    const requestId = await received(world, aForm({ right: 'marketing-objection', forWhom: 'child' }));

    expect(happened(await world.register.load(requestId))).toEqual(['received', 'workflow-started']);
    expect(world.workflow.started.map((e) => e.machine)).toEqual(['carry-out-opt-out']);
    expect(world.mailbox.sent).toEqual([]);
  });

  it('is kept, and mailed no more, when one address asks for the fourth time in a day', async () => {
    const world = newWorld();

    const ids = [];
    for (let n = 0; n < 5; n += 1) ids.push(await received(world));

    expect(new Set(ids).size).toBe(5);
    expect(world.mailbox.to(mia.email)).toHaveLength(3);
    for (const id of ids) expect((await world.register.load(id)).status).toBe('awaiting-verification');
  });

  it('comes through a crash at any point, and is then as if there had been none', async () => {
    for (const form of [aForm(), aForm({ forWhom: 'child' }), aForm({ right: 'opt-out-of-sale' })]) {
      const calm = newWorld();
      const calmId = await arrived(calm, form);
      await receive(calm)({ requestId: calmId });
      const wanted = happened(await calm.register.load(calmId));
      for (let crashAt = 1; crashAt <= 14; crashAt += 1) {
        const world = newWorld();
        const requestId = await arrived(world, form);
        await receive(crashing(world, crashAt))({ requestId }).catch(() => undefined);
        world.clock.forward('PT2M');

        await receive(world)({ requestId });

        expect([crashAt, happened(await world.register.load(requestId))]).toEqual([crashAt, wanted]);
        expect(world.inbox.items.size).toBe(0);
        expect(new Set(world.mailbox.sent.map((mail) => mail.text)).size).toBe(calm.mailbox.sent.length);
      }
    }
  });
});

/** Every port throws from the nth call on, before it does anything: the process is gone. */
function crashing(world: World, nth: number): World {
  let calls = 0;
  const guard = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, name) {
        const value = Reflect.get(target, name, target);
        if (typeof value !== 'function') return value;
        return (...args: unknown[]) => {
          calls += 1;
          if (calls >= nth) throw new Error('the process is gone');
          return value.apply(target, args);
        };
      },
    });
  const { register, vault, inbox, items, mailbox, workflow } = world;
  return {
    ...world,
    register: guard(register),
    vault: guard(vault),
    inbox: guard(inbox),
    items: guard(items),
    mailbox: guard(mailbox),
    workflow: guard(workflow),
  };
}

describe('a mailbox that strangers name in the form again and again', () => {
  it.each([
    ['for oneself', {}],
    ['for a child', { forWhom: 'child' as const }],
  ])('gets three first mails a day %s; every request is kept all the same', async (_, fields) => {
    const world = newWorld();
    const ids = Array.from({ length: 5 }, (__, i) => requestIdOf(`flood ${i}`));
    for (const requestId of ids) {
      const key = world.vault.newKey();
      await world.vault.adopt(requestId, key.wrapped);
      const sealed = await world.vault.seal(requestId, aForm({ email: 'victim@example.com', ...fields }));
      await world.inbox.put({ requestId, receivedAt: world.clock.now(), wrappedKey: key.wrapped, sealed });
    }

    for (const requestId of ids) await receive(world)({ requestId });

    expect(world.mailbox.to('victim@example.com')).toHaveLength(3);
    expect(await Promise.all(ids.map(async (id) => (await world.register.load(id)).requestId))).toEqual(ids);
  });
});
