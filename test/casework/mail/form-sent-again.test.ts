import { receivedFromSamePage } from '../../builders/a-world';
import { codeIn } from '../../fakes/memory-mailbox';
import { aWatch } from '../../watch/a-watch';

// Long enough for a month of sweeps on a busy machine.
jest.setTimeout(60_000);

const email = 'ida@example.com';

/** The mail service rejected the text of the first mail. */
async function refused() {
  const watch = aWatch();
  watch.world.mailbox.refuses.set(email, 'content');
  const id = await receivedFromSamePage(watch.world, email);
  return { ...watch, watch, id };
}

describe('a form that is sent again', () => {
  it('brings the link if the first mail was refused, but not within minutes', async () => {
    const { world } = await refused();
    world.mailbox.refuses.delete(email);
    await receivedFromSamePage(world, email);
    expect(world.mailbox.to(email)).toHaveLength(0);
    world.clock.forward('PT11M');

    await receivedFromSamePage(world, email);

    expect(world.mailbox.to(email)).toHaveLength(1);
    expect(codeIn(world.mailbox.to(email)[0])).toMatch(/^\d{6}$/);
  });

  it('brings the link also after a second refusal', async () => {
    const { world } = await refused();
    world.clock.forward('PT11M');
    await receivedFromSamePage(world, email);
    world.mailbox.refuses.delete(email);
    world.clock.forward('PT11M');

    await receivedFromSamePage(world, email);

    expect(world.mailbox.to(email)).toHaveLength(1);
  });

  it('brings a link while staff answer by post, since nothing had arrived', async () => {
    const { watch, world, id } = await refused();
    await watch.days(32);
    expect((await world.register.load(id)).status).toBe('with-staff');
    world.mailbox.refuses.delete(email);

    await receivedFromSamePage(world, email);

    expect(world.mailbox.to(email).map(({ tags }) => tags?.kind)).toEqual(['verify-reminder']);
  });
});
