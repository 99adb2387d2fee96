import { fieldsOf, parseJson } from '../../functions/domain/parse-json';

describe('a text that somebody else wrote', () => {
  it.each([undefined, '', '{', 'mia@example.com'])('that is not JSON says nothing: %j', (text) => {
    expect(parseJson(text)).toBeUndefined();
  });

  it.each([null, 'text', 5, ['a'], undefined])('has no fields if it says no object: %j', (value) => {
    expect(fieldsOf(value)).toEqual({});
  });

  it('has the fields that it says', () => {
    expect(fieldsOf(parseJson('{"until":"2026-11-24T10"}'))).toEqual({ until: '2026-11-24T10' });
  });
});
