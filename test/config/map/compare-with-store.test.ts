import { compareWithStore } from '../../../functions/config/map/compare-with-store';
import { dataMapFile, dataMapJsonSchema } from '../../../functions/config/map/data-map-schema';
import { readDataMap } from '../../../functions/config/map/load-data-map';
import { complete, loadText, writeFiles } from './written-map';

const shape = (collections: Record<string, string[]>) => ({
  collections: Object.entries(collections).map(([name, fields]) => ({
    name,
    fields: fields.map((field) => ({ name: field, type: 'text' })),
  })),
});

const asMapped = { members: ['id', 'email'], fees: ['id', 'payer', 'paid_on'] };

describe('the check of a map against its store', () => {
  const map = loadText(complete);

  it('finds nothing when both agree', () => {
    expect(compareWithStore(map, 'club', shape(asMapped))).toEqual([]);
  });

  it('names what only the store has and what only the map has', () => {
    const found = compareWithStore(map, 'club', shape({ members: ['id', 'shoe_size'], letters: ['id'] }));

    expect(found.map(({ kind, collection, field }) => [kind, collection, field])).toEqual([
      ['unmapped-collection', 'letters', undefined],
      ['unmapped-field', 'members', 'shoe_size'],
      ['missing-field', 'members', 'email'],
      ['missing-collection', 'fees', undefined],
    ]);
    expect(found.every(({ problem, remedy }) => problem !== '' && remedy !== '')).toBe(true);
  });

  it('does not ask about collections that hold no personal data', () => {
    const skipped = loadText(
      complete.replace(
        '- name: members',
        '- { name: migrations, fides_meta: { skip_processing: true }, fields: [] }\n      - name: members',
      ),
    );

    expect(compareWithStore(skipped, 'club', shape({ ...asMapped, migrations: ['version'] }))).toEqual([]);
  });

  it('does not report missing fields of a store that keeps no list of them', () => {
    const schemaless = loadText(complete.replace('kind: postgres', 'kind: dynamodb'));

    expect(compareWithStore(schemaless, 'club', shape({ members: ['id'], fees: ['id'] }))).toEqual([]);
  });
});

describe('a collection that holds no personal data', () => {
  const skip = (name: string, meta = '') =>
    `- { name: ${name}, fides_meta: { skip_processing: true }, fields: []${meta} }\n      - name: members`;
  const left = (text: string, ...names: readonly string[]) => {
    const all = { ...asMapped, ...Object.fromEntries(names.map((name) => [name, ['id']])) };
    return compareWithStore(loadText(text), 'club', shape(all)).map(({ collection }) => collection);
  };
  const inAudit = ', rightsdesk_meta: { physical: { schema: audit } }';

  it('belongs to its own schema only', () => {
    const text = complete.replace('- name: members', skip('instances', inAudit));

    expect(left(text, 'audit.instances', 'instances', 'other.instances')).toEqual([
      'instances',
      'other.instances',
    ]);
  });

  it('is in the schema of its dataset if it names none', () => {
    const text = complete
      .replace('store: { kind: postgres }', 'store: { kind: postgres }\n      physical: { schema: audit }')
      .replace('- name: members', skip('instances'));

    expect(left(text, 'audit.instances', 'instances')).toEqual(['instances']);
  });

  it.each(['audit.instances', '"audit.instances"'])('may be named as the store shows it: %s', (name) => {
    expect(left(complete.replace('- name: members', skip(name)), 'audit.instances')).toEqual([]);
    expect(left(complete.replace('- name: members', skip(name, inAudit)), 'audit.instances')).toEqual([]);
  });

  it('may have another name in the store', () => {
    const text = complete.replace(
      '- name: members',
      skip('logs', ', rightsdesk_meta: { physical: { schema: audit, table: log_2 } }'),
    );

    expect(left(text, 'audit.log_2', 'logs')).toEqual(['logs']);
  });
});

