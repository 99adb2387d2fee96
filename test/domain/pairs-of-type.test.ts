import type { CollectionMap, DataMap, Reach } from '../../functions/domain/data-map';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { planWave } from '../../functions/domain/locate-plan';
import { unnamedTypes } from '../../functions/domain/pairs-of-type';
import { aCollection, aField } from '../builders/a-map';

const typed = (field: string, collection: string, where: Readonly<Record<string, string>>): Reach => ({
  field,
  from: { storeId: 'shop', collection, field: 'id' },
  leads: 'down',
  where,
});

const people = (name: string) =>
  aCollection(name, name, {
    fields: [aField('id', 'id'), aField('email', 'email', { identity: 'email' })],
    facts: ['email'],
    reachedBy: [{ field: 'email', identity: 'email' }],
    ownRecord: true,
  });

const names = ['id', 'type', 'author', 'email'];
const notes = (more: Partial<CollectionMap> = {}) =>
  aCollection('notes', 'notes', {
    fields: names.map((name) => aField(name, name, name === 'email' ? { identity: 'email' } : {})),
    facts: names.slice(1),
    reachedBy: [
      typed('author', 'members', { type: 'member' }),
      typed('author', 'staff', { type: 'staff' }),
      { field: 'email', identity: 'email' },
    ],
    pairs: [{ field: 'author', where: { type: 'product' } }],
    ...more,
  });

const replies = aCollection('replies', 'replies', {
  fields: [aField('id', 'id'), aField('note', 'note')],
  facts: ['note'],
  reachedBy: [{ field: 'note', from: { storeId: 'shop', collection: 'notes', field: 'id' }, leads: 'down' }],
});

type Rows = Readonly<Record<string, readonly Readonly<Record<string, string>>[]>>;

function aMap(...more: readonly CollectionMap[]): DataMap {
  const collections = [people('members'), people('staff'), ...more];
  return {
    stores: [{ storeId: 'shop', title: 'Shop', kind: 'postgres', collections }],
    systems: [],
    gaps: [],
  };
}

function search(map: DataMap, all: Rows) {
  const identities = { email: ['ida@example.com'] };
  const findings: StoreFinding[] = [];
  for (let wave = planWave(map, identities, findings, []); wave[0]; ) {
    const { searches } = wave[0];
    const rows = searches.flatMap(({ collection, field, values }) =>
      (all[collection] ?? []).flatMap(({ id = '', ...facts }) => {
        const held = { id, ...facts } as Readonly<Record<string, string>>;
        return values.includes(held[field] ?? '\0') ? [{ collection, key: { id }, facts }] : [];
      }),
    );
    findings.push({ storeId: 'shop', searches, rows, unmapped: [] });
    wave = planWave(map, identities, findings, []);
  }
  const input = {
    map,
    right: 'erasure',
    version: 1,
    findings,
    identities,
    unavailable: [],
    today: '2026-11-24',
  };
  const rows = freezeManifest(input).stores.flatMap((s) => s.collections.flatMap((c) => [...c.rows]));
  const fates = Object.fromEntries(rows.map((row) => [row.key.id, row.treatment.action]));
  return { fates, unread: findings.flatMap((f) => unnamedTypes(map, 'shop', f)) };
}

const ida = { id: '1', email: 'ida@example.com' };
const emil = { id: '1', email: 'emil@example.com' };

describe('a reference by a pair of type and id', () => {
  it.each([
    ['as the map writes it', 'member', 'erase'],
    ['that is missing', undefined, 'contested'],
    ['that is blank', ' ', 'contested'],
    ['in capitals', 'Member', 'contested'],
    ['with blanks around it', ' member ', 'contested'],
    ['in the plural', 'Members', 'contested'],
    ['with its namespace', 'App\\Models\\Member', 'contested'],
    ['of another reference', 'staff', undefined],
    ['of another reference, spelled otherwise', 'Staff ', undefined],
    ['that the map says is nobody’s', 'product', undefined],
    ['that nobody mapped', 'guest', undefined],
  ])('with a type %s', (_, type, fate) => {
    const note = { id: 'n', author: '1', ...(type === undefined ? {} : { type }) };
    const { fates, unread } = search(aMap(notes(), replies), {
      members: [ida],
      staff: [emil],
      notes: [note],
      replies: [{ id: 'r', note: 'n' }],
    });

    expect(fates).toEqual({ 1: 'erase', ...(fate ? { n: fate, r: fate } : {}) });
    expect(unread.length).toBe(type === 'guest' ? 1 : 0);
  });

  it('counts the rows of each type that no reference names', () => {
    const many = ['guest', 'guest', 'bot'].map((type, n) => ({ id: `n${n}`, type, author: '1' }));
    const { unread } = search(aMap(notes()), { members: [ida], notes: many });

    expect(unread).toEqual([
      {
        collection: 'notes',
        place: 'notes: 2 rows with type "guest", which no reference of the data map names',
        reason: 'unsearched',
      },
      {
        collection: 'notes',
        place: 'notes: 1 row with type "bot", which no reference of the data map names',
        reason: 'unsearched',
      },
    ]);
  });

  it('contests a row of the person that may name somebody else so', () => {
    const bo = { id: '2', email: 'bo@example.com' };
    const fates = (type: string) =>
      search(aMap(notes()), {
        members: [ida, bo],
        notes: [{ id: 'n', type, author: '2', email: 'ida@example.com' }],
      }).fates.n;

    expect(['member', 'Member', 'product'].map(fates)).toEqual(['contested', 'contested', 'erase']);
  });

  it('compares every field of the pair', () => {
    const where = { type: 'member', scope: 'shop' };
    const scoped = notes({ reachedBy: [typed('author', 'members', where)], pairs: [] });
    const { fates } = search(aMap(scoped), {
      members: [ida],
      notes: [
        { id: 'a', author: '1', type: 'member', scope: 'shop' },
        { id: 'b', author: '1', type: 'member' },
        { id: 'c', author: '1', type: 'Member', scope: 'forum' },
      ],
    });

    expect(fates).toEqual({ 1: 'erase', a: 'erase', b: 'contested' });
  });
});
