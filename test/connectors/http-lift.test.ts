import { lifted } from '../../functions/connectors/http/vendor-row';

const lift = (row: Parameters<typeof lifted>[0], ...names: string[]) =>
  lifted(
    row,
    names.map((name) => ({ name, fields: ['city'] })),
  );

describe('fields of inner objects that count as the row’s', () => {
  it.each<[string, object, object]>([
    ['a null of the row', { city: null, a: { city: 'Ulm' } }, { city: 'Ulm' }],
    ['an empty text of the row', { city: '', a: { city: 'Ulm' } }, { city: 'Ulm' }],
    ['a null of a later object', { a: { city: 'Ulm' }, b: { city: null } }, { city: 'Ulm' }],
    ['a null of an earlier object', { a: { city: null }, b: { city: 'Ulm' } }, { city: 'Ulm' }],
    ['an object that is null', { a: { city: 'Ulm' }, b: null }, { city: 'Ulm' }],
    ['an earlier one that is null', { a: null, b: { city: 'Ulm' } }, { city: 'Ulm' }],
  ])('are not hidden by %s', (_what, row, expected) => {
    expect(lift(row as never, 'a', 'b')).toEqual(expected);
  });

  it.each<[string, object, object]>([
    ['the row', { city: 'Bonn', a: { city: 'Ulm' } }, { city: 'Bonn', a_city: 'Ulm' }],
    ['another one', { a: { city: 'Bonn' }, b: { city: 'Ulm' } }, { city: 'Bonn', b_city: 'Ulm' }],
    [
      'the row, and one of that other name too',
      { city: 'Bonn', a_city: 'Kiel', a: { city: 'Ulm' } },
      { city: 'Bonn', a_city: 'Kiel', a_a_city: 'Ulm' },
    ],
    ['the row by false', { city: false, a: { city: 'Ulm' } }, { city: false, a_city: 'Ulm' }],
  ])('are kept beside a different value of %s', (_what, row, expected) => {
    expect(lift(row as never, 'a', 'b')).toEqual(expected);
  });

  it('stand once where both hold the same', () => {
    expect(lift({ tags: ['x'], a: { tags: ['x'], city: 'Ulm' } }, 'a')).toEqual({ tags: ['x'], city: 'Ulm' });
  });

  it('are none, said as null, where their object is null', () => {
    expect(lift({ id: '1', a: null }, 'a')).toEqual({ id: '1', city: null });
  });
});
