import type { CollectionMap, DataMap, Reach } from '../../functions/domain/data-map';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { aCollection, aField } from '../builders/a-map';

const down = (field: string, collection: string, of: string): Reach => ({
  field,
  from: { storeId: 'shop', collection, field: of },
  leads: 'down',
});

const fields = (...names: readonly string[]) =>
  names.map((name) => aField(name, name, name === 'email' ? { identity: 'email' } : {}));

/** The map leaves its key to the database, which has one of tenant and id. */
const users = aCollection('users', 'users', {
  primaryKey: [],
  fields: fields('tenant', 'id', 'email'),
  facts: ['tenant', 'id', 'email'],
  reachedBy: [{ field: 'email', identity: 'email' }],
  ownRecord: true,
});

const notes = (more: Partial<CollectionMap>) =>
  aCollection('notes', 'notes', {
    fields: fields('id', 'tenant', 'user'),
    facts: ['tenant', 'user'],
    reachedBy: [down('user', 'users', 'id')],
    ...more,
  });

function aMap(storeId: string, collection: CollectionMap, owner = users): DataMap {
  const shop = { storeId: 'shop', title: 'Shop', kind: 'postgres' as const };
  const other = { storeId: 'other', title: 'Other', kind: 'dynamodb' as const, collections: [collection] };
  const stores =
    storeId === 'shop'
      ? [{ ...shop, collections: [owner, collection] }]
      : [{ ...shop, collections: [owner] }, other];
  return { stores, systems: [], gaps: [] };
}

type Row = Readonly<Record<'id' | 'tenant' | 'user', string>>;

function fates(map: DataMap, storeId: string, key: readonly (keyof Row)[], rows: readonly Row[]): string[] {
  const ida = { collection: 'users', key: { tenant: 'a', id: '5' }, facts: { email: 'ida@example.com' } };
  const byMail = { collection: 'users', field: 'email', values: ['ida@example.com'] };
  const byNumber = { collection: 'users', field: 'id', values: ['5'], check: true as const };
  const split = (row: Row, isKey: boolean) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => key.includes(name as keyof Row) === isKey));
  const located = rows.map((row) => ({
    collection: 'notes',
    key: split(row, true),
    facts: split(row, false),
  }));
  const findings: StoreFinding[] = [
    { storeId: 'shop', searches: [byMail], rows: [ida], unmapped: [] },
    { storeId: 'shop', searches: [byNumber], rows: [ida], unmapped: [] },
    {
      storeId,
      searches: [{ collection: 'notes', field: 'user', values: ['5'] }],
      rows: located,
      unmapped: [],
    },
  ];
  const identities = { email: ['ida@example.com'] };
  const input = {
    map,
    right: 'erasure',
    version: 1,
    findings,
    identities,
    unavailable: [],
    today: '2026-11-24',
  };
  return freezeManifest(input).stores.flatMap(({ collections }) =>
    collections
      .filter(({ collection }) => collection === 'notes')
      .flatMap((c) => c.rows.map((row) => `${row.key.id}: ${row.treatment.action}`)),
  );
}

const hers = { id: 'hers', tenant: 'a', user: '5' };
const his = { id: 'his', tenant: 'b', user: '5' };

describe('a key of several fields that only the database names', () => {
  it('is compared whole where both keys hold the rest', () => {
    const map = aMap('shop', notes({ primaryKey: [] }));

    expect(fates(map, 'shop', ['tenant', 'id'], [hers, his])).toEqual(['hers: erase']);
  });

  it('is compared whole where every part is referred to', () => {
    const reachedBy = [down('user', 'users', 'id'), down('tenant', 'users', 'tenant')];

    expect(fates(aMap('shop', notes({ reachedBy })), 'shop', ['id'], [hers, his])).toEqual(['hers: erase']);
  });

  it('assigns no row of another store to a person where a part of the key is missing', () => {
    expect(fates(aMap('other', notes({})), 'other', ['id'], [hers, his])).toEqual([
      'hers: contested',
      'his: contested',
    ]);
  });

  it('is compared whole across stores', () => {
    const reachedBy = [down('user', 'users', 'id'), down('tenant', 'users', 'tenant')];

    expect(fates(aMap('other', notes({ reachedBy })), 'other', ['id'], [hers, his])).toEqual(['hers: erase']);
  });

  it('is not asked for where the map says that one part is unique by itself', () => {
    const owner = {
      ...users,
      fields: users.fields.map((one) => (one.name === 'id' ? { ...one, unique: true as const } : one)),
    };

    expect(fates(aMap('other', notes({}), owner), 'other', ['id'], [hers])).toEqual(['hers: erase']);
  });
});
