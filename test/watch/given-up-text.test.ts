import type { NewEvent } from '../../functions/domain/events';
import { lastOf } from '../../functions/domain/log-entries';
import { alma } from '../builders/a-desk';
import { awaitingDecision } from '../builders/a-world';
import { anEvent } from '../domain/a-log';
import { aWatch } from './a-watch';

const proofTask = anEvent('task-asked', { taskId: 'proof-1', kind: 'proof' });
const proven = anEvent('details-vouched');

/** What staff read about something that was given up, with these entries before it. */
async function read(
  given: { storeIds: string[]; tasks?: string[] },
  ...entries: NewEvent[]
): Promise<string> {
  const watch = aWatch();
  const { world } = watch;
  const id = await awaitingDecision(world);
  const { log } = await world.register.load(id);
  const manifestHash = lastOf(log, 'manifest-frozen')?.data.hash ?? '';
  await world.register.append(id, 'decided', () => anEvent('decided', { manifestHash }));
  for (const [at, entry] of entries.entries()) await world.register.append(id, `entry-${at}`, () => entry);
  await world.register.append(id, 'give-up-stores-1', () => anEvent('stores-given-up', given));
  await watch.sweep();
  const mails = world.mailbox.to(alma.email).map(({ text }) => text.replace(/\s+/g, ' '));
  return mails.find((text) => text.includes('The date is near')) ?? '';
}

const UNPROVEN = 'has not proven enough';

describe('what staff read once the date is near', () => {
  it('is that the person has not proven enough, if only that was awaited', async () => {
    const text = await read({ storeIds: [], tasks: ['proof-1'] }, proofTask);

    expect(text).toContain('the person has not proven enough to be shown the data itself');
    expect(text).not.toContain('this is not done');
  });

  it.each([
    ['the proof came since', { storeIds: [], tasks: ['proof-1'] }, [proofTask, proven]],
    ['whose records they are was settled since', { storeIds: [], tasks: ['contested-shop-1'] }, []],
    ['what was left was seen to since', { storeIds: [], tasks: ['rest-shop-1'] }, []],
  ] as const)('does not mention a proof if %s', async (_, { storeIds, tasks }, entries) => {
    const text = await read({ storeIds: [...storeIds], tasks: [...tasks] }, ...entries);

    expect(text).toContain('which has been settled since');
    expect(text).not.toContain(UNPROVEN);
  });

  it('names a store, and the proof beside it, if both are open', async () => {
    const text = await read({ storeIds: ['shop'], tasks: ['proof-1'] }, proofTask);

    expect(text).toContain('this is not done: the shop’s database');
    expect(text).toContain('the person has not proven enough for the details of the copy');
  });

  it('names only a store, if no proof is awaited', async () => {
    const text = await read({ storeIds: ['shop'] });

    expect(text).toContain('this is not done: the shop’s database');
    expect(text).not.toContain(UNPROVEN);
  });
});
