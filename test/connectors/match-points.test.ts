import { matchPoints } from '../../functions/connectors/match-points';

const answer = (held: string, typed: string) =>
  matchPoints([{ field: held }], [{ field: 'field', value: typed }]);

describe('a typed data point', () => {
  it.each([
    ['Deep Sea Green', ' deep  SEA\u00a0green '],
    ['1990-05-31', '1990-05-31'],
    ['1990-05-31T00:00:00Z', '1990-05-31'],
    ['1990-05-31 00:00:00.000+00', '1990-05-31'],
    ['Zo\u00eb', 'Zoe\u0308'],
  ])('%s matches %s as typed', (held, typed) => {
    expect(answer(held, typed)).toBe('yes');
  });

  it.each([
    ['1990-05-31', '1990-05-30'],
    ['1990-05-31T09:30:00Z', '1990-05-31'],
    ['2017', '20170'],
    ['2017', '201'],
    ['2017', '%'],
    ['a', 'b'],
    ['', ''],
    ['', ' '],
    ['null', ''],
  ])('%s does not match %s as typed', (held, typed) => {
    expect(answer(held, typed)).toBe('no');
  });

  it('is in no row if none was found, and in all or some of several', () => {
    const point = [{ field: 'f', value: 'x' }];

    expect(matchPoints([], point)).toBe('no');
    expect(matchPoints([{ f: 'x' }, { f: 'x' }], point)).toBe('yes');
    expect(matchPoints([{ f: 'x' }, { f: 'y' }], point)).toBe('ambiguous');
    expect(matchPoints([{ f: 'x' }, {}], point)).toBe('ambiguous');
  });
});
