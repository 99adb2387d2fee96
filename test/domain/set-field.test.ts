import { setField } from '../../functions/domain/set-field';

describe('a field of a record from a store', () => {
  it.each(['email', '__proto__', 'constructor', ''])('is kept under any name: %j', (name) => {
    const record: Record<string, string> = {};

    setField(record, name, 'held');

    expect(Object.entries(record)).toEqual([[name, 'held']]);
    expect(JSON.stringify(record)).toBe(`{${JSON.stringify(name)}:"held"}`);
  });
});