describe('an attribute that a library writes into every item', () => {
  const checked = (kind: string) => {
    const map = loadText(complete.replace('kind: postgres', `kind: ${kind}`));
    const fields = [...asMapped.members, '__edb_e__', '__edb_v__', 'nick'];
    return compareWithStore(map, 'club', shape({ ...asMapped, members: fields }))
      .filter((finding) => finding.kind === 'unmapped-field')
      .map(({ field, remedy }) => [field, remedy]);
  };

  it('is reported with the one line that covers all of them, in DynamoDB', () => {
    const line = expect.stringContaining(
      'also: [{ data_categories: [system.operations], fields: [__edb_e__, __edb_v__] }]',
    );

    expect(checked('dynamodb')).toEqual([
      ['__edb_e__', line],
      ['__edb_v__', line],
      ['nick', 'add it to fields with its data_categories'],
    ]);
  });

  it('is a column like any other elsewhere', () => {
    expect(checked('postgres').map(([, remedy]) => remedy)).toEqual(
      Array.from({ length: 3 }, () => 'add it to fields with its data_categories'),
    );
  });
});

describe('a collection whose key the map does not name', () => {
  const keyless = complete.replaceAll('fides_meta: { primary_key: true }', '');
  const checked = (
    keys: readonly (readonly string[])[],
    { fields = asMapped.members, kind = 'dynamodb' } = {},
  ) => {
    const text = keyless.replace('kind: postgres', `kind: ${kind}`);
    const { map, placeOf } = readDataMap(writeFiles({ 'map.yaml': text }));
    const described = {
      collections: [
        { name: 'members', fields: fields.map((name) => ({ name, type: 'text' })), keys },
        ...shape({ fees: asMapped.fees }).collections,
      ],
    };
    return compareWithStore(map, 'club', described, placeOf).filter(({ kind }) => kind === 'missing-key');
  };

  it('is reported with the line to add, from what the store knows', () => {
    const [finding] = checked([['id'], ['email']]);

    expect(finding?.problem).toBe('members has no key in the map; the store tells its rows apart by id');
    expect(finding?.remedy).toMatch(
      /^set fides_meta: \{ primary_key: true \} on the field id \(.*map\.yaml:13\)$/,
    );
    expect(finding?.at).toMatch(/map\.yaml:13: dataset\[club\]\.collections\[members\]\.fields\[id\]$/);
  });

  it('is reported with each field of a key, and with the whole entry for one that the map lacks', () => {
    const [finding] = checked([['id', 'branch']], { fields: ['id', 'email', 'branch'] });

    expect(finding?.remedy.split('; ')).toEqual([
      expect.stringContaining('on the field id'),
      'add to fields: { name: branch, data_categories: [user.unique_id], fides_meta: { primary_key: true } }',
    ]);
  });

  it.each([[[['id']]], [[]]])('is left to PostgreSQL, which finds keys itself (%j)', (keys) => {
    expect(checked(keys, { kind: 'postgres' })).toEqual([]);
  });

  it('is reported separately if the store has no key either', () => {
    expect(checked([])[0]).toMatchObject({
      collection: 'members',
      problem: expect.stringContaining('neither in the map nor in the store'),
    });
  });
});

describe('a name that is spelt differently in the store', () => {
  it('is reported as a question', () => {
    const found = compareWithStore(
      loadText(complete),
      'club',
      shape({ member: ['id'], fees: ['id', 'payer', 'paidon'] }),
    );
    const remedies = found.filter(({ kind }) => kind.startsWith('missing')).map(({ remedy }) => remedy);

    expect(remedies).toEqual([
      'correct its name (is it member?), or take it out of the map',
      'correct its name (is it paidon?), or take it out of the map',
    ]);
  });
});

describe('the JSON Schema for editors', () => {
  it('knows the keys of rightsdesk_meta, and allows any of fideslang', () => {
    const schema = JSON.stringify(dataMapJsonSchema());

    expect(schema).toContain('"on_erasure"');
    expect(schema).toContain('"counted_from"');
    expect(dataMapFile.safeParse({ policy: [], dataset: [] }).success).toBe(true);
  });
});
