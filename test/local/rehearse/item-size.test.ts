import fc from 'fast-check';
import { itemBytes, type WireItem, type WireValue } from '../../../local/rehearse/metering/item-size';

/** Another program's idea of the same rules: what dynalite refuses items over 400 KB by. */
const { itemSize } = require('dynalite/db') as { itemSize: (item: WireItem) => number };

/** That program counts characters, so they are ASCII here. */
const text = fc.string({ minLength: 1, maxLength: 20 });
const number = fc.oneof(
  fc.integer().map(String),
  fc
    .tuple(fc.integer({ min: -9_999, max: 9_999 }), fc.integer({ min: 1, max: 999 }))
    .map(([a, b]) => `${a}.${b}`),
);
const plain: fc.Arbitrary<WireValue> = fc.oneof(
  text.map((S) => ({ S })),
  number.map((N) => ({ N })),
  fc.boolean().map((BOOL) => ({ BOOL })),
  fc.constant({ NULL: true }),
  fc.uniqueArray(text, { minLength: 1, maxLength: 4 }).map((SS) => ({ SS })),
);

describe('the size of an item', () => {
  it.each([
    ['names and text in UTF-8', { name: { S: 'Zoë' } }, 4 + 4],
    ['a number: its digits in pairs, and one', { n: { N: '12345' } }, 1 + 4],
    ['a round number: its significant digits', { n: { N: '1200' } }, 1 + 2],
    ['a negative number: one more', { n: { N: '-1' } }, 1 + 3],
    ['nought', { n: { N: '0' } }, 1 + 1],
    ['yes and no', { b: { BOOL: true } }, 1 + 1],
    ['a list: three, and one an element', { l: { L: [{ S: 'a' }, { BOOL: false }] } }, 1 + 3 + 2 + 2],
    ['a map: three, one an element, and names', { m: { M: { ab: { S: 'c' } } } }, 1 + 3 + 1 + 2 + 1],
    ['bytes as they are, not as they travel', { b: { B: Buffer.alloc(9).toString('base64') } }, 1 + 9],
  ])('counts %s', (_, item, bytes) => {
    expect(itemBytes(item as WireItem)).toBe(bytes);
  });

  it('agrees with another program about every item that is no list', () => {
    fc.assert(
      fc.property(fc.dictionary(text, plain, { maxKeys: 6 }), (item) => {
        expect(itemBytes(item)).toBe(itemSize(item));
      }),
    );
  });

  it('refuses a type that it does not know', () => {
    expect(() => itemBytes({ x: { Q: 1 } })).toThrow('no type Q');
  });
});
