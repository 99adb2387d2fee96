import { waitNamed } from '../../../cost/counts';
import { StoreWaits, waitsOf } from '../../../local/rehearse/metering/store-waits';

/**
 * Plays "+1" (call 1 begins) and "-1" (it ends, cold start) or "~1" (it ends, warm). Returns what is charged,
 * call by call.
 */
function charged(...moves: readonly string[]): string[] {
  const waits = new StoreWaits();
  return moves.flatMap((move) => {
    const nth = Number(move.slice(1));
    if (move.startsWith('+')) waits.begin(nth, 'step');
    return move.startsWith('+') ? [] : waits.end(nth, move.startsWith('-') ? 'store' : 'store awake');
  });
}

describe('the waiting of a function', () => {
  it.each([
    ['one call', ['+1', '-1'], ['store']],
    ['one after the other', ['+1', '-1', '+2', '~2'], ['store', 'store awake']],
    ['several at once: the slowest, whichever came first', ['+1', '+2', '~1', '-2'], ['store']],
    [
      'two stores at once, one of them asked twice more: all of its calls, though another is always under way',
      ['+1', '+2', '-1', '+3', '-2', '~3', '+4', '~4'],
      ['store', 'store awake', 'store awake'],
    ],
    [
      'a call that begins while an earlier one is under way, after another has ended: it waited for that one',
      ['+1', '+2', '-1', '+3', '~3', '-2'],
      ['store', 'store awake'],
    ],
  ])('%s', (_, moves, calls) => {
    expect(charged(...moves)).toEqual(calls);
  });

  it('of two functions is charged to both', () => {
    const waits = new StoreWaits();
    waits.begin(1, 'one');
    waits.begin(2, 'other');

    expect([waits.end(1, 'store'), waits.end(2, 'store')]).toEqual([['store'], ['store']]);
  });

  it('for a call that began before counting is charged alone', () => {
    expect(new StoreWaits().end(7, 'store')).toEqual(['store']);
  });

  it('is counted by who waits and for what', () => {
    expect(waitsOf('search-stores', ['store', 'store awake', 'store awake'])).toEqual({
      waits: { 'search-stores for store': 1, 'search-stores for store awake': 2 },
    });
    expect(waitNamed('search-stores for store awake')).toEqual({
      caller: 'search-stores',
      call: 'store awake',
    });
    expect(() => waitNamed('search-stores')).toThrow('no wait');
  });
});
