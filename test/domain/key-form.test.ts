import fc from 'fast-check';
import {
  fillKeyForm,
  KeyFormError,
  mayBothRead,
  parseKeyForm,
  readKeyForm,
} from '../../functions/domain/key-form';

describe('the form of a composed key', () => {
  it.each([
    ['ORDER#{order_id}', 'ORDER#7', { order_id: '7' }],
    ['ORDER#{order_id}', 'ORDER#7#ITEM#1', undefined],
    ['ORDER#{order_id}', 'ORDER#', undefined],
    ['ORDER#{order_id}', 'order#7', undefined],
    ['ORDER#{order_id}#ITEM#{item}', 'ORDER#7#ITEM#1', { order_id: '7', item: '1' }],
    ['{tenant}/{user}', 'a/b', { tenant: 'a', user: 'b' }],
    ['{tenant}/{user}', 'a/b/c', undefined],
    ['USER_PROFILE#{id}', 'USER_PROFILE#a_b', { id: 'a_b' }],
    ['SIGNIN:{at...}', 'SIGNIN:2026-01-02T10:00:00Z', { at: '2026-01-02T10:00:00Z' }],
    ['user-{id...}', 'user-6f1c-22', { id: '6f1c-22' }],
    ['{mail}', 'a#b@example.com', { mail: 'a#b@example.com' }],
    ['PROFILE', 'PROFILE', {}],
    ['PROFILE', 'PROFILES', undefined],
    ['a.b+{id}', 'axb+1', undefined],
    ['N#{note...}', 'N#line 1\nline 2', { note: 'line 1\nline 2' }],
  ])('%s reads %j', (form, key, fields) => {
    expect(readKeyForm(parseKeyForm(form), key)).toEqual(fields);
  });

  it.each([
    ['', 'is empty'],
    ['ORDER#{order_id', 'has a brace that is not closed'],
    ['ORDER#{}', '"{}" names no field'],
    ['ORDER#{ id }', '"{ id }" names no field'],
    ['{a}{b}', '"{a}{b}" does not say where one field ends and the next begins'],
    ['{a}X{b}', '"{a}X{b}" does not say where one field ends and the next begins'],
    ['{a...}#{b}', '"{a...}" takes the rest, but more follows'],
    ['A#{id}#B#{id}', '"A#{id}#B#{id}" holds "id" twice'],
  ])('%j is refused', (form, problem) => {
    expect(() => parseKeyForm(form)).toThrow(new KeyFormError(problem, ''));
  });

  it.each([
    ['ORDER#{a}', 'ORDER#{b}', true],
    ['ORDER#{a}', 'ORDER#{a}#ITEM#{b}', false],
    ['ORDER#{a...}', 'ORDER#{a}#ITEM#{b}', true],
    ['CUSTOMER#{a}', 'CUSTOMEREMAIL#{a}', false],
    ['CUSTOMER{a}', 'CUSTOMEREMAIL#{a}', true],
    ['{a}', 'PROFILE', true],
    ['#META', 'META', false],
    ['{a}#X', '{b}#Y', false],
  ])('%s and %s share a key: %s', (one, other, shared) => {
    expect(mayBothRead(parseKeyForm(one), parseKeyForm(other))).toBe(shared);
    expect(mayBothRead(parseKeyForm(other), parseKeyForm(one))).toBe(shared);
  });

  const piece = fc.constantFrom('A', 'B', 'AB', '#', '/', 'A#', '#B', '{x}', '{y}', '{z...}');
  const form = fc
    .array(piece, { minLength: 1, maxLength: 5 })
    .map((pieces) => pieces.join(''))
    .filter((text) => {
      try {
        return parseKeyForm(text) !== undefined;
      } catch {
        return false;
      }
    });
  const key = fc.array(fc.constantFrom('A', 'B', '#', '/'), { maxLength: 6 }).map((signs) => signs.join(''));

  it('rebuilds exactly the key that it reads', () => {
    fc.assert(
      fc.property(form, key, (text, candidate) => {
        const parsed = parseKeyForm(text);
        const fields = readKeyForm(parsed, candidate);
        if (fields !== undefined)
          expect(fillKeyForm(parsed, fields)).toEqual({ text: candidate, whole: true });
      }),
      { numRuns: 2_000 },
    );
  });

  it('recognises every key that two forms can both read', () => {
    fc.assert(
      fc.property(form, form, key, (one, other, candidate) => {
        const [a, b] = [parseKeyForm(one), parseKeyForm(other)];
        const both = readKeyForm(a, candidate) !== undefined && readKeyForm(b, candidate) !== undefined;
        if (both) expect(mayBothRead(a, b)).toBe(true);
      }),
      { numRuns: 5_000 },
    );
  });
});
