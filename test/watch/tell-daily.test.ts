import { queuedRecipients } from '../../functions/domain/recipients';
import { watchDeadlines } from '../../functions/watch/watch-deadlines';
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

  it('goes out though the mailbox of another recipient refuses', async () => {
    const { world, days } = aWatch();
    world.mailbox.refuses.set(bank, 'address');
    const id = await queued(world);

    await days(2);

    expect(world.mailbox.to(parcel)).toHaveLength(1);
    expect(await waitingOf(world, id)).toEqual(['bank']);
  });

  it('goes out though the log of another request that is due cannot be read', async () => {
    const { world, deps } = aWatch();
    const damaged = await received(world);
    const id = await queued(world);
    const register = Object.create(world.register) as typeof world.register;
    register.due = (until) => world.register.due(until);
    register.load = async (one) => {
      if (one === damaged) throw new Error('the log has a gap');
      return world.register.load(one);
    };
    const sweep = watchDeadlines({ ...deps, register });

    world.clock.forward('P6D');
    await sweep();

    expect(world.mailbox.to(bank)).toHaveLength(1);
    expect(await waitingOf(world, id)).toEqual([]);
  });
});
