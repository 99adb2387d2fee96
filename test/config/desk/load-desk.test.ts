import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeskFileError } from '../../../functions/config/desk/desk-file-error';
import { loadDesk } from '../../../functions/config/desk/load-desk';
import { DataMapError } from '../../../functions/config/map/data-map-error';
import { deskWith, postgresStore, smallestDesk } from './desk-text';

const dataset = `dataset:
  - fides_key: shop
    name: Shop
    collections:
      - name: customers
        fields:
          - name: id
            data_categories: [user.unique_id]
            fides_meta: { primary_key: true }
          - name: email
            data_categories: [user.contact.email]
            fides_meta: { identity: email }
`;

describe('loading a desk', () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'desk-'));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  function write(name: string, content: string | Uint8Array): string {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  }

  it('reads the datasets relative to the desk file, whatever the current folder', () => {
    write('shop.yaml', dataset);

    const { map } = loadDesk(write('desk.yaml', deskWith(['stores', 1], postgresStore)));

    expect(
      map.stores.map((store) => [store.storeId, store.kind, store.collections.map((c) => c.name)]),
    ).toEqual([
      ['mailbox', 'manual', []],
      ['shop', 'postgres', ['customers']],
    ]);
  });

  it('reads the files of systems as part of the map', () => {
    write(
      'systems.yaml',
      'system:\n  - fides_key: web_shop\n    name: Web shop\n    privacy_declarations: []\n',
    );

    const { map } = loadDesk(write('desk.yaml', `${smallestDesk}systems: [systems.yaml]\n`));

    expect(map.systems.map((system) => system.title)).toEqual(['Web shop']);
  });

  it('passes on warnings about what is valid but probably unintended', () => {
    const { warnings } = loadDesk(write('desk.yaml', deskWith(['escalateTo'], 'ada@example.com')));

    expect(warnings).toHaveLength(1);
  });

  it('passes on the problems of a dataset with its own name', () => {
    const path = write('desk.yaml', deskWith(['stores', 1], postgresStore));

    expect(() => loadDesk(path)).toThrow(DataMapError);
    expect(() => loadDesk(path)).toThrow(/shop\.yaml/);
  });

  it.each([
    ['does not exist', () => join(folder, 'nowhere.yaml'), '--config FILE'],
    ['is not a file', () => folder, 'Name the desk file itself'],
    ['is not UTF-8 text', () => write('latin.yaml', Buffer.from([0x61, 0x3a, 0x20, 0xfc])), 'encoding UTF-8'],
    ['is larger than 1 MB', () => write('large.yaml', '#'.repeat(1_000_001)), 'name the right file'],
  ])('refuses a file that %s', (problem, path, remedy) => {
    const load = () => loadDesk(path());

    expect(load).toThrow(DeskFileError);
    expect(load).toThrow(problem);
    expect(load).toThrow(remedy);
  });

  it('reads a file that begins with a byte order mark', () => {
    const path = write('desk.yaml', `\uFEFF${smallestDesk}`);

    expect(loadDesk(path).desk.place).toBe('DE-BE');
  });
});

describe('the sample desk', () => {
  it('is complete: its answers lack nothing, and it gets no warning', () => {
    const { desk, map, warnings } = loadDesk(join(__dirname, '../../../rightsdesk.yaml'));

    expect(map.stores.map((store) => store.storeId)).toEqual(desk.stores.map((store) => store.id));
    expect(map.stores.flatMap((store) => store.collections).length).toBeGreaterThan(10);
    expect([...map.gaps, ...warnings]).toEqual([]);
  });
});
