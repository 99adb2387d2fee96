import type { StoreFinding } from '../../functions/domain/found-rows';
import { planWave } from '../../functions/domain/locate-plan';
import { aCollection, aField } from '../builders/a-map';

const users = aCollection('users', 'Users', {
  fields: ['email', 'tenant', 'number'].map((name) =>
    aField(name, name, name === 'email' ? { identity: 'email' } : {}),
  ),
  facts: ['email', 'tenant', 'number'],
  reachedBy: [{ field: 'email', identity: 'email' }],
  ownRecord: true,
});
const files = aCollection('files', 'Files', {
  fields: ['tenant', 'number'].map((name) => aField(name, name)),
  reachedBy: ['tenant', 'number'].map((field) => ({
    field,
    from: { storeId: 'shop', collection: 'users', field },
  })),
  askedTogether: true,
  physical: { bucket: 'b', format: 'objects', prefix: '{tenant}/{number}/' },
});
const stores = [
  { storeId: 'shop', title: 'Shop', kind: 'postgres' as const, collections: [users] },
  { storeId: 'files', title: 'Files', kind: 's3' as const, collections: [files] },
];
const map = { stores, systems: [], gaps: [] };

const user = (id: string, facts: Record<string, string>): StoreFinding => ({
  storeId: 'shop',
  searches: [{ collection: 'users', field: 'email', values: ['ada@example.com'] }],
  rows: [{ collection: 'users', key: { id }, facts }],
  unmapped: [],
});
const askedOfFiles = (findings: readonly StoreFinding[]) =>
  planWave(map, { email: ['ada@example.com'] }, findings, []).find(({ storeId }) => storeId === 'files')
    ?.searches;

describe('fields that only together name the person', () => {
  it('are not asked for while one of them is unknown', () => {
    expect(askedOfFiles([user('1', { number: '7' })])).toBeUndefined();
  });

  it('are asked for in one call, with all values again when a new one turns up, and then no more', () => {
    const first = user('1', { tenant: 'a', number: '7' });
    const pair = [
      { collection: 'files', field: 'tenant', values: ['a'] },
      { collection: 'files', field: 'number', values: ['7'] },
    ];
    const answered = { storeId: 'files', searches: pair, rows: [], unmapped: [] };

    expect(askedOfFiles([first])).toEqual(pair);
    expect(askedOfFiles([first, answered])).toBeUndefined();
    expect(askedOfFiles([first, answered, user('2', { tenant: 'a', number: '8' })])).toEqual([
      pair[0],
      { collection: 'files', field: 'number', values: ['7', '8'] },
    ]);
  });
});
