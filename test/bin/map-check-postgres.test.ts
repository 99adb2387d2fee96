import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { MapReport } from '../../bin/map-report-text';
import { runCommandLine } from '../../bin/program';
import { type PostgresServer, startPostgres } from '../../local/aws/postgres-server';
import { postgresStore, smallestDesk } from '../config/desk/desk-text';
import { watchedConsole } from './watched-console';

jest.setTimeout(60_000);

const schema = `
CREATE SCHEMA audit;
CREATE TABLE guests (id int PRIMARY KEY, email text, name text);
CREATE TABLE stays (house int, night date, guest_id int, room text, PRIMARY KEY (house, night));
CREATE TABLE wishes (guest_id int, words text);
CREATE VIEW guest_list AS SELECT id, email FROM guests;
CREATE TABLE audit.log (id int PRIMARY KEY, who text);
CREATE TABLE audit.instances (id int PRIMARY KEY);
INSERT INTO guests VALUES (1, 'ada@example.com', 'Ada');
INSERT INTO stays VALUES (7, '2026-01-02', 1, 'blue'), (7, '2026-01-03', 2, 'red');`;

/** As Fides writes them: few keys, and none of Rightsdesk's own. Every second table has a fault. */
const dataset = `
dataset:
  - fides_key: inn
    collections:
      - name: guests
        fields:
          - { name: id, data_categories: [user.unique_id], fidesops_meta: { primary_key: true } }
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email, data_type: string } }
          - { name: nam, data_categories: [user.provided.identifiable.name] }
      - name: stays
        fields:
          - { name: guest_id, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: inn, field: guests.id, direction: from }] } }
          - { name: room, data_categories: [user.behavior] }
      - name: wishes
        fields:
          - { name: guest_id, data_categories: [user.unique_id], fides_meta: { references: [{ dataset: inn, field: guests.id, direction: from }] } }
          - { name: words, data_categories: [user.content] }
      - name: guest_list
        fields:
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
      - name: letters
        fields:
          - { name: email, data_categories: [user.contact.email], fides_meta: { identity: email } }
      - { name: audit.instances, fides_meta: { skip_processing: true }, fields: [] }
`;

describe('map check on a file of Fides and its database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'inn-'));
  let server: PostgresServer;

  const run = async (...args: readonly string[]) => {
    const watched = watchedConsole({ SHOP_URL: server.connectionString });
    const code = await runCommandLine([...args, '--config', join(folder, 'desk.yaml')], watched.console);
    return { code, out: watched.out(), errors: watched.errors() };
  };

  beforeAll(async () => {
    server = await startPostgres({ directory: join(folder, 'data') });
    const client = new Client({ connectionString: server.connectionString });
    await client.connect();
    await client.query(schema);
    await client.end();
    writeFileSync(join(folder, 'shop.yaml'), dataset);
    writeFileSync(join(folder, 'desk.yaml'), `${smallestDesk}  - ${JSON.stringify(postgresStore)}\n`);
  });

  afterAll(async () => {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('reports everything at once, each with its line, and ends with 1', async () => {
    const { code, out, errors } = await run('map', 'check', '--json');
    const report = JSON.parse(out) as MapReport;
    const shop = report.stores.find(({ storeId }) => storeId === 'shop');

    expect([code, errors, shop?.state]).toEqual([1, '', 'reached']);
    expect(shop?.findings.map(({ kind, collection, field }) => [kind, collection, field])).toEqual([
      ['unmapped-collection', 'audit.log', undefined],
      ['unmapped-field', 'guests', 'name'],
      ['missing-field', 'guests', 'nam'],
      ['unmapped-field', 'stays', 'house'],
      ['unmapped-field', 'stays', 'night'],
      ['unmapped-field', 'guest_list', 'id'],
      ['missing-collection', 'letters', undefined],
    ]);
    expect(shop?.findings.find(({ field }) => field === 'nam')?.remedy).toContain('is it name?');
    expect(shop?.problems.map(({ collection, code, blocks }) => [collection, code, blocks])).toContainEqual([
      'guest_list',
      'view',
      'everything',
    ]);
    for (const { at } of [...(shop?.findings ?? []), ...(shop?.problems ?? []), ...report.gaps])
      expect(at).toMatch(/shop\.yaml:\d+: dataset\[inn\]/);
    expect(report.gaps.map(({ problem }) => problem)).toContain(
      'the category "user.provided.identifiable.name" is a name of fideslang 1.x',
    );
  });

  it('lets a preview find what the keys of the database lead to, and names the rest', async () => {
    const { code, out } = await run('preview', '--right', 'access', '--identity', 'email=ada@example.com');

    expect(out).toContain('  guests: 1 record\n');
    expect(out).toContain('  stays: 1 record\n');
    expect(out).toMatch(/ {2}not read in letters: 1 place \(1 not as the map says\), .*shop.yaml:\d+\n/);
    expect(out).toMatch(
      / {2}not read in guest list: 1 place \(1 a view of other tables\), .*shop.yaml:\d+\n/,
    );
    expect(out).toContain('blocks an approval in letters: the database has no table for letters.');
    expect(out).toContain('blocks an approval in guest list: guest_list is a view.');
    expect(code).toBe(1);
  });
});
