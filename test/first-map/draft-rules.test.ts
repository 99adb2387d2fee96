import { draftFirstMap } from '../../functions/config/first-map/draft-first-map';
import type { FirstCollection } from '../../functions/config/first-map/first-map';
import type { FieldKind, SurveyedCollection, SurveyedReference } from '../../functions/connectors/survey';

type Reference = readonly [
  field: string,
  to: string,
  toField: string,
  onDelete?: SurveyedReference['onDelete'],
];

interface Table extends Partial<Omit<SurveyedCollection, 'fields' | 'keys' | 'references'>> {
  /** `name` or `name:kind`; a text by default, a number where it is `id` or ends in it. */
  readonly fields: string;
  /** @default [['id']] */
  readonly keys?: readonly (readonly string[])[];
  readonly references?: readonly Reference[];
}

function collectionOf(
  name: string,
  { fields, keys = [['id']], references = [], ...more }: Table,
): SurveyedCollection {
  return {
    name,
    place: {},
    keys: keys.map((one, at) => ({ fields: one, isPrimary: at === 0 })),
    fields: fields.split(' ').map((written) => {
      const [field = '', kind] = written.split(':');
      const usual = /(?:^|_)id$|^id_/.test(field) ? 'number' : 'text';
      return { name: field, kind: (kind as FieldKind | undefined) ?? usual, isFilled: true, forms: {} };
    }),
    references: references.map(([field, to, toField, onDelete = 'refuses']) => ({
      ...{ fields: [field], to, toFields: [toField], onDelete },
    })),
    ...more,
  };
}

function draft(tables: Readonly<Record<string, Table>>): ReadonlyMap<string, FirstCollection> {
  const collections = Object.entries(tables).map(([name, table]) => collectionOf(name, table));
  const map = draftFirstMap({ collections, notLookedAt: [] }, { datasetKey: 'shop', title: 'Shop' });
  return new Map(map.collections.map((one) => [one.name, one]));
}

const users: Table = { fields: 'id email password', keys: [['id'], ['email']] };
const fieldOf = (one: FirstCollection | undefined, name: string) =>
  one?.fields.find((field) => field.name === name);
const references = (one: FirstCollection | undefined) =>
  one?.fields.flatMap((field) => field.references.map(({ collection }) => `${field.name} ${collection}`)) ??
  [];
const isSecret = (one: FirstCollection | undefined, name: string) =>
  fieldOf(one, name)?.category?.startsWith('user.authorization') === true;

describe('a reference', () => {
  it('is not followed, and nothing goes along, where several rows may have the value that it names', () => {
    const tables = {
      users: { fields: 'id email password nick', keys: [['id'], ['email']] },
      pets: { fields: 'id nick', references: [['nick', 'users', 'nick', 'goes-too']] },
    } as const;
    const pets = draft(tables).get('pets');
    const unique = draft({ ...tables, users: { ...tables.users, keys: [['id'], ['email'], ['nick']] } }).get(
      'pets',
    );

    expect([references(pets), pets?.onErasure]).toEqual([[], undefined]);
    expect(pets?.review.map(({ words }) => words)).toContain(
      'references, known, but not followed: nick (users)',
    );
    expect([references(unique), unique?.onErasure]).toEqual([
      ['nick users'],
      { as_parent: { through: 'nick' } },
    ]);
  });

  it('is guessed by a name only where one table can be meant, within the same namespace', () => {
    const pets = { fields: 'id user_id' };
    const two = draft({ users, user: users, pets });
    const elsewhere = draft({ users: { ...users, namespace: 'blog' }, pets });
    const together = draft({
      users: { ...users, namespace: 'blog' },
      pets: { ...pets, namespace: 'blog' },
    });

    expect(references(draft({ users, pets }).get('pets'))).toEqual(['user_id users']);
    expect(references(two.get('pets'))).toEqual([]);
    expect(references(elsewhere.get('pets'))).toEqual([]);
    expect(references(together.get('pets'))).toEqual(['user_id users']);
  });

  it.each([
    ['customer_id', 'customers'],
    ['id_customer', 'customers'],
    ['fk_customer', 'ps_customers'],
    ['customer_fk', 'customer'],
    ['mitglied_id', 'mitglieder'],
    ['kunde_id', 'kunden'],
  ])('is guessed from %s to %s', (field, parent) => {
    const own = { ...users, fields: 'id email password' };
    const child = draft({ [parent]: own, pets: { fields: `id ${field}:number` } }).get('pets');

    expect(references(child)).toEqual([`${field} ${parent}`]);
    expect(child?.onErasure).toBeUndefined();
    expect(child?.review.map(({ words }) => words)).toContain(
      `references, no rule of the database, but their names suggest it: ${field}`,
    );
  });

  it('is guessed between fields of one kind alone', () => {
    expect(references(draft({ users, pets: { fields: 'id user_id:text' } }).get('pets'))).toEqual([]);
  });
});

