import { askAtNewAddress } from '../../functions/casework/mail/ask-at-new-address';
import { undeliveredToReport } from '../../functions/domain/undelivered';
import { isUnreachable } from '../../functions/domain/unreachable';
import { recordMailEvents } from '../../functions/watch/note-bounce';
import { undeliveredRows } from '../../functions/web/staff/undelivered-rows';
import { aForm, received, type World } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { type Cause, comesBack, fullMailbox, noMailbox } from './a-bounce';
import { aWatch } from './a-watch';

const email = 'gone@example.com';
const newAddress = 'good@example.com';

const firstTo = (world: World, address: string) => world.mailbox.to(address)[0] ?? ({} as never);
const kindsTo = (world: World, address: string) => world.mailbox.to(address).map(({ tags }) => tags?.kind);

async function complains(world: World, complaintFeedbackType: string): Promise<void> {
  const named = Object.entries(firstTo(world, email).tags ?? {}).map(([name, tag]) => [name, [tag]]);
  const told = {
    eventType: 'Complaint',
    mail: { messageId: 'c', tags: Object.fromEntries(named) },
    complaint: { complaintFeedbackType, feedbackId: `c-${complaintFeedbackType}` },
  };
  await recordMailEvents(world, { Records: [{ Sns: { Message: JSON.stringify(told) } }] });
}

async function moved(world: World): Promise<string> {
  const id = await received(world, aForm({ email }));
  world.clock.forward('PT1H');
  await comesBack(world, firstTo(world, email));
  await askAtNewAddress(world, await world.register.load(id), { email: newAddress, staffId: 'alma' });
  return id;
}

describe('an address that staff named', () => {
  it.each([noMailbox, fullMailbox])(
    'is not out of reach because of a late report about the old one: %s %s',
    async (...cause: Cause) => {
      const watch = aWatch();
      const { world } = watch;
      const id = await moved(world);
      const before = undeliveredToReport(await world.register.load(id)).length;

      await comesBack(world, firstTo(world, email), cause);

      const request = await world.register.load(id);
      expect(isUnreachable(request, world.clock.now())).toBe(false);
      expect(undeliveredToReport(request)).toHaveLength(before);
      await watch.days(40);
      expect(kindsTo(world, newAddress)).toEqual(['verify-reminder', 'verify-reminder', 'unverified-notice']);
      expect((await world.register.load(id)).outcome).toBe('unverified');
    },
  );

  it('is out of reach if its own mail bounces, also before that mail is recorded as sent', async () => {
    const { world } = aWatch();
    const id = await moved(world);
    const data = { key: 'verify-9', kind: 'verify-reminder', to: 'requester' } as const;
    await world.register.append(id, 'back', () => anEvent('mail-bounced', data));

    expect(isUnreachable(await world.register.load(id), world.clock.now())).toBe(true);
  });

  it('gets its reminder although somebody at the old one complained', async () => {
    const watch = aWatch();
    const { world } = watch;
    await received(world, aForm({ email }));
    await complains(world, 'abuse');
    const id = [...world.register.logs.keys()][0] ?? '';
    await comesBack(world, firstTo(world, email));
    await askAtNewAddress(world, await world.register.load(id), { email: newAddress, staffId: 'alma' });

    await watch.days(10);

    expect(kindsTo(world, newAddress)).toEqual(['verify-reminder', 'verify-reminder']);
  });
});

describe('an address', () => {
  it('with a permanent bounce is not tried again for a temporary cause reported later', async () => {
    const watch = aWatch();
    const { world } = watch;
    await received(world, aForm({ email }));
    await comesBack(world, firstTo(world, email), noMailbox);
    world.clock.forward('PT1H');
    const { tags } = firstTo(world, email);
    const about = { key: 'acknowledge', kind: tags?.kind, to: 'requester' };
    const full = { ...about, type: 'Transient', subtype: 'MailboxFull', lasting: true } as never;
    const id = [...world.register.logs.keys()][0] ?? '';
    await world.register.append(id, 'full', () => anEvent('mail-bounced', full));

    await watch.days(40);

    expect(kindsTo(world, email)).toEqual(['acknowledge-and-verify']);
  });

  it('gets no link automatically once somebody there complained', async () => {
    const watch = aWatch();
    const { world } = watch;
    await received(world, aForm({ email }));
    await comesBack(world, firstTo(world, email), fullMailbox);
    await complains(world, 'abuse');

    await watch.days(5);

    expect(kindsTo(world, email)).toEqual(['acknowledge-and-verify']);
  });

  it('whose reader says that a mail is wanted gets its reminder, and staff are not informed', async () => {
    const watch = aWatch();
    const { world } = watch;
    await received(world, aForm({ email }));
    await complains(world, 'not-spam');

    const id = [...world.register.logs.keys()][0] ?? '';
    expect(undeliveredRows(world, await world.register.load(id))).toEqual([]);
    await watch.days(10);

    expect(kindsTo(world, email)).toEqual(['acknowledge-and-verify', 'verify-reminder']);
    expect(world.mailbox.sent.filter(({ tags }) => tags?.kind === 'staff-trouble')).toEqual([]);
  });
});
