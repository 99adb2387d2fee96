import { mailCode } from '../../../functions/casework/mail/mail-code';
import { mailTags } from '../../../functions/casework/mail/mail-tags';
import { downloadCode, withdrawCode } from '../../../functions/emails/person-mails';
import { alma, bruno } from '../../builders/a-desk';
import { aWorld, type World } from '../../builders/a-world';
import { mia } from '../../builders/shop-rows';
import { comesBack, fullMailbox, noMailbox } from '../../watch/a-bounce';
import { aPackage } from '../../web/requester/a-package';

async function desk() {
  const world = aWorld();
  const { id } = await aPackage(world, 'P30D');
  const before = world.mailbox.sent.length;
  const troubles = (reader: string) =>
    world.mailbox.sent.slice(before).filter(({ to, tags }) => to === reader && tags?.kind === 'staff-trouble')
      .length;
  return { world, id, troubles };
}

const acts = [downloadCode, withdrawCode];

/** Somebody with a link of the request requests a code every two hours; some of the mails bounce at once. */
async function codes(world: World, id: string, times: number, back: (n: number) => boolean): Promise<void> {
  for (let n = 0; n < times; n += 1) {
    const seen = world.mailbox.to(mia.email).length;
    await mailCode(world, await world.register.load(id), acts[n % 2] ?? downloadCode);
    for (const mail of world.mailbox.to(mia.email).slice(seen))
      if (back(n)) await comesBack(world, mail, n % 3 ? fullMailbox : noMailbox);
    world.clock.forward('PT2H');
  }
}

describe('bounced codes', () => {
  it('are reported once to each person who may decide, however many a link holder has sent', async () => {
    const { world, id, troubles } = await desk();

    await codes(world, id, 60, () => true);

    expect([alma, bruno].map(({ email }) => troubles(email))).toEqual([1, 1]);
  });

  it('are reported again if a mail has arrived in between', async () => {
    const { world, id, troubles } = await desk();
    await codes(world, id, 3, () => true);
    await codes(world, id, 1, () => false);
    world.clock.forward('P1D');

    await codes(world, id, 3, () => true);

    expect(troubles(alma.email)).toBe(2);
  });

  it('are not reported again while the mail in between may still bounce', async () => {
    const { world, id, troubles } = await desk();

    await codes(world, id, 12, (n) => n !== 3);

    expect(troubles(alma.email)).toBe(1);
  });

  it('do not hide other bounced mails, which can be posted and so are reported', async () => {
    const { world, id, troubles } = await desk();
    await codes(world, id, 3, (n) => n < 2);
    const tags = mailTags({ requestId: id, key: 'outcome', kind: 'outcome', to: 'requester' });

    await comesBack(world, { tags } as never);

    expect(troubles(alma.email)).toBe(2);
  });
});
