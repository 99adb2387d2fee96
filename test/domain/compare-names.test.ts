import fc from 'fast-check';
import { compareNames } from '../../functions/domain/compare-names';

const word = fc.stringMatching(/^[a-z]{5,8}$/);

describe('two names as people typed them', () => {
  it('are the same in any order, in capitals, with a title and with spaces around', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 2, maxLength: 4 }), (words) => {
        const other = `  Dr. ${[...words].reverse().join('  ').toUpperCase()} `;
        expect(compareNames(words.join(' '), other)).toBe('same');
      }),
    );
  });

  it('say the same whichever comes first', () => {
    const name = fc.array(fc.oneof(word, fc.constantFrom('m', 'sommer', 'mia')), { maxLength: 3 });
    fc.assert(
      fc.property(name, name, (one, other) => {
        const [a, b] = [one.join(' '), other.join(' ')];
        expect(compareNames(a, b)).toBe(compareNames(b, a));
      }),
    );
  });

  it('differ where each has a word that the other lacks', () => {
    fc.assert(
      fc.property(fc.uniqueArray(word, { minLength: 3, maxLength: 3 }), ([one, other, family]) => {
        expect(compareNames(`${one} ${family}`, `${other} ${family}`)).toBe('differ');
      }),
    );
  });

  it.each([
    [undefined, undefined, 'same'],
    ['', 'Mia Sommer', 'unsure'],
    ['Sommer', 'Mia Sommer', 'unsure'],
    ['M. Sommer', 'Mia Sommer', 'unsure'],
    ['B. Sommer', 'Mia Sommer', 'differ'],
    ['王小明', '王小明', 'same'],
    ['Анна Иванова', 'Иванова Анна', 'same'],
  ])('say of %s and %s: %s', (one, other, says) => {
    expect(compareNames(one, other)).toBe(says);
  });
});
