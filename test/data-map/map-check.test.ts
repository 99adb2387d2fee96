import { dataMapFile, dataMapJsonSchema } from '../../functions/data-map/data-map-schema';
import { mapCheck } from '../../functions/data-map/map-check';
import { complete, loadText } from './written-map';

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
    expect(mapCheck(map, 'club', shape(asMapped))).toEqual([]);
  });

  it('names what only the store has and what only the map has', () => {
    const found = mapCheck(map, 'club', shape({ members: ['id', 'shoe_size'], letters: ['id'] }));

    expect(found.map(({ kind, collection, field }) => [kind, collection, field])).toEqual([
      ['unmapped-collection', 'letters', undefined],
      ['unmapped-field', 'members', 'shoe_size'],
      ['missing-field', 'members', 'email'],
      ['missing-collection', 'fees', undefined],
    ]);
    expect(found.every(({ problem, remedy }) => problem !== '' && remedy !== '')).toBe(true);
  });

  it('does not ask about collections that hold nothing about people', () => {
    const skipped = loadText(
      complete.replace(
        '- name: members',
        '- { name: migrations, fides_meta: { skip_processing: true }, fields: [] }\n      - name: members',
      ),
    );

    expect(mapCheck(skipped, 'club', shape({ ...asMapped, migrations: ['version'] }))).toEqual([]);
  });

  it('does not miss fields of a store that keeps no list of them', () => {
    const schemaless = loadText(complete.replace('kind: postgres', 'kind: dynamodb'));

    expect(mapCheck(schemaless, 'club', shape({ members: ['id'], fees: ['id'] }))).toEqual([]);
  });
});

describe('the JSON Schema for editors', () => {
  it('knows the keys of rightsdesk_meta and leaves those of fideslang open', () => {
    const schema = JSON.stringify(dataMapJsonSchema());

    expect(schema).toContain('"on_erasure"');
    expect(schema).toContain('"counted_from"');
    expect(dataMapFile.safeParse({ policy: [], dataset: [] }).success).toBe(true);
  });
});