describe('a secret', () => {
  it.each([
    'user_pass',
    'portal_pin',
    'activation_key',
    'confirm_key',
    'order_key',
    'consumer_key',
    'nonces',
    'abmelde_schluessel',
    'freigabe_code',
  ])('is seen in %s', (name) => {
    expect(
      isSecret(draft({ users: { ...users, fields: `id email password ${name}` } }).get('users'), name),
    ).toBe(true);
  });

  it.each(['sort_key', 'meta_key', 'order_code', 'post_code'])('is not seen in %s', (name) => {
    expect(
      isSecret(draft({ users: { ...users, fields: `id email password ${name}` } }).get('users'), name),
    ).toBe(false);
  });

  it('may be any value of an account that a key names, and the mark says how to divide the table', () => {
    const drafted = draft({
      users,
      usermeta: { fields: 'id user_id meta_key meta_value' },
      orders: { fields: 'id user_id total:number' },
      ordermeta: { fields: 'id order_id meta_key meta_value' },
    });

    expect(isSecret(drafted.get('usermeta'), 'meta_value')).toBe(true);
    expect(
      drafted.get('usermeta')?.review.some(({ words }) => /physical\.rows .*: meta_value$/.test(words)),
    ).toBe(true);
    expect(isSecret(drafted.get('ordermeta'), 'meta_value')).toBe(false);
  });
});

describe('somebody else', () => {
  const isElse = (one: FirstCollection | undefined, name: string) =>
    fieldOf(one, name)?.isSomebodyElses === true;

  it('is named by whole names in rows of which a person has several', () => {
    const fields = 'id user_id first_name last_name birthdate:date';
    const rows = draft({ users, crew: { fields }, profiles: { fields, keys: [['id'], ['user_id']] } });

    for (const name of ['first_name', 'last_name', 'birthdate']) {
      expect(isElse(rows.get('crew'), name)).toBe(true);
      expect(isElse(rows.get('profiles'), name)).toBe(false);
    }
    const homes = draft({ users, homes: { fields: `${fields} street city` } }).get('homes');
    expect(isElse(homes, 'first_name')).toBe(false);
  });

  it.each([
    'emergency_contact',
    'guardian',
    'account_holder',
    'kontoinhaber',
    'notfall_telefon',
    'geschenk_fuer',
  ])('is named by %s, in rows that hang on a person', (name) => {
    expect(isElse(draft({ users, cards: { fields: `id user_id ${name}` } }).get('cards'), name)).toBe(true);
  });

  it.each([
    ['for_email', true],
    ['assistant_phone', true],
    ['email', false],
    ['billing_phone', false],
    ['phone_2', false],
  ])(
    'is reached by a contact in rows of a person whose name says more than that it is one: %s',
    (name, expected) => {
      const cards = draft({ users, cards: { fields: `id user_id ${name}` } }).get('cards');

      expect(isElse(cards, name)).toBe(expected);
    },
  );

  it('is named by what children of a person are called, and how old they are', () => {
    const children = draft({ users, user_children: { fields: 'id user_id name age:number' } }).get(
      'user_children',
    );

    expect([isElse(children, 'name'), isElse(children, 'age')]).toEqual([true, true]);
  });

  it('is named in a person’s own record by the clearest names alone', () => {
    const own = draft({
      users: {
        ...users,
        fields: 'id email password guardian_name partner_name referred_by support_phone partner_id',
      },
    }).get('users');

    for (const name of ['guardian_name', 'partner_name', 'referred_by']) expect(isElse(own, name)).toBe(true);
    for (const name of ['support_phone', 'partner_id']) expect(isElse(own, name)).toBe(false);
  });
});

describe('a table', () => {
  it('of which a key of several parts may lead to people is never taken for nobody’s', () => {
    const role = (fields: string, key: readonly string[]) =>
      draft({ users, pairs: { fields, keys: [key] } }).get('pairs')?.role;

    expect(role('a:number b:number since:date', ['a', 'b'])).toBe('unclear');
    expect(role('id_person:number name', ['name'])).toBe('unclear');
    expect(role('name sort:number', ['name'])).toBe('nobody');
  });

  it('of orders or payments is never taken for shared rows', () => {
    const drafted = draft({
      users,
      sales: { fields: 'id payer_name street total:number' },
      tickets: { fields: 'id user_id sale_id' },
    });

    expect(drafted.get('sales')?.role).toBe('unclear');
    expect(references(drafted.get('tickets'))).toEqual(['user_id users']);
  });

  it('of addresses is found by the rows that it hangs on, not by the e-mail address to which something is sent', () => {
    const addresses = draft({ users, addresses: { fields: 'id user_id street city email' } }).get(
      'addresses',
    );

    expect([addresses?.role, fieldOf(addresses, 'email')?.identity]).toEqual(['theirs', undefined]);
  });

  it('in which the desk cannot erase as it is says so in a mark', () => {
    const remarks = ['it has no transactions (ALTER TABLE)'];

    expect(
      draft({ users: { ...users, remarks } })
        .get('users')
        ?.review.map(({ words }) => words),
    ).toContain('on_erasure: it has no transactions (ALTER TABLE)');
  });

  it('has no blank for what the database computes', () => {
    const collection = collectionOf('users', { ...users, fields: 'id email password shown nick' });
    const fields = collection.fields.map((field) => ({
      ...field,
      isFilled: false,
      ...(field.name === 'shown' ? { isComputed: true as const } : {}),
    }));
    const map = draftFirstMap(
      { collections: [{ ...collection, fields }], notLookedAt: [] },
      { datasetKey: 'shop', title: 'Shop' },
    );

    expect(fieldOf(map.collections[0], 'shown')).not.toHaveProperty('blank');
    expect(fieldOf(map.collections[0], 'nick')).toHaveProperty('blank', null);
  });
});
