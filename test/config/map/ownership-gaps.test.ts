import { gapsOf, loadText, problemsOf } from './written-map';

const map = (collections: string, more = '') => `
dataset:
  - fides_key: shop
    name: The shop
    rightsdesk_meta: { store: { kind: postgres }, source: from you, systems: [office]${more} }
    collections:
${collections}
system:
  - fides_key: office
    name: Office
    privacy_declarations:
      - name: To sell
        data_categories: [user]
        data_use: essential.service
        legal_basis_for_processing: Contract
        retention_period: a year
`;

/** A collection with a key `id`; each field as `name: its other settings`. */
function table(name: string, meta: string, fields: Readonly<Record<string, string>>): string {
  const lines = Object.entries({ id: 'fides_meta: { primary_key: true }', ...fields }).map(
    ([field, more]) =>
      `          - { name: ${field}, data_categories: [user.contact]${more && `, ${more}`} }`,
  );
  return [
    `      - name: ${name}`,
    `        rightsdesk_meta: { ${meta} }`,
    '        fields:',
    ...lines,
    '',
  ].join('\n');
}

const mail = 'fides_meta: { identity: email }';
const to = (field: string, direction = '') =>
  `fides_meta: { references: [{ dataset: shop, field: ${field}${direction && `, direction: ${direction}`} }] }`;
const customers = (fields: Readonly<Record<string, string>> = {}, own = ', own_record: true') =>
  table('customers', `on_erasure: erase${own}`, { email: mail, ...fields });
const of = (...collections: readonly string[]) => gapsOf(loadText(map(collections.join(''))));

