import { mailUnreachedList } from '../../functions/watch/unreached-list';
import { alma, bruno } from '../builders/a-desk';
import { aForm, received } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch, type Watch } from './a-watch';

/** This many requests from the form whose closing mail reached nobody, to be reported to staff. */
async function unreachedRequests({ world }: Watch, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  for (const name of names) {
    const id = await received(world, aForm({ email: `${name}@example.com` }));
    const back = anEvent('mail-bounced', { key: 'acknowledge', to: 'requester' });
    await world.register.append(id, 'back', () => back);
    await world.register.append(id, 'close-unverified-0', () => anEvent('closed', { outcome: 'unverified' }));
    ids.push(id);
  }
  return ids;
}

const lists = ({ world }: Watch, reader: string) =>
  world.mailbox.to(reader).filter(({ tags }) => tags?.kind === 'staff-ended-unreached');

async function tell(watch: Watch, id: string | undefined): Promise<void> {
  await mailUnreachedList(watch.deps, await watch.world.register.load(id ?? ''));
}

describe('a list of requests from strangers', () => {
  it('is sent once a day at most; what it did not name is in the next', async () => {
    const watch = aWatch();
    const [first] = await unreachedRequests(watch, ['a', 'b']);
    watch.world.clock.forward('P1D');
    await tell(watch, first);
    watch.world.clock.forward('-P1D');
    const [late] = await unreachedRequests(watch, ['c']);
    watch.world.clock.forward('P1DT1H');

    await tell(watch, late);
    expect(lists(watch, alma.email)).toHaveLength(1);
    await watch.days(1);

    const texts = lists(watch, alma.email).map(({ text }) => text.match(/DSR-/g)?.length);
    expect(texts).toEqual([2, 1]);
  });

  it('goes to the second address if the mailboxes of all approvers refuse it', async () => {
    const watch = aWatch();
    const { world } = watch;
    for (const { email } of [alma, bruno]) world.mailbox.refuses.set(email, 'address');
    const ids = await unreachedRequests(watch, ['a', 'b', 'c']);

    await watch.days(3);

    expect(lists(watch, world.desk.escalateTo)).toHaveLength(1);
    for (const id of ids) {
      const { log } = await world.register.load(id);
      expect(log.some((event) => event.type === 'reminded' && event.data.what === 'unreached')).toBe(true);
    }
  });

  it('is sent later the same day if no mail at all could be sent', async () => {
    const watch = aWatch();
    const { world } = watch;
    await unreachedRequests(watch, ['a']);
    world.mailbox.refusesAll = 'account';
    await watch.days(1);
    world.mailbox.refusesAll = undefined;
    world.clock.forward('PT1H');

    await watch.sweep();

    expect(lists(watch, alma.email)).toHaveLength(1);
  });
});
