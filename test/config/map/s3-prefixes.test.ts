import { gapsOf, loadText, problemsOf } from './written-map';

const map = (prefix: string, fields: string, physical = '') => `
dataset:
  - fides_key: shop
    name: Shop
    rightsdesk_meta: { store: { kind: postgres }, source: you }
    collections:
      - name: users
        rightsdesk_meta: { on_erasure: erase }
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
          - { name: tenant, data_categories: [user.account] }
          - { name: number, data_categories: [user.account] }
      - name: teams
        rightsdesk_meta: { on_erasure: erase }
        fields:
          - { name: id, data_categories: [user.unique_id], fides_meta: { primary_key: true } }
          - name: user
            data_categories: [user.unique_id]
            fides_meta: { references: [{ dataset: shop, field: users.id, direction: from }] }
          - { name: tenant, data_categories: [user.account] }
  - fides_key: files
    name: Files
    rightsdesk_meta: { store: { kind: s3 }, source: you }
    collections:
      - name: files
        rightsdesk_meta: { on_erasure: erase, physical: { bucket: b, format: objects, prefix: "${prefix}"${physical} } }
        fields: ${fields}
`;
const field = (name: string, meta?: string) =>
  `{ name: ${name}, data_categories: [user.account]${meta ? `, fides_meta: ${meta}` : ''} }`;
const from = (target: string) => `{ references: [{ dataset: shop, field: ${target}, direction: from }] }`;
const tenants = 'tenants/{t}/users/{n}/';
const filesOf = (text: string) =>
  loadText(text)
    .stores.flatMap((s) => s.collections)
    .find((c) => c.name === 'files');
const ofFiles = (lines: readonly string[]) => lines.filter((line) => line.includes('dataset[files]'));

describe('a prefix of S3 objects in a map', () => {
  it('may name one object for each person', () => {
    const text = map('flat/{n}.json', `[${field('n', from('users.number'))}]`);

    expect(filesOf(text)).not.toHaveProperty('askedTogether');
    expect(ofFiles(gapsOf(loadText(text))).filter((gap) => gap.includes('no key finds'))).toEqual([]);
  });

  it('may hold a tenant and a number of the same row, which are then asked for together', () => {
    const text = map(tenants, `[${field('t', from('users.tenant'))}, ${field('n', from('users.number'))}]`);

    expect(filesOf(text)).toMatchObject({ askedTogether: true, holdsFiles: true });
  });

  it('may contain folders that say nothing about the person', () => {
    expect(filesOf(map(tenants, `[${field('t')}, ${field('n', from('users.number'))}]`))).not.toHaveProperty(
      'askedTogether',
    );
  });

  it.each([
    ['of two collections', field('t', from('teams.tenant')), field('n', from('users.number'))],
    [
      'of which one is an identity',
      field('t', from('users.tenant')),
      field('n', '{ identity: customer_number }'),
    ],
  ])('is refused with two values that need not belong together: %s', (_, t, n) => {
    expect(problemsOf(map(tenants, `[${t}, ${n}]`))).toEqual([
      'dataset[files].collections[files].rightsdesk_meta.physical.prefix: t and n lead to the person, and nothing says that their values belong together',
    ]);
  });

  it('is refused with a setting for old versions, which a file of one person never has', () => {
    const text = map('u/{n}/', `[${field('n', from('users.number'))}]`, ', old_versions: keep');

    expect(problemsOf(text)).toEqual([
      'dataset[files].collections[files].rightsdesk_meta.physical.old_versions: old_versions is only for objects in S3 that hold records: jsonl, json or csv',
    ]);
  });
});
