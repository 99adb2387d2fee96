import fc from 'fast-check';
import {
  exactJson,
  exactNumber,
  fieldText,
  isEmptyJson,
  withFields,
} from '../../functions/connectors/exact-json';
import { MAX_MATCHED_ROWS, matchPoints } from '../../functions/connectors/match-points';

describe('JSON read exactly', () => {
  it('gives back every value', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), (value) => {
        const text = JSON.stringify(value);

        return JSON.stringify(exactJson(text)) === text;
      }),
    );
  });

  it.each([
    ['{"n": 9007199254740993}', { n: '9007199254740993' }],
    ['[1e400, 1e-400, 1.2345678901234567890E19]', ['1e400', '1e-400', '1.2345678901234567890E19']],
    ['[1e21, 1000000000000000000000]', ['1e21', '1000000000000000000000']],
    ['[-1E5, 1.20e+7, 123456789012345.0, 5e-1]', [-100000, 12000000, 123456789012345, 0.5]],
    ['[0.1234567890123456789, 1.50]', ['0.1234567890123456789', 1.5]],
    [
      '{"n": 1.5, "s": "9007199254740993 \\" 9007199254740993"}',
      { n: 1.5, s: '9007199254740993 " 9007199254740993' },
    ],
  ])('keeps numbers that a double would round as text: %s', (text, value) => {
    expect(exactJson(text)).toEqual(value);
  });

  it('keeps the digits of a record when another field is set', () => {
    const text = '{"n": 9007199254740993, "s": "1e400", "t": [1e400], "gone": "x"}';

    expect(withFields(text, { gone: null })).toBe(
      '{"n": 9007199254740993, "s": "1e400", "t": [1e400], "gone": null}',
    );
  });

  it.each([
    ['{"email":null,"text":"\ue000 icon"}', '{"email":"x","text":"\ue000 icon"}'],
    [
      String.raw`{ "email" : "a\"}" , "text":"\ue000[{\u0022" }`,
      String.raw`{ "email" : "x" , "text":"\ue000[{\u0022" }`,
    ],
    [String.raw`{"\u0065mail":{"a":[1,"]}"]},"t":"é"}`, String.raw`{"\u0065mail":"x","t":"é"}`],
    ['{"email":1,"email":2}', '{"email":"x","email":"x"}'],
    ['{}', '{"email":"x"}'],
    ['{ "a": {"email":"inside"} }', '{ "a": {"email":"inside"},"email":"x" }'],
  ])('changes the value of a field and no other character: %s', (text, result) => {
    expect(withFields(text, { email: 'x', absent: null })).toBe(result);
  });

  it('sets a field of any record, and leaves every other field unchanged', () => {
    const names = fc.constantFrom('a', 'b', 'email', 'é"\\', '__proto__');
    const strings = fc.string({ unit: 'binary' }).filter((text) => !/\p{Surrogate}/u.test(text));
    const values = fc.oneof(strings, fc.constantFrom('\ue000', '\ue000"'), fc.jsonValue({ maxDepth: 2 }));
    const spaces = fc.constantFrom('', ' ', '\t', '  ');
    const members = fc.uniqueArray(fc.tuple(names, values, spaces), { selector: ([name]) => name });

    fc.assert(
      fc.property(members, fc.jsonValue({ maxDepth: 1 }), (record, value) => {
        const write = (changed: boolean) =>
          record
            .map(([name, held, space]) => {
              const written = JSON.stringify(changed && name === 'email' ? value : held);
              return `${space}${JSON.stringify(name)}${space}:${space}${written}${space}`;
            })
            .join(',');
        const isThere = record.some(([name]) => name === 'email');
        const text = `{${write(false)}}`;

        expect(withFields(text, isThere ? { email: value as never } : {})).toBe(`{${write(true)}}`);
      }),
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

  it('recognises empty values', () => {
    expect([null, undefined, '', [], {}].map(isEmptyJson)).toEqual([true, true, true, true, true]);
    expect([0, false, ' ', [0], { a: null }].map(isEmptyJson)).toEqual([false, false, false, false, false]);
    expect([0, false, { a: 1 }].map(fieldText)).toEqual(['0', 'false', '{"a":1}']);
  });
});

describe('data points', () => {
  const point = { field: 'city', value: ' new  YORK ' };

  it('ignore spaces and capitals, and nothing else', () => {
    expect(matchPoints([{ city: 'New York' }], [point])).toBe('yes');
    expect(matchPoints([{ city: 'New-York' }], [point])).toBe('no');
    expect(matchPoints([{ city: 'Zoe\u0308' }], [{ field: 'city', value: 'ZOË' }])).toBe('yes');
  });

  it('must all belong to one row', () => {
    const points = [point, { field: 'born', value: '1990-01-01' }];

    expect(matchPoints([{ city: 'New York', born: '1990-01-02' }], points)).toBe('no');
    expect(matchPoints([{ city: 'New York' }, { born: '1990-01-01' }], points)).toBe('no');
  });

  it('are ambiguous if only some rows have them, or if there are too many rows to look at', () => {
    expect(matchPoints([{ city: 'New York' }, { city: 'Rome' }], [point])).toBe('ambiguous');
    expect(matchPoints(Array(MAX_MATCHED_ROWS).fill({ city: 'New York' }), [point])).toBe('ambiguous');
  });
});
