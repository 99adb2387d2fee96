import { strayKeys } from '../../functions/evidence/stray-keys';
import { aForm, aWorld, verified } from '../builders/a-world';
import { anEvent } from '../domain/a-log';

describe('a table of keys that was restored apart from the register', () => {
  it('is told by keys that are back, and by open requests that have none', async () => {
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
});
