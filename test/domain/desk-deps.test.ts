import { lazy } from '../../functions/adapters/lazy';
import { withParts } from '../../functions/domain/desk-deps';

describe('the dependencies of a function with another part', () => {
  function deps(made: string[]) {
    return lazy<{ readonly stores: string; readonly clock: string; readonly mailbox: string }>({
      stores: () => 'all stores',
      clock: () => {
        made.push('clock');
        return 'a clock';
      },
      mailbox: () => {
        throw new Error('the function has no settings for mail');
      },
    });
  }

  it('make no part that the function does not ask for', () => {
    const made: string[] = [];
    const other = withParts(deps(made), { stores: 'one account', now: 'noon' });

    expect([other.stores, other.now]).toEqual(['one account', 'noon']);
    expect(made).toEqual([]);
    expect([other.clock, other.clock]).toEqual(['a clock', 'a clock']);
    expect(made).toEqual(['clock']);
    expect(() => other.mailbox).toThrow('no settings for mail');
  });
});
