import fc from 'fast-check';
import { nameOnly } from '../../functions/adapters/log';

describe('a name in a log line', () => {
  it.each(['Error', 'TryAgainError', 'Lambda.TooManyRequestsException', 'ECONNREFUSED', 'States.Timeout'])(
    'stays as it is: %s',
    (name) => {
      expect(nameOnly(name)).toBe(name);
    },
  );

  it.each([
    'mia@example.com',
    'two words',
    'line\nbreak',
    '',
    '4xx',
    '.dot',
    `A${'a'.repeat(81)}`,
    'ü',
    'a=b',
    'a/b',
  ])('is none when it could be a value: %j', (name) => {
    expect(nameOnly(name)).toBe('UnnamedError');
  });

  it('is at most a word of letters, digits, dots and underscores', () => {
    fc.assert(fc.property(fc.string(), (text) => /^[\w.]{1,81}$/.test(nameOnly(text))));
  });
});
