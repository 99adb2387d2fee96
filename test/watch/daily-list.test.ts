import { queuedRecipients } from '../../functions/domain/recipients';
import { referenceOf } from '../../functions/domain/reference';
import { watchDeadlines } from '../../functions/watch/watch-deadlines';
import { aDesk, alma, bruno } from '../builders/a-desk';
import { aMap } from '../builders/a-map';
import { aForm, received, verified, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch } from './a-watch';

const bank = 'privacy@bank.example.com';
const parcel = 'privacy@parcel.example.com';

async function queued(world: World): Promise<string> {
  const id = await verified(world, aForm());
  for (const recipientId of ['bank', 'parcel'])
    await world.register.append(id, `queue-${recipientId}`, () =>
      anEvent('recipient-queued', { recipientId }),
    );
  return id;
}

/** An unproven request, as opt-outs are. */
async function optedOut(world: World): Promise<string> {
  const id = await received(world, aForm({ right: 'opt-out-of-sale', email: 'o@example.com' }));
  await world.register.append(id, 'queue-bank', () => anEvent('recipient-queued', { recipientId: 'bank' }));
  return id;
}

function textOf({ text }: { readonly text: string }): string {
  return text.replaceAll(/\s+/g, ' ');
}

async function waitingOf(world: World, id: string): Promise<string[]> {
  return queuedRecipients(await world.register.load(id));
}

describe('the daily list of a recipient', () => {
  it('names all requests that wait for it, in one mail', async () => {
    const { world, days } = aWatch();
    const ids = [await queued(world), await queued(world)];

    await days(2);

    for (const recipient of [bank, parcel]) expect(world.mailbox.to(recipient)).toHaveLength(1);
    for (const id of ids) expect(await waitingOf(world, id)).toEqual([]);
  });

  it('is sent although the mailbox of another recipient refuses', async () => {
    const { world, days } = aWatch();
    world.mailbox.refuses.set(bank, 'address');
    const id = await queued(world);

    await days(2);

    expect(world.mailbox.to(parcel)).toHaveLength(1);
    expect(await waitingOf(world, id)).toEqual(['bank']);
  });

  it('is sent although the log of another request that is due cannot be read', async () => {
    const { world, deps } = aWatch();
    const damaged = await received(world);
    const id = await queued(world);
    const register = Object.create(world.register) as typeof world.register;
    register.due = (until) => world.register.due(until);
    register.load = async (one) => {
      if (one === damaged) throw new Error('the log has a gap');
      return world.register.load(one);
    };
    const sweep = () => watchDeadlines({ ...deps, register });

    world.clock.forward('P6D');
    await sweep();

    expect(world.mailbox.to(bank)).toHaveLength(1);
    expect(await waitingOf(world, id)).toEqual([]);
  });
});

describe('a recipient that was removed from the map while requests waited for it', () => {
  const [desk, map] = [aDesk(), aMap()];
  const gone = {
    ...map,
    systems: map.systems.map((system) => ({
      ...system,
      recipients: system.recipients.filter(({ id }) => id !== 'bank'),
    })),
  };
  const toldOfBank = ({ mailbox }: World, address: string) =>
    mailbox
      .to(address)
      .map(textOf)
      .filter((text) => text.includes('“bank”'));

  it('is reported to the approvers in one mail, which names all these requests', async () => {
    const { world, days } = aWatch({ desk, map: gone });
    const ids = [await queued(world), await queued(world), await optedOut(world)];

    await days(10);

    for (const { email } of [alma, bruno]) {
      const [told = '', ...more] = toldOfBank(world, email);
      expect(more).toEqual([]);
      for (const id of ids) expect(told).toContain(referenceOf(id));
    }
    expect(world.mailbox.to(parcel)).toHaveLength(1);
  });

  it('leaves nothing to do, and no further entry', async () => {
    const { world, days } = aWatch({ desk, map: gone });
    const id = await queued(world);
    await days(3);
    const tries = async () =>
      (await world.register.load(id)).log.filter((e) => e.commandId.startsWith('tell-recipients-')).length;
    const before = await tries();

    await days(10);

    expect(await waitingOf(world, id)).toEqual([]);
    expect(await tries()).toBe(before);
  });

  it('is reported even if no mail could be sent on the first days', async () => {
    const { world, days } = aWatch({ desk, map: gone });
    await queued(world);
    world.mailbox.down = true;
    await days(4);
    world.mailbox.down = false;

    await days(4);

    expect(toldOfBank(world, alma.email)).toHaveLength(1);
  });
});