describe('a map that does not say whose a row is', () => {
  it('has a gap for a row with two identities that nothing distinguishes', () => {
    const gaps = of(customers(), table('tickets', 'on_erasure: erase', { email: mail, second: mail }));

    expect(gaps).toEqual([
      "dataset[shop].collections[tickets]: holds several identities (email, second), of which one may be somebody else's",
    ]);
  });

  it.each([
    [
      'one of them is said to be somebody else’s',
      { email: mail, second: `${mail}, rightsdesk_meta: { third_party: true }` },
    ],
    [
      'people’s own records tell them apart',
      { email: mail, number: 'fides_meta: { identity: customer_number }' },
    ],
  ])('has no gap where %s', (_, fields) => {
    const own = customers({ number: 'fides_meta: { identity: customer_number }' });

    expect(of(own, table('tickets', 'on_erasure: erase', fields))).toEqual([]);
  });

  it.each([
    ['two numbers that the shop gave, which people’s own records hold', ', own_record: true', []],
    ['two numbers of which no own record tells', '', ['messages']],
  ])('treats %s as somebody would who can distinguish them', (_, own, named) => {
    const number = 'fides_meta: { identity: customer_number }';
    const people = customers({ number: own ? number : '' }, own);
    const found = of(people, table('messages', 'on_erasure: erase', { sender: number, recipient: number }));

    expect(found.filter((gap) => gap.includes('several identities'))).toEqual(
      named.map((name) => expect.stringContaining(`collections[${name}]`)),
    );
  });

  it('suggests references to own records if the person is to be found by both', () => {
    const gaps = loadText(
      map([customers(), table('mails', 'on_erasure: erase', { sender: mail, recipient: mail })].join('')),
    ).gaps;

    expect(gaps.map(({ remedy }) => remedy)).toEqual([
      expect.stringMatching(/to be found by each of them.*references.*direction: from.*third_party: true/),
    ]);
  });

  it('asks what other rows belong to if no own record is declared, and needs none after that', () => {
    const number = { number: 'fides_meta: { identity: customer_number }' };
    const of = to('customers.id', 'from');
    const orders = table('orders', 'on_erasure: erase', { email: mail, ...number, of });

    expect(gapsOf(loadText(map([customers(number, ''), orders].join(''))))).toEqual([]);
  });

  it('suggests an own record only for what may be an account', () => {
    const number = { number: 'fides_meta: { identity: customer_number }' };
    const of = to('customers.id', 'from');
    const orders = table('orders', 'on_erasure: erase', { email: mail, ...number, of });
    const remedies = (...collections: readonly string[]) =>
      loadText(map(collections.join(''))).gaps.map((gap) => gap.remedy);

    expect(remedies(customers(), orders)).toEqual([
      expect.stringMatching(/^set rightsdesk_meta.third_party: true/),
    ]);
    expect(remedies(customers(number, ''))).toEqual([
      expect.stringMatching(/^set own_record: true if each row is one person and nobody else; otherwise/),
    ]);
  });

  it('has a gap for a reference to one field of a compound key, which other people’s rows may share', () => {
    const key = 'fides_meta: { primary_key: true }';
    const members = (more = '') =>
      customers({ tenant: key, n: key + more }, ', own_record: true').replace(
        '{ name: id, data_categories: [user.contact], fides_meta: { primary_key: true } }',
        '{ name: id, data_categories: [user.contact] }',
      );
    const notes = table('notes', 'on_erasure: erase', { member: to('customers.n', 'from') });

    expect(of(members(), notes)).toEqual([
      "dataset[shop].collections[notes].fields[member]: refers to customers.n, which is only a part of the key (tenant, n): other people's rows may hold the same value",
    ]);
    expect(of(members(', rightsdesk_meta: { unique: true }'), notes)).toEqual([]);
  });

  it('reads references to all fields of a key together, unless nothing says which belong together', () => {
    const key = 'fides_meta: { primary_key: true }';
    const members = customers({ tenant: key, n: key }, ', own_record: true').replace(
      '{ name: id, data_categories: [user.contact], fides_meta: { primary_key: true } }',
      '{ name: id, data_categories: [user.contact] }',
    );
    const tenant = to('customers.tenant', 'from');
    const n = to('customers.n', 'from');
    const notes = (fields: Readonly<Record<string, string>>) => table('notes', 'on_erasure: erase', fields);

    expect(of(members, notes({ tenant, member: n, reader: n }))).toEqual([]);
    expect(of(members, notes({ tenant, member: n, of: tenant, reader: n }))).toHaveLength(4);
  });

  it('has a gap for a constant that would make many people one', () => {
    const meta = (blank: string) =>
      `fides_meta: { identity: email }, rightsdesk_meta: { blank_with: ${blank} }`;
    const reviews = (blank: string) => table('reviews', 'on_erasure: anonymise', { email: meta(blank) });

    expect(of(customers(), reviews('gone@invalid.example'))).toEqual([
      'dataset[shop].collections[reviews].fields[email].rightsdesk_meta.blank_with: one value for all would make all anonymised people look like one person',
    ]);
    expect(of(customers(), reviews('null'))).toEqual([]);
  });

  it.each(["''", '0', "'-'", 'anonymous'])(
    'takes a constant that identifies nobody for no person: %s',
    (value) => {
      const blank = `rightsdesk_meta: { blank_with: ${value} }`;
      const comments = table('comments', 'on_erasure: anonymise', {
        user: `${to('customers.id', 'from')}, ${blank}`,
        email: `fides_meta: { identity: email }, ${blank}`,
      });

      expect(of(customers(), comments)).toEqual([]);
    },
  );

  it('has a gap for a constant in a reference that would lead to one person', () => {
    const user = `${to('customers.id', 'from')}, rightsdesk_meta: { blank_with: 7 }`;
    const { gaps } = loadText(
      map([customers(), table('comments', 'on_erasure: anonymise', { user })].join('')),
    );

    expect(gaps.map(({ remedy }) => remedy)).toContain(
      'write blank_with: null, or a value that identifies nobody, such as 0',
    );
  });

  it('has a gap for what is found only because rows refer to it, and never suggests erasing it', () => {
    const addresses = (meta: string) => table('addresses', `on_erasure: erase${meta}`, {});
    const found = loadText(map([customers({ address: to('addresses.id', 'to') }), addresses('')].join('')));

    expect(gapsOf(found)).toEqual([
      "dataset[shop].collections[addresses]: is found only through the rows of customers that point at it; other people's may do so too",
    ]);
    expect(found.gaps[0]).toMatchObject({ remedy: 'set owner: shared', concerns: 'erasure' });
    expect(of(customers({ address: to('addresses.id', 'to') }), addresses(', owner: shared'))).toEqual([]);
  });

  it('suggests leaving out what is about nobody', () => {
    const products = table('products', 'on_erasure: erase', {}).replaceAll(
      'user.contact',
      'system.operations',
    );
    const found = loadText(map([customers({ liked: to('products.id', 'to') }), products].join('')));

    expect(found.gaps[0]?.remedy).toMatch(/^set fides_meta.skip_processing: true/);
  });

  it('has a gap for a reference if no key says which side depends on the other', () => {
    const visits = (direction: string) =>
      table('visits', 'on_erasure: erase', { code: to('customers.code', direction) });

    expect(of(customers({ code: '' }), visits(''))).toEqual([
      'dataset[shop].collections[visits].fields[code]: a reference without a direction to customers.code, and no key tells which of the two hangs on the other',
    ]);
    expect(of(customers({ code: '' }), visits('to')).join()).toMatch(
      /a reference to customers.code, and no key tells/,
    );
    expect(of(customers({ code: '' }), visits('from'))).toEqual([]);
    expect(of(customers({ code: 'rightsdesk_meta: { unique: true }' }), visits(''))).toEqual([]);
  });

  it('has a gap for what is found only by a number that no own record holds', () => {
    const profiles = table('profiles', 'on_erasure: erase', {
      number: 'fides_meta: { identity: customer_number }',
    });
    const number = { number: 'fides_meta: { identity: customer_number }' };

    expect(of(customers(number, ''), profiles)).toContain(
      "dataset[shop].collections[profiles]: is found by customer-number alone, and no collection of people's own records holds that",
    );
    expect(of(customers(number), profiles)).toEqual([]);
  });
});

