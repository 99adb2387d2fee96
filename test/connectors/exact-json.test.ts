import fc from 'fast-check';
import {
  exactJson,
  exactNumber,
  fieldText,
  isEmpty,
  withFields,
} from '../../functions/connectors/exact-json';
import { matchLimit, matchPoints } from '../../functions/connectors/match-points';

describe('JSON read exactly', () => {
  it('gives back every value, whatever it is', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value);

        return JSON.stringify(exactJson(text)) === text;
      }),
    );
  });

  it.each([
    ['{"n": 9007199254740993}', { n: '9007199254740993' }],
    ['[1e400, -1E5]', ['1e400', '-1E5']],
    ['[0.1234567890123456789, 1.50]', ['0.1234567890123456789', 1.5]],
    [
      '{"n": 1.5, "s": "9007199254740993 \\" 9007199254740993"}',
      { n: 1.5, s: '9007199254740993 " 9007199254740993' },
    ],
  ])('keeps numbers that a double would round as text: %s', (text, value) => {
    expect(exactJson(text)).toEqual(value);
  });

  it('keeps the digits of a record in which another field is set', () => {
    const text = '{"n": 9007199254740993, "s": "1e400", "t": [1e400], "gone": "x"}';

    expect(withFields(text, { gone: null })).toBe(
      '{"n":9007199254740993,"s":"1e400","t":[1e400],"gone":null}',
    );
  });

  it.each([
    ['1', 1],
    ['-0.5', -0.5],
    ['1.10', '1.10'],
    ['NaN', 'NaN'],
    ['1e+20', '1e+20'],
    ['9007199254740993', '9007199254740993'],
  ])('gives the number %s as it is written', (text, value) => {
    expect(exactNumber(text)).toBe(value);
  });

  it('knows what is empty', () => {
    expect([null, undefined, '', [], {}].map(isEmpty)).toEqual([true, true, true, true, true]);
    expect([0, false, ' ', [0], { a: null }].map(isEmpty)).toEqual([false, false, false, false, false]);
    expect([0, false, { a: 1 }].map(fieldText)).toEqual(['0', 'false', '{"a":1}']);
  });
});

describe('data points', () => {
  const point = { field: 'city', value: ' new  YORK ' };

  it('forgive spaces and capitals, and nothing else', () => {
    expect(matchPoints([{ city: 'New York' }], [point])).toBe('yes');
    expect(matchPoints([{ city: 'New-York' }], [point])).toBe('no');
    expect(matchPoints([{ city: 'Zoe\u0308' }], [{ field: 'city', value: 'ZOË' }])).toBe('yes');
  });

  it('must all belong to a row', () => {
    const points = [point, { field: 'born', value: '1990-01-01' }];

    expect(matchPoints([{ city: 'New York', born: '1990-01-02' }], points)).toBe('no');
    expect(matchPoints([{ city: 'New York' }, { born: '1990-01-01' }], points)).toBe('no');
  });

  it('are ambiguous when some rows carry them, or when there are too many to look at', () => {
    expect(matchPoints([{ city: 'New York' }, { city: 'Rome' }], [point])).toBe('ambiguous');
    expect(matchPoints(Array(matchLimit).fill({ city: 'New York' }), [point])).toBe('ambiguous');
  });
});
