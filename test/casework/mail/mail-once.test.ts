import { sendFreshProofLink } from '../../../functions/casework/mail/ask-for-proof';
import { aWorld, received } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';

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