describe('a reference', () => {
  const reaches = (...collections: readonly string[]) =>
    Object.fromEntries(
      loadText(map(collections.join(''))).stores.flatMap((store) =>
        store.collections.map((one) => [
          one.name,
          one.reachedBy.flatMap((reach) => ('from' in reach ? [`${reach.leads} by ${reach.field}`] : [])),
        ]),
      ),
    );

  it.each([
    ['from the key of the other', 'from', ['down by owner'], []],
    ['to the key of the other', 'to', [], ['up by id']],
    ['both ways', '', ['down by owner'], ['up by id']],
  ])(
    'leads down to the rows that depend on a key and up to the row that it names: %s',
    (_, direction, down, up) => {
      const cars = table('cars', 'on_erasure: erase', { owner: to('customers.id', direction) });

      expect(reaches(customers(), cars)).toEqual({ customers: up, cars: down });
    },
  );

  it('written at the key leads down as well', () => {
    const cars = table('cars', 'on_erasure: erase', { owner: '' });
    const own = table('customers', 'on_erasure: erase, own_record: true', { email: mail }).replace(
      'primary_key: true',
      'primary_key: true, references: [{ dataset: shop, field: cars.owner, direction: to }]',
    );

    expect(reaches(own, cars)).toEqual({ customers: [], cars: ['down by owner'] });
  });

  it('by a pair of type and id counts only rows of that type, and requires the type', () => {
    const pair =
      'fides_meta: { references: [{ dataset: shop, field: customers.id, direction: from, where: { kind: customer } }] }';
    const notes = table('notes', 'on_erasure: erase', { kind: '', about: pair });
    const loaded = loadText(map([customers(), notes].join(''))).stores[0]?.collections[1];

    expect(loaded?.reachedBy[0]).toMatchObject({
      field: 'about',
      leads: 'down',
      where: { kind: 'customer' },
    });
    expect(loaded?.facts).toEqual(['kind', 'about']);
  });

  it('by a pair is refused without its field, and if written at the wrong end', () => {
    const pair = (field: string, where: string, direction: string) =>
      `fides_meta: { references: [{ dataset: shop, field: ${field}, direction: ${direction}, where: { ${where}: customer } }] }`;
    const notes = (about: string) => table('notes', 'on_erasure: erase', { kind: '', about });
    const wrongEnd = customers().replace(
      'primary_key: true',
      'primary_key: true, references: [{ dataset: shop, field: notes.about, direction: to, where: { email: x } }]',
    );

    expect(problemsOf(map([customers(), notes(pair('customers.id', 'sort', 'from'))].join('')))).toEqual([
      'dataset[shop].collections[notes].fields[about].fides_meta.references: where names "sort", which is not a field of this collection',
    ]);
    expect(problemsOf(map([wrongEnd, notes('')].join('')))).toEqual([
      'dataset[shop].collections[customers].fields[id].fides_meta.references: where is written at the end that is referred to',
    ]);
  });
});

describe('a further kind of identity', () => {
  const users = table('users', 'on_erasure: erase, own_record: true', {
    email: mail,
    uid: 'rightsdesk_meta: { identity: user-id }',
  });
  const declared = ', identity_kinds: [{ kind: user-id, title: Your user id }]';

  it('is searched once it is declared, also in Fides’ spelling', () => {
    const loaded = loadText(
      map(
        users.replace('rightsdesk_meta: { identity: user-id }', 'fides_meta: { identity: user_id }'),
        declared,
      ),
    );

    expect(loaded.identityKinds).toEqual([{ kind: 'user-id', title: 'Your user id' }]);
    expect(loaded.stores[0]?.collections[0]?.reachedBy).toContainEqual({ field: 'uid', identity: 'user-id' });
    expect(gapsOf(loaded)).toEqual([]);
  });

  it('is refused if undeclared, with a list of the kinds there are', () => {
    expect(problemsOf(map(users))).toEqual([
      'dataset[shop].collections[users].fields[uid].rightsdesk_meta.identity: "user-id" is no kind of identity; this map knows email, phone, customer-number',
    ]);
  });

  it('cannot be one that every map has', () => {
    expect(problemsOf(map(customers(), ', identity_kinds: [{ kind: email, title: Mail }]'))).toEqual([
      'dataset[shop].rightsdesk_meta.identity_kinds: "email" is a kind that every map has',
    ]);
  });
});

