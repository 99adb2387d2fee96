import { whoAsks } from '../../../functions/casework/evidence/own-request';
import type { StaffMember } from '../../../functions/domain/desk';
import { askDecision } from '../../../functions/steps/ask-decision/ask-decision';
import { enterRequest } from '../../../functions/web/staff/enter-request';
import { aDesk, alma, bruno, jonas } from '../../builders/a-desk';
import { aForm, aWorld, happened, received, search, verified, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { anEvent } from '../../domain/a-log';
import { aWatch } from '../../watch/a-watch';
import { actsOf, textOf } from './browser';
import { appCode, enter, newestLink, openDesk } from './staff-desk';

const clara: StaffMember = { ...bruno, id: 'clara', name: 'Clara', email: 'clara@shop.example.com' };
const three = aDesk({ staff: [alma, bruno, clara, jonas] });

async function asking(world: World, id: string): Promise<string[]> {
  return whoAsks(world, await world.register.load(id));
}

async function name(world: World, id: string, kinds: Record<string, string[]>): Promise<number> {
  await world.register.append(id, 'ask', () => anEvent('identifiers-asked'));
  const sealed = await world.vault.seal(id, kinds);
  const data = {
    count: Object.values(kinds).flat().length,
    addresses: kinds.email?.length ?? 0,
  };
  const after = await world.register.append(id, 'given', () => ({
    ...anEvent('identifiers-given', data),
    sealed,
  }));
  return after.log.length;
}

async function vouch(world: World, id: string, { id: staffId }: StaffMember): Promise<void> {
  await world.register.append(id, 'known', () => ({
    type: 'identity-verified',
    data: { method: 'staff-known', staffId },
    actor: { kind: 'staff', id: staffId },
  }));
}

/** A letter that `staff` entered under this address, saying that they know its sender. */
async function entered(world: World, staff: StaffMember, email: string): Promise<string> {
  const requestId = 'dsr-k3m9qxt2b4da';
  const form = aForm({ email });
  const receivedAt = world.clock.now();
  await enterRequest(world, { requestId, form, receivedAt, cameBy: 'post', staff, known: 'I know her.' });
  return requestId;
}

describe('the member of staff who asks for their own data', () => {
  it.each([bruno.email, 'Bruno@Shop.Example.com', 'bruno+private@shop.example.com'])(
    'is the reader of the mailbox that was proven: %s [A16]',
    async (email) => {
      const world = aWorld();

      expect(await asking(world, await verified(world, aForm({ email })))).toEqual(['bruno']);
    },
  );

  it('is the one who typed the code mailed to a given address, and no one whose address was merely given [A16]', async () => {
    const world = aWorld();
    const id = await verified(world, aForm({ email: 'private@example.net' }));
    await search(world, id);
    const given = await name(world, id, { email: ['x@example.net', bruno.email], phone: ['030 1'] });

    const before = await asking(world, id);
    await world.register.append(id, 'other', () => anEvent('identifier-proven', { given, index: 0 }));
    const between = await asking(world, id);
    await world.register.append(id, 'his', () => anEvent('identifier-proven', { given, index: 1 }));

    expect([before, between]).toEqual([[], []]);
    expect(await asking(world, id)).toEqual(['bruno']);
  });

  it('is not determined by the address that a colleague entered from a letter [A16]', async () => {
    const world = aWorld();

    expect(await asking(world, await entered(world, alma, bruno.email))).toEqual([]);
  });

  it('is not determined by an address that staff gave later, until the code was typed there [A16]', async () => {
    const world = aWorld();
    const id = await received(world, aForm({ email: 'private@example.net' }));
    const sealed = await world.vault.seal(id, bruno.email);
    await world.register.append(id, 'address', () => ({
      ...anEvent('address-given', { staffId: 'alma' }),
      sealed,
    }));

    const before = await asking(world, id);
    await world.register.append(id, 'proof', () => anEvent('identity-verified', { method: 'mailbox' }));

    expect(before).toEqual([]);
    expect(await asking(world, id)).toEqual(['bruno']);
  });

  it('stays the same while a colleague doubts the proof', async () => {
    const world = aWorld();
    const id = await verified(world, aForm({ email: bruno.email }));
    await world.register.append(id, 'doubt', () => anEvent('identity-doubted', { staffId: 'alma' }));

    expect(await asking(world, id)).toEqual(['bruno']);
  });
});

describe('an address that is not proven', () => {
  const ways: Readonly<Record<string, (world: World) => Promise<string>>> = {
    'a form came from': (world) => received(world, aForm({ email: bruno.email })),
    'a colleague entered': (world) => entered(world, jonas, bruno.email),
    'a colleague gave later': async (world) => {
      const id = await received(world, aForm({ email: 'private@example.net' }));
      const sealed = await world.vault.seal(id, bruno.email);
      const given = anEvent('address-given', { staffId: 'jonas' });
      await world.register.append(id, 'address', () => ({ ...given, sealed }));
      return id;
    },
  };

  it.each(Object.entries(ways))(
    'keeps its reader out while somebody else can decide: %s [A16]',
    async (_way, arrive) => {
      const world = aWorld();

      expect(await asking(world, await arrive(world))).toEqual(['bruno']);
    },
  );

  it.each(Object.entries(ways))('does not lock out the only one who may decide: %s', async (_way, arrive) => {
    const world = aWorld({ desk: aDesk({ staff: [bruno, jonas] }) });

    expect(await asking(world, await arrive(world))).toEqual([]);
  });

  it('does not lock out the only one who may decide: anybody can type it', async () => {
    const world = aWorld({ desk: aDesk({ staff: [alma, jonas] }) });
    const id = await received(world, aForm({ right: 'complaint', email: alma.email }));

    expect(await asking(world, id)).toEqual([]);
  });

  it('leaves no one to approve on their own word: its reader may decide once the others have given theirs', async () => {
    for (const [desk, wanted] of [
      [aDesk(), []],
      [three, ['bruno']],
    ] as const) {
      const world = aWorld({ desk });
      const id = await received(world, aForm({ email: bruno.email }));
      await vouch(world, id, alma);
      expect(await asking(world, id)).toEqual(wanted);
    }
  });
});

describe('a staff member’s request that a colleague entered under their address', () => {
  it.each(['access', 'erasure'] as const)('is decided by somebody else: %s [A16]', async (right) => {
    const reader = { ...bruno, email: mia.email };
    const world = aWorld({ desk: aDesk({ staff: [alma, reader, jonas] }) });
    const requestId = 'dsr-k3m9qxt2b4da';
    const form = aForm({ right, email: reader.email });
    const receivedAt = world.clock.now();
    const known = 'A colleague.';
    await enterRequest(world, { requestId, form, receivedAt, cameBy: 'post', staff: jonas, known });
    await search(world, requestId);
    await askDecision(world, { requestId, taskToken: 'token-1' });

    const his = await enter(openDesk(world), newestLink(world, 's/decide', reader.email));
    const browser = openDesk(world);
    const gate = await enter(browser, newestLink(world, 's/decide'));
    const hers = await browser.submit(gate, { totp: await appCode(world) }, 'factor');

    expect(his.status).toBe(403);
    expect(textOf(his.html)).toContain('This is your own request');
    expect(actsOf(hers.html).filter((act) => act.startsWith('approved'))).toHaveLength(1);
  });
});

describe('giving a colleague’s address', () => {
  it('neither locks the colleague out nor lets the one who vouches approve alone [A16]', async () => {
    const watch = aWatch({ now: '2026-11-24T10:00:00.000Z' });
    const { world } = watch;
    const id = await verified(world, aForm({ email: 'alma.private@example.net' }));
    await search(world, id);
    await name(world, id, { email: [bruno.email, mia.email] });
    await search(world, id);
    await askDecision(world, { requestId: id, taskToken: 'token-1' });
    const browser = openDesk(world);
    const link = newestLink(world, 's/decide');
    const gate = await enter(browser, link);
    const opened = await browser.submit(gate, { totp: await appCode(world) });
    world.clock.forward('PT31S');
    await browser.submit(opened, { because: 'She called.', code: link.code }, 'vouch');

    const hers = await browser.get(`${link.path}/page`);
    world.clock.forward('P2D');
    await watch.sweep();
    const his = openDesk(world);
    const his1 = await enter(his, newestLink(world, 's/decide', bruno.email));
    const his2 = await his.submit(his1, { totp: await appCode(world, bruno) }, 'factor');

    expect(textOf(hers.html)).toContain('somebody else approves it: Bruno');
    expect(actsOf(hers.html).filter((act) => act.startsWith('approved'))).toEqual([]);
    expect(happened(await world.register.load(id))).not.toContain('decided');
    expect([his1.status, his2.status]).toEqual([200, 200]);
    expect(actsOf(his2.html).some((act) => act.startsWith('approved'))).toBe(true);
  });
});
