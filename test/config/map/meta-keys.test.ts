import type { CollectionMap } from '../../../functions/domain/data-map';
import { complete, gapsOf, loadText, problemsOf } from './written-map';

/** The complete map in which the members have this `rightsdesk_meta` and these additional fields. */
function members(meta: string, ...fields: readonly string[]): string {
  const more = fields.map((field) => `          - ${field}\n`).join('');
  return complete
    .replace('{ on_erasure: erase }', meta)
    .replace('          - name: email\n', `${more}          - name: email\n`);
}

function membersOf(text: string): CollectionMap | undefined {
  return loadText(text).stores[0]?.collections.find((one) => one.name === 'members');
}

function blankOf(text: string, name: string): unknown {
  return membersOf(text)?.fields.find((field) => field.name === name)?.blankWith;
}

const nick = (blank: string) =>
  `{ name: nick, data_categories: [user.name], rightsdesk_meta: { blank_with: ${blank} } }`;

describe('blank_with', () => {
  it.each([
    ['null', null],
    ['gone', 'gone'],
    ['false', false],
    ['0', 0],
    ['{ random: email }', { random: 'email' }],
    ['{ random: uuid }', { random: 'uuid' }],
    ['{ now: true }', { now: true }],
    ['{ inside: { address.street: null, seen: 0 } }', { inside: { 'address.street': null, seen: 0 } }],
  ])('takes %s', (written, blank) => {
    expect(blankOf(members('{ on_erasure: anonymise }', nick(written)), 'nick')).toEqual(blank);
  });

  it.each([
    ['{ random: name }', /blank_with\.random: invalid option: expected one of "text"\|"email"\|"uuid"/],
    ['{ now: tomorrow }', /blank_with\.now: invalid input: expected true/],
    ['[1]', /must be a text, a number, true, false or null, or \{ random/],
    ['{ inside: { a: [] } }', /blank_with\.inside\.a: /],
  ])('does not take %s', (written, message) => {
    expect(problemsOf(members('{ on_erasure: anonymise }', nick(written)))[0]).toMatch(message);
  });
});

describe('a row that is only marked as deleted', () => {
  const marked = '{ on_erasure: { mark: { deleted_at: now, active: false } } }';
  const fields = [
    '{ name: deleted_at, data_categories: [system.operations] }',
    '{ name: active, data_categories: [user.account] }',
  ];
  const blanked = (text: string) =>
    text.replace(
      '{ identity: email }',
      '{ identity: email }\n            rightsdesk_meta: { blank_with: { random: email } }',
    );

  it('is blanked, and the marks are among the fields written', () => {
    const text = blanked(members(marked, ...fields));

    expect(membersOf(text)?.onErasure).toEqual({ action: 'anonymise' });
    expect(membersOf(text)?.marks).toEqual(['deleted_at', 'active']);
    expect([blankOf(text, 'deleted_at'), blankOf(text, 'active')]).toEqual([{ now: true }, false]);
    expect(loadText(text).gaps).toEqual([]);
  });

  it('keeps nothing about the person that the map does not name', () => {
    const text = blanked(members(marked, ...fields, '{ name: shoe_size, data_categories: [user] }'));

    expect(gapsOf(loadText(text))).toEqual([
      'dataset[club].collections[members]: is to be marked as deleted, but what it says of the person stays: shoe_size',
    ]);
    expect(loadText(text.replace('active: false }', 'active: false }, leave: [shoe_size]')).gaps).toEqual([]);
  });

  it.each([
    ['a mark that is no field', marked, [], '"deleted_at" is not a field of this collection'],
    [
      'an identity that may stay',
      '{ on_erasure: { mark: { deleted_at: now }, leave: [email] } }',
      fields,
      '"email" identifies the person, so it cannot stay',
    ],
    ['no mark', '{ on_erasure: { mark: {} } }', [], 'must name the field that marks a row as deleted'],
    [
      'a mistyped key',
      '{ on_erasure: { mark: { a: 1 }, leaves: [] } }',
      [],
      'does not know the key "leaves"',
    ],
  ])('is refused with %s', (_, meta, more, message) => {
    expect(problemsOf(members(meta, ...more)).join('\n')).toContain(message);
  });
});

describe('an erasure that cannot be done', () => {
  it.each([
    ['keep', /must not be kept without a law: .* write retain with ground, article, period and counted_from/],
    ['retain', /must not be kept without a law/],
    ['hash', /cannot be hashed/],
    ['pseudonymise', /cannot be hashed/],
    ['soft_delete', /must say which field marks a row as deleted/],
    ['mask', /is spelt anonymise; say what replaces each value with blank_with/],
    ['delete', /is spelt erase/],
    [
      '{ unless_referenced: anonymise }',
      /must be erase, anonymise, mark with its fields, as_parent, or retain/,
    ],
  ])('is refused in a sentence: %s', (written, message) => {
    expect(problemsOf(members(`{ on_erasure: ${written} }`))[0]).toMatch(message);
  });

  it('is refused for files, which cannot be anonymised', () => {
    const s3 = members(
      '{ on_erasure: anonymise, physical: { bucket: b, format: objects, prefix: "u/{email}/" } }',
    ).replace('kind: postgres', 'kind: s3');

    expect(problemsOf(s3)).toEqual([
      'dataset[club].collections[members].rightsdesk_meta.on_erasure: a file cannot be anonymised, only erased or kept',
    ]);
  });
});

describe('fields with only a category', () => {
  const also = '{ on_erasure: erase, also: [{ data_categories: [user.behavior], fields: [seen, 7] }] }';

  it('are fields like any other', () => {
    const fields = membersOf(members(also))?.fields.slice(-2);

    expect(fields).toMatchObject([
      { name: 'seen', title: 'seen', categories: ['user.behavior'], secret: false },
      { name: '7', categories: ['user.behavior'] },
    ]);
    expect(loadText(members(also)).gaps).toEqual([]);
  });

  it('cannot be listed twice', () => {
    expect(problemsOf(members(also.replace('seen', 'email')))).toEqual([
      'dataset[club].collections[members]: "email" is named twice',
    ]);
  });

  it('are withheld if the category is a secret', () => {
    const secret = members(also.replace('user.behavior', 'user.authorization'));

    expect(membersOf(secret)?.fields.at(-1)).toMatchObject({ secret: true });
  });
});

it('allow tables to be marked whose triggers a rollback undoes', () => {
  expect(membersOf(members('{ on_erasure: erase, physical: { rollback_safe: true } }'))?.physical).toEqual({
    rollback_safe: true,
  });
});

describe('a nested field', () => {
  const inner = (meta: string) =>
    members(
      '{ on_erasure: erase }',
      `{ name: doc, data_categories: [user], fields: [{ name: mail, fides_meta: { identity: email }${meta} }] }`,
    );

  it('that holds an identity is a gap until the map says that nobody is found by it', () => {
    expect(loadText(inner('')).gaps).toHaveLength(1);
    expect(loadText(inner(', rightsdesk_meta: { identity: none }')).gaps).toEqual([]);
  });
});