describe('rows treated like the row they belong to', () => {
  const orders = table('orders', 'on_erasure: erase', { customer: to('customers.id', 'from') });
  const lines = (meta: string, fields: Readonly<Record<string, string>>) => table('lines', meta, fields);
  const line = { order: to('orders.id', 'from') };

  it.each([
    ['the only reference', 'on_erasure: as_parent', line],
    [
      'the one that is named',
      'on_erasure: { as_parent: { through: order } }',
      { ...line, buyer: to('customers.id', 'from') },
    ],
  ])('name their parent through %s', (_, meta, fields) => {
    const loaded = loadText(map([customers(), orders, lines(meta, fields)].join('')));

    expect(loaded.stores[0]?.collections[2]?.onErasure).toEqual({
      action: 'as-parent',
      parent: 'orders',
      field: 'order',
      parentField: 'id',
    });
    expect(loaded.stores[0]?.collections[1]?.eraseAfter).toEqual(['lines']);
    expect(gapsOf(loaded)).toEqual([]);
  });

  it('name one parent for each type of a pair', () => {
    const posts = table('posts', 'on_erasure: erase', { customer: to('customers.id', 'from') });
    const pair = (of: string, type: string) =>
      `{ dataset: shop, field: ${of}.id, direction: from, where: { kind: ${type} } }`;
    const comments = `      - name: comments
        rightsdesk_meta: { on_erasure: { as_parent: { through: of } } }
        fields:
          - { name: id, data_categories: [user.content], fides_meta: { primary_key: true } }
          - { name: kind, data_categories: [user.content] }
          - { name: of, data_categories: [user.content], fides_meta: { references: [${pair('orders', 'Order')}, ${pair('posts', 'Post')}] } }
`;
    const loaded = loadText(map([customers(), orders, posts, comments].join('')));

    expect(loaded.stores[0]?.collections[3]?.onErasure).toEqual({
      action: 'as-parent',
      ...{ parent: 'orders', field: 'of', parentField: 'id', where: { kind: 'Order' } },
      or: [{ parent: 'posts', field: 'of', parentField: 'id', where: { kind: 'Post' } }],
    });
    expect(gapsOf(loaded)).toEqual([]);
  });

  describe('may be kept in one of several collections, by one number', () => {
    const kept =
      'on_erasure: { retain: { ground: tax law, article: § 147 AO, period: P8Y, counted_from: customer } }';
    const archive = table('archive', kept, { customer: to('customers.id', 'from') });
    const either = (more = '') =>
      `fides_meta: { references: [{ dataset: shop, field: orders.id, direction: from }, { dataset: shop, field: archive.id, direction: from }${more}] }`;

    it('are treated as whichever parent is found, and hold up no erasure of the other', () => {
      const of = { order: either() };
      const loaded = loadText(
        map([customers(), orders, archive, lines('on_erasure: as_parent', of)].join('')),
      );

      expect(loaded.stores[0]?.collections[3]?.onErasure).toEqual({
        action: 'as-parent',
        ...{ parent: 'orders', field: 'order', parentField: 'id' },
        or: [{ parent: 'archive', field: 'order', parentField: 'id' }],
      });
      expect(gapsOf(loaded).filter((gap) => gap.includes('collections[orders]'))).toEqual([]);
    });

    it('hold up an erasure to which they point by another field too', () => {
      const of = { order: either(), copy: to('orders.id', 'from') };
      const meta = 'on_erasure: { as_parent: { through: order } }';
      const loaded = loadText(map([customers(), orders, archive, lines(meta, of)].join('')));

      expect(gapsOf(loaded)).toContain(
        'dataset[shop].collections[orders]: is erased while lines, whose rows point at it, is kept',
      );
    });
  });

  it('must say what is blanked if their parent is anonymised', () => {
    const blanked = table('orders', 'on_erasure: anonymise', { customer: to('customers.id', 'from') });
    const loaded = loadText(map([customers(), blanked, lines('on_erasure: as_parent', line)].join('')));

    expect(gapsOf(loaded)).toContain(
      'dataset[shop].collections[lines]: is treated as its orders, which are anonymised, but no field is blanked here',
    );
  });

  it.each([
    ['no parent', { email: mail }, 'but no field refers to a row of the same store'],
    [
      'several',
      { ...line, buyer: to('customers.id', 'from') },
      'but several fields refer to one: order, buyer',
    ],
  ])('are refused with %s', (_, fields, words) => {
    const found = problemsOf(map([customers(), orders, lines('on_erasure: as_parent', fields)].join('')));

    expect(found).toEqual([
      `dataset[shop].collections[lines].rightsdesk_meta.on_erasure: is treated as its parent, ${words}`,
    ]);
  });
});
