import { deriveKey } from '../../functions/adapters/kms-vault';
import { requestIdOf } from '../../functions/domain/new-request-id';
import { nicknameFrom, nicknameOf } from '../../functions/domain/nickname';
import { nicknameWords } from '../../functions/domain/nickname-words';
import { enterRequest } from '../../functions/web/staff/enter-request';
import { alma } from '../builders/a-desk';
import { aForm, aWorld, received } from '../builders/a-world';
import { aRequest } from './a-log';

describe('a nickname', () => {
  it('comes from the key of its request alone: the same reference under another key has another', async () => {
    const names = await Promise.all(
      Array.from({ length: 40 }, async () => {
        const world = aWorld();
        return nicknameOf(await world.register.load(await received(world, aForm())));
      }),
    );

    expect(new Set(names).size).toBe(40);
  });

  it('is one of a quarter of a million, each as likely as another', () => {
    const words = nicknameWords.map((list) => new Set(list).size);
    const seen = Array.from({ length: 2_000 }, (_, n) =>
      nicknameFrom(deriveKey(Buffer.from(String(n).padStart(32)), 'nickname')),
    );

    expect(words).toEqual([64, 64, 64]);
    expect(new Set(seen).size).toBeGreaterThan(1_980);
    expect(seen.filter((name) => !/^[a-z]+ [a-z]+ [a-z]+$/.test(name))).toEqual([]);
  });

  it('stays what it is when words are changed, since it stands in the log', async () => {
    const world = aWorld();
    const request = await world.register.load(await received(world, aForm()));

    expect(request.received.nickname).toBe(nicknameOf(request));
  });

  it('is drawn for what staff enter, too', async () => {
    const world = aWorld();
    const requestId = requestIdOf('a form that staff filled in');
    const entered = { requestId, form: aForm(), receivedAt: world.clock.now(), cameBy: 'post', staff: alma };
    await enterRequest(world as unknown as Parameters<typeof enterRequest>[0], entered);

    expect((await world.register.load(requestId)).received.nickname).toMatch(/^\w+ \w+ \w+$/);
  });

  it('of a request from before is the one that its mails have', () => {
    expect(nicknameOf({ ...aRequest('received'), requestId: 'dsr-6yvzyn47dnwm' })).toBe('early wren');
  });
});
