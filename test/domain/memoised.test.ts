import { memoised, memoisedBy } from '../../functions/domain/memoised';

describe('a memoised function', () => {
  it('computes each result once, and returns the same as the function itself', () => {
    let asked = 0;
    const joined = memoised((a: string, n: number, b = 'end') => {
      asked += 1;
      return `${a}|${n}|${b}`;
    });

    const answers = [joined('x', 1), joined('x', 1), joined('x', 1, 'y'), joined('x1', 1), joined('x', 11)];

    expect(answers).toEqual(['x|1|end', 'x|1|end', 'x|1|y', 'x1|1|end', 'x|11|end']);
    expect(asked).toBe(4);
  });

  it('tries again what failed', () => {
    let tries = 0;
    const shaky = memoised((text: string) => {
      tries += 1;
      if (tries === 1) throw new RangeError('not yet');
      return text;
    });

    expect(() => shaky('a')).toThrow(RangeError);
    expect(shaky('a')).toBe('a');
  });

  it('stays right after more calls than it caches', () => {
    const doubled = memoised((n: number) => n * 2);

    for (let n = 0; n < 12_000; n += 1) expect(doubled(n)).toBe(n * 2);
    expect(doubled(1)).toBe(2);
  });

  it('keeps the results of two objects apart', () => {
    const under = memoisedBy(
      (book: { readonly name: string }) => (what: string) => `${what} of ${book.name}`,
    );
    const [one, two] = [{ name: 'one' }, { name: 'two' }];

    expect([under(one)('date'), under(two)('date'), under(one)('date')]).toEqual([
      'date of one',
      'date of two',
      'date of one',
    ]);
  });
});
