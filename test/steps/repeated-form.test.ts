import { heldMails } from '../../functions/domain/held-mails';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { receive } from '../../functions/steps/receive/receive';
import { aBook, aDesk } from '../builders/a-desk';
import { aForm, aWorld, happened, type World } from '../builders/a-world';
import { mia } from '../builders/shop-rows';
import { anEvent } from '../domain/a-log';
import { linkIn } from '../fakes/memory-mailbox';
import { crashing } from './crashing';

const desk = aDesk();
const book = aBook(desk);
const newWorld = () => aWorld({ desk, book });

describe('the same form from the same tab', () => {
  const again = async (world: World, form = aForm()) => {
    const requestId = requestIdOf('the same tab', form);
    await world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
    await receive(world, { requestId });
    return requestId;
  };

  it('is mailed again while the code is not typed: twenty minutes, a day, five days later', async () => {
    const world = newWorld();
    const made = [];
    for (const pause of ['PT0S', 'PT9M', 'PT11M', 'P1D', 'P4D']) {
      world.clock.forward(pause);
      const before = world.mailbox.to(mia.email).length;
      await again(world);
      made.push(world.mailbox.to(mia.email).length - before);
    }

    expect(made).toEqual([1, 0, 1, 1, 1]);
    expect(world.register.logs.size).toBe(1);
    const links = world.mailbox.to(mia.email).map((mail) => linkIn(mail, 'v'));
    expect(new Set(links).size).toBe(4);
  });

  it('is mailed at most three times a day to one mailbox, and again the next day [A06]', async () => {
    const world = newWorld();
    for (let hour = 0; hour < 9; hour += 1) {
      await again(world);
      world.clock.forward('PT30M');
    }
    const first = world.mailbox.to(mia.email).length;
    const held = await world.register.load(await again(world));
    world.clock.forward('P1D');
    await again(world);

    expect(first).toBe(3);
    expect(heldMails(held)).toHaveLength(1);
    expect(world.mailbox.to(mia.email)).toHaveLength(3);
  });

  it('is mailed once however often its item is processed, also by two at once and after a crash', async () => {
    for (let crashAt = 1; crashAt <= 20; crashAt += 1) {
      const world = newWorld();
      const form = aForm();
      await again(world, form);
      world.clock.forward('PT20M');
      const requestId = requestIdOf('the same tab', form);
      await world.inbox.put({ ...world.vault.sealItem(requestId, form), receivedAt: world.clock.now() });
      await receive(crashing(world, crashAt), { requestId }).catch(() => undefined);
      world.clock.forward('PT2M');

      await Promise.all([receive(world, { requestId }), receive(world, { requestId })]);

      const { log } = await world.register.load(requestId);
      expect([crashAt, happened({ log } as never)]).toEqual([crashAt, ['received', 'mailed', 'mailed']]);
      expect(new Set(world.mailbox.sent.map(({ text }) => text)).size).toBe(2);
      expect(world.inbox.items.size).toBe(0);
    }
  });

  it.each([
    ['who said that they do not want our mails', 'mail-complained', {}],
    ['whose address does not exist', 'mail-bounced', {}],
  ] as const)('is not mailed again to somebody %s', async (_, type, data) => {
    const world = newWorld();
    const id = await again(world);
    await world.register.append(id, 'told', () => anEvent(type, { to: 'requester', ...data }));
    world.clock.forward('PT20M');
    await again(world);

    expect(world.mailbox.to(mia.email)).toHaveLength(1);
  });

  it('is mailed again to a mailbox that was full', async () => {
    const world = newWorld();
    const id = await again(world);
    const full = { to: 'requester', type: 'Transient', subtype: 'MailboxFull' } as const;
    await world.register.append(id, 'told', () => anEvent('mail-bounced', full));
    world.clock.forward('PT20M');
    await again(world);

    expect(world.mailbox.to(mia.email)).toHaveLength(2);
  });
});
