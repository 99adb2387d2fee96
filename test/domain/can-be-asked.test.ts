import type { CollectionMap, DataMap } from '../../functions/domain/data-map';
import { canBeAsked } from '../../functions/domain/foreign-keys';
import { aCollection, aField } from '../builders/a-map';

const people = aCollection('people', 'People', {
  fields: ['uid', 'nick', 'code', 'town'].map((name) => aField(name, name)),
  primaryKey: ['pk', 'sk'],
  reachedBy: [{ field: 'nick', identity: 'user-id' }],
  physical: {
    table: 'shop',
    keys: { pk: 'U#{uid}', sk: 'PROFILE' },
    indexes: [{ name: 'BYCODE', field: 'code' }],
  },
});

function ask(
  kind: DataMap['stores'][number]['kind'],
  field: string,
  more: Partial<CollectionMap> = {},
): boolean {
  const collection = { ...people, ...more };
  const store = { storeId: 'shop', title: 'Shop', kind, collections: [collection] };
  return canBeAsked({ stores: [store], systems: [], gaps: [] }, { storeId: 'shop', collection, field });
}

describe('whose record a row names', () => {
  it.each([
    ['uid', true],
    ['code', true],
    ['nick', false],
    ['town', false],
  ])('can be asked in DynamoDB by what is in its key or has an index: %s, %s', (field, expected) => {
    expect(ask('dynamodb', field)).toBe(expected);
  });

  it('can be looked up by any field of a database, and in a store that is read whole', () => {
    expect(ask('postgres', 'town')).toBe(true);
    expect(ask('s3', 'town', { readWhole: true })).toBe(true);
    expect(ask('manual', 'uid')).toBe(false);
  });
});
