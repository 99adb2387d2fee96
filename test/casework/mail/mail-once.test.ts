import { sendFreshProofLink } from '../../../functions/casework/mail/ask-for-proof';
import { plusDuration } from '../../../functions/domain/civil-time';
import { aWorld, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';

it('reads the log again before it sends only where somebody has had the lease before', async () => {
  const world = aWorld();
  const id = await received(world);
  const reload = jest.spyOn(world.register, 'reload');
  await sendFreshProofLink(world, id, 2);
  const times = [reload.mock.calls.length];
  const [at, until] = [world.clock.now(), plusDuration(world.clock.now(), 'PT1S', 'UTC')];
  const takeLease = world.items.takeLease.bind(world.items);
  world.items.takeLease = async (key, ...dates) => {
    await takeLease(key, at, until);
    await world.items.dropLease(key, until);
    return takeLease(key, ...dates);
  };

  await sendFreshProofLink(world, id, 3);

  expect([...times, reload.mock.calls.length]).toEqual([0, 1]);
});

it('sends a mail once although a second sender looked before the first sent, and took the lease afterwards', async () => {
  const world = aWorld();
  const id = await received(world);
  const items = Object.create(world.items) as typeof world.items;
  let second: Promise<void> | undefined;
  items.takeLease = async (...lease) => {
    second ??= sendFreshProofLink(world, id, 2);
    await second;
    return world.items.takeLease(...lease);
  };

  await sendFreshProofLink({ ...world, items }, id, 2);

  expect(world.mailbox.to(mia.email)).toHaveLength(2);
});
