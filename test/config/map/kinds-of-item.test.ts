import { complete, gapsOf, loadText, problemsOf } from './written-map';

/** A collection of a DynamoDB table, with fields `id`, `email` and `at`. */
function kind(name: string, physical: string, more = ''): string {
  return `
      - name: ${name}
        rightsdesk_meta: { on_erasure: erase, physical: { ${physical} } ${name === 'a' ? ', own_record: true' : ''} ${more} }
        fields:
          - { name: id, data_categories: [user], fides_meta: { identity: email } }
          - { name: email, data_categories: [user.contact.email] }
          - { name: at, data_categories: [user] }`;
}

function map(...kinds: readonly string[]): string {
  const [head = '', rest = ''] = complete
    .replace('kind: postgres', 'kind: dynamodb')
    .split('      - name: members');
  return `${head}${kinds.join('')}\nsystem:${rest.split('\nsystem:')[1]}`;
}

const keys = (pk: string, sk: string) => `table: t, keys: { pk: "${pk}", sk: "${sk}" }`;

describe('kinds of item in one DynamoDB table', () => {
  it('load with the attributes of the key as their primary key, and no gap', () => {
    const loaded = loadText(map(kind('a', keys('U#{id}', 'A#{at}')), kind('b', keys('U#{id}', 'B'))));

    expect(gapsOf(loaded)).toEqual([]);
    expect(loaded.stores[0]?.collections.map((c) => c.primaryKey)).toEqual([
      ['pk', 'sk'],
      ['pk', 'sk'],
    ]);
  });

  it('are reached by the identity in their partition key if one of them declares it an identity', () => {
    const nameless = kind('b', keys('U#{id}', 'B')).replace('fides_meta: { identity: email } ', '');

    const loaded = loadText(map(kind('a', keys('U#{id}', 'A')), nameless.replace(', }', ' }')));

    expect(loaded.stores[0]?.collections[1]?.reachedBy).toEqual([{ field: 'id', identity: 'email' }]);
    expect(gapsOf(loaded)).toEqual([]);
  });

  it.each([
    [
      'no such field',
      kind('a', keys('U#{nobody}', 'A')),
      'keys.pk: "nobody" is not a field of this collection',
    ],
    ['a brace', kind('a', keys('U#{id', 'A')), 'keys.pk: has a brace that is not closed'],
    [
      'fields that run together',
      kind('a', keys('{id}{at}', 'A')),
      'keys.pk: "{id}{at}" does not say where one field ends and the next begins',
    ],
    [
      'three attributes',
      kind('a', 'keys: { a: x, b: y, c: z }'),
      'keys: must name a partition key, and a sort key if there is one',
    ],
    [
      'an index with neither field nor keys',
      kind('a', `${keys('U#{id}', 'A')}, indexes: [{ name: g }]`),
      'indexes[g]: must hold name and field, or name and keys',
    ],
    [
      'an index key of no field',
      kind('a', `${keys('U#{id}', 'A')}, indexes: [{ name: g, keys: { g1: "M#{mail}" } }]`),
      'indexes[g].keys.g1: "mail" is not a field of this collection',
    ],
  ])('are refused: %s', (_, collection, message) => {
    const problems = problemsOf(map(collection));

    expect(problems).toHaveLength(1);
    expect(problems[0]).toBe(`dataset[club].collections[a].rightsdesk_meta.physical.${message}`);
  });

  it.each([
    ['forms that share a key', kind('a', keys('U#{id}', 'A#{at...}')), kind('b', keys('U#{id}', 'A#{at}#B'))],
    ['the same form', kind('a', keys('U#{id}', 'A')), kind('b', keys('U#{id}', 'A'))],
    ['no sign at all', kind('a', 'table: t'), kind('b', 'table: t')],
    ['a sign on one side', kind('a', 'table: t'), kind('b', keys('U#{id}', 'A'))],
    [
      'kinds in two attributes',
      kind('a', 'table: t, kind: { field: type, value: a }'),
      kind('b', 'table: t, kind: { field: entity, value: b }'),
    ],
  ])('are refused if one item could be of both: %s', (_, one, other) => {
    expect(problemsOf(map(one, other))).toContain(
      'dataset[club].collections[b].rightsdesk_meta.physical: an item of the table "t" could be of a as well as of this collection',
    );
  });

  it('can be distinguished by two values of one attribute', () => {
    const typed = (name: string) =>
      kind(name, `${keys('U#{id}', '{at}')}, kind: { field: type, value: ${name} }`);

    expect(gapsOf(loadText(map(typed('a'), typed('b'))))).toEqual([]);
  });

  it('are not accepted for another kind of store', () => {
    const text = map(kind('a', keys('U#{id}', 'A'))).replace('kind: dynamodb', 'kind: postgres');

    expect(problemsOf(text)).toEqual([
      'dataset[club].collections[a].rightsdesk_meta.physical.keys: a postgres store has no keys',
    ]);
  });

  it.each([
    ['blank_with: null', 'blank_with: is a part of the key, and a key cannot be blanked'],
    [
      'opt_out: [{ right: marketing-objection, value: false }]',
      'opt_out: is a part of the key, and a key cannot be set',
    ],
  ])('keep what is in a key: %s', (word, message) => {
    const text = map(kind('a', keys('U#{id}', 'A#{at}'))).replace(
      '{ name: at, data_categories: [user] }',
      `{ name: at, data_categories: [user], rightsdesk_meta: { ${word} } }`,
    );

    expect(problemsOf(text)).toEqual([`dataset[club].collections[a].fields[at].rightsdesk_meta.${message}`]);
  });

  it('need a key for every way in', () => {
    const loaded = loadText(map(kind('a', keys('U#{at}', 'A#{id}'))));

    expect(gapsOf(loaded)).toEqual(['dataset[club].collections[a].fields[id]: no key finds rows by "id"']);
  });

  it('may hold no personal data, and are then recognised by their form', () => {
    const skipped = kind('b', keys('U#{id}', 'B')).replace(
      'rightsdesk_meta:',
      'fides_meta: { skip_processing: true }\n        rightsdesk_meta:',
    );

    const loaded = loadText(map(kind('a', keys('U#{id}', 'A')), skipped));

    expect(loaded.stores[0]?.ignoredKinds?.map(({ name }) => name)).toEqual(['b']);
    expect(problemsOf(map(kind('a', keys('U#{id}', 'A')), skipped.replace('U#{id}', 'U#{id')))).toEqual([
      'dataset[club].collections[b].rightsdesk_meta.physical.keys: has a brace that is not closed',
    ]);
  });
});
