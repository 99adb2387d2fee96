import { strayKeys } from '../../../functions/watch/audit/stray-keys';
import { aForm, aWorld, verified } from '../../builders/a-world';
import { anEvent } from '../../domain/a-log';

describe('a table of keys that was restored apart from the register', () => {
  it('is noticed by keys that are back, and by open requests that have none', async () => {
    const world = aWorld();
    const ids: Record<string, string> = {};
    for (const name of ['open', 'lost', 'closed', 'destroyed', 'back'])
      ids[name] = await verified(world, aForm({ email: `${name}@example.com` }));
    const { open = '', lost = '', closed = '', destroyed = '', back = '' } = ids;
    const end = (id: string, ...types: ('closed' | 'shredded')[]) => {
      const log = world.register.logs.get(id) ?? [];
      const more = types.map((type, n) => ({
        ...anEvent(type),
        seq: log.length + n + 1,
        at: log[0]?.at,
        commandId: type,
      }));
      world.register.logs.set(id, [...log, ...(more as typeof log)]);
    };
    end(closed, 'closed');
    end(destroyed, 'closed', 'shredded');
    end(back, 'closed', 'shredded');

    const found = await strayKeys(world.register, new Set([open, back]));

    expect(found.sort((a, b) => (a.is < b.is ? -1 : 1))).toEqual([
      { requestId: back, is: 'back' },
      { requestId: lost, is: 'lost' },
    ]);
  });

  it('names a closed request without its key as long as it keeps data out of use', async () => {
    const world = aWorld();
    const id = await verified(world, aForm({ right: 'restriction' }));
    for (const event of [
      anEvent('handed-to-staff', { reason: 'staff-choice' }),
      anEvent('restriction-set', { staffId: 'alma', lookAgainOn: '2030-06-01' }),
      anEvent('staff-finished', { outcome: 'fulfilled' }),
      anEvent('closed', { outcome: 'fulfilled' }),
    ])
      await world.register.append(id, event.type, () => event);

    expect(await strayKeys(world.register, new Set())).toEqual([{ requestId: id, is: 'lost' }]);
  });
});
