import { type Right, rightNames, rights } from '../../functions/domain/rights';
import { aForm, received, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { comesBack } from './a-bounce';
import { aWatch, type Watch } from './a-watch';

const email = 'gone@example.com';

/** Each mail to the address gets a permanent bounce within the hour. */
async function days({ world, sweep }: Watch, count: number): Promise<void> {
  let seen = 0;
  for (let day = 0; day < count; day += 1) {
    const mails = world.mailbox.to(email);
    for (const mail of mails.slice(seen)) await comesBack(world, mail);
    seen = mails.length;
    world.clock.forward('P1D');
    await sweep();
  }
}

/** Kinds of request that begin with a code to the address. */
const proven = rightNames.filter((right) => rights[right].proof);

const kindsTo = ({ world }: Watch) => world.mailbox.to(email).map(({ tags }) => tags?.kind);

describe('an address with a permanent bounce', () => {
  it.each(proven)('gets no mail after the first one until staff act: %s', async (right: Right) => {
    const watch = aWatch();
    await received(watch.world, aForm({ email, right }));

    await days(watch, 40);

    expect(kindsTo(watch).length).toBeLessThanOrEqual(1);
  });

  it('gets no reminder to fetch the copy', async () => {
    const watch = aWatch();
    const { world } = watch;
    const id = await verified(world, aForm({ email }));
    const events = [
      'store-searched',
      'manifest-frozen',
      'decision-asked',
      'decided',
      'package-made',
    ] as const;
    for (const type of events) await world.register.append(id, type, () => anEvent(type));
    const data = { key: 'outcome', kind: 'access-ready', to: 'requester' } as const;
    await world.register.append(id, 'mailed', () => anEvent('mailed', data));
    await world.register.append(id, 'closed', () => anEvent('closed'));
    const codes = { lasting: true, type: 'Permanent', subtype: 'General' };
    await world.register.append(id, 'back', () => anEvent('mail-bounced', { ...data, ...codes }));
    const before = kindsTo(watch).length;

    await days(watch, 20);

    expect(kindsTo(watch)).toHaveLength(before);
  });
});
