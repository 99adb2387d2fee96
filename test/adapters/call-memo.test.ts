import { inOneCall, noteWrite } from '../../functions/adapters/call-context';
import { CallMemo } from '../../functions/adapters/call-memo';

describe('what a call has read', () => {
  it('is not read again by the same call', async () => {
    const memo = new CallMemo<string>();

    await inOneCall(async () => {
      memo.keep('a', 'log');

      expect([memo.current('a'), memo.seen('a'), memo.current('b')]).toEqual(['log', 'log', undefined]);
    });
  });

  it('is unknown to every other call, also of the same process, and outside of one', async () => {
    const memo = new CallMemo<string>();
    memo.keep('a', 'outside');
    await inOneCall(async () => memo.keep('a', 'log'));

    const elsewhere = await inOneCall(async () => memo.seen('a'));

    expect([elsewhere, memo.seen('a')]).toEqual([undefined, undefined]);
  });

  it('is read again after the call has written, and still serves a write that checks it', async () => {
    const memo = new CallMemo<string>();

    await inOneCall(async () => {
      memo.keep('a', 'log');
      noteWrite();

      expect([memo.current('a'), memo.seen('a')]).toEqual([undefined, 'log']);
    });
  });

  it.each([4_999, 5_000, -1])('serves for five seconds, by whatever clock: after %i ms', async (after) => {
    let now = 1_000_000;
    const memo = new CallMemo<string>(() => now);

    await inOneCall(async () => {
      memo.keep('a', 'log');
      now += after;

      expect(memo.seen('a')).toBe(after === 4_999 ? 'log' : undefined);
    });
  });

  it('can be forgotten', async () => {
    const memo = new CallMemo<string>();

    await inOneCall(async () => {
      memo.keep('a', 'log');
      memo.forget('a');

      expect(memo.seen('a')).toBeUndefined();
    });
  });
});
