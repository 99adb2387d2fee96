import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { parse } from 'yaml';
import type { MapReport } from '../../bin/map-report-text';
import { runCommandLine } from '../../bin/program';
import { loadDataMap } from '../../functions/config/map/load-data-map';
import { postgresStore, smallestDesk } from '../config/desk/desk-text';
import { suiteDatabase } from '../connectors/suite-database';
import { watchedConsole } from './watched-console';

jest.setTimeout(60_000);

const canary = 'zx-canary-7731';

const schema = `
CREATE TABLE customers (id int PRIMARY KEY, email text NOT NULL UNIQUE, first_name text, password_hash text, contact text);
CREATE TABLE countries (code text PRIMARY KEY, name text);
CREATE TABLE addresses (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers ON DELETE CASCADE,
  street text, country_code text REFERENCES countries);
CREATE TABLE orders (id int PRIMARY KEY, customer_id int NOT NULL REFERENCES customers, total numeric, placed_on date);
CREATE TABLE order_lines (order_id int NOT NULL REFERENCES orders ON DELETE CASCADE, line int, article text, PRIMARY KEY (order_id, line));
CREATE SCHEMA audit;
CREATE TABLE audit.log (id int PRIMARY KEY, words text);
CREATE VIEW everybody AS SELECT email FROM customers;
INSERT INTO customers SELECT n, '${canary}-' || n || '@example.com', '${canary}', '$2b$10$${canary}', '${canary}' || n || '@example.org'
  FROM generate_series(1, 9) n;
INSERT INTO countries VALUES ('DE', 'Germany');
INSERT INTO audit.log VALUES (1, '${canary}');`;

interface Yaml {
  readonly dataset: readonly {
    readonly collections: readonly {
      readonly name: string;
      readonly rightsdesk_meta: Record<string, unknown>;
      readonly fides_meta?: Record<string, unknown>;
      readonly fields: readonly {
        readonly name: string;
        readonly data_categories: string[];
        readonly fides_meta?: object;
      }[];
    }[];
  }[];
}

describe('map draft', () => {
  const folder = mkdtempSync(join(tmpdir(), 'map-draft-'));
  const database = suiteDatabase();
  const file = join(folder, 'shop.yaml');

  const run = async (args: readonly string[], env: Record<string, string> = { SHOP_URL: database() }) => {
    const watched = watchedConsole(env);
    const code = await runCommandLine([...args, '--config', join(folder, 'desk.yaml')], watched.console);
    return { code, out: watched.out(), errors: watched.errors() };
  };
  const draft = (...args: string[]) => run(['map', 'draft', 'shop', '--yes', ...args]);
  const drafted = () => {
    const [dataset] = (parse(readFileSync(file, 'utf8')) as Yaml).dataset;
    return new Map((dataset?.collections ?? []).map((one) => [one.name, one]));
  };

  beforeAll(async () => {
    const client = new Client({ connectionString: database() });
    await client.connect();
    await client.query(schema);
    await client.end();
    writeFileSync(join(folder, 'desk.yaml'), `${smallestDesk}  - ${JSON.stringify(postgresStore)}\n`);
    rmSync(file, { force: true });
    await draft();
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('tells own records, what hangs on them, look-ups and what nobody can tell apart', () => {
    const collections = drafted();
    const roleOf = (name: string) => {
      const one = collections.get(name);
      const [meta, fides] = [one?.rightsdesk_meta ?? {}, one?.fides_meta];
      return [meta.own_record ?? false, fides?.skip_processing ?? false, meta.on_erasure];
    };

    expect([...collections.keys()].sort()).toEqual([
      'addresses',
      'audit_log',
      'countries',
      'customers',
      'order_lines',
      'orders',
    ]);
    expect(roleOf('customers')).toEqual([true, false, undefined]);
    expect(roleOf('countries')).toEqual([false, true, undefined]);
    expect(roleOf('addresses')).toEqual([false, false, { as_parent: { through: 'customer_id' } }]);
    expect(roleOf('orders')).toEqual([false, false, undefined]);
    expect(roleOf('audit_log')).toEqual([false, false, undefined]);
    expect(collections.get('audit_log')?.rightsdesk_meta.physical).toEqual({ schema: 'audit', table: 'log' });
  });

  it('takes references and their direction from the catalogue', () => {
    const field = drafted()
      .get('order_lines')
      ?.fields.find(({ name }) => name === 'order_id');

    expect(field?.fides_meta).toEqual({
      primary_key: true,
      references: [{ dataset: 'shop', field: 'orders.id', direction: 'from' }],
    });
  });

  it('guesses categories by name, and by the form of values where the name says nothing', () => {
    const fields = new Map(
      drafted()
        .get('customers')
        ?.fields.map((one) => [one.name, one.data_categories]),
    );

    expect(Object.fromEntries(fields)).toEqual({
      id: ['user.unique_id'],
      email: ['user.contact.email'],
      first_name: ['user.name.first'],
      password_hash: ['user.authorization.password'],
      contact: ['user.contact.email'],
    });
  });

  it('writes and shows no stored value', async () => {
    const { out, errors } = await draft('--force');

    expect(readFileSync(file, 'utf8') + out + errors).not.toContain(canary);
  });

  it('is accepted by map check but for marks and what only the shop knows', async () => {
    const { out } = await run(['map', 'check', '--json']);
    const { stores, gaps } = JSON.parse(out) as MapReport;
    const shop = stores.find(({ storeId }) => storeId === 'shop');

    expect(shop?.findings).toEqual([]);
    expect(shop?.faults).toEqual([]);
    expect(shop?.problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(
      [...new Set(gaps.map(({ problem }) => problem.replace(/\d+ guesses/, 'n guesses')))].sort(),
    ).toEqual([
      'does not say what an erasure does here',
      'does not say where the data comes from',
      'holds a guess that nobody has reviewed',
      'holds n guesses that nobody has reviewed',
      'no system says what it is used for',
      'nothing leads from a person to its rows',
    ]);
  });

  it('leaves marks that map check counts by store, also those of what is to be skipped', async () => {
    const marks = [...drafted().values()].map(
      ({ rightsdesk_meta: meta }) => (meta.review as string[]).length,
    );
    const count = marks.reduce((sum, one) => sum + one, 0);
    const { code, out } = await run(['map', 'check']);
    const { out: json } = await run(['map', 'check', '--json']);

    expect((JSON.parse(json) as MapReport).toReview).toEqual([
      { storeId: 'shop', guesses: count, collections: marks.length },
    ]);
    expect([code, out.includes('complete')]).toEqual([1, false]);
    expect(out).toContain(`  - shop: ${count} guesses in ${marks.length} collections`);
    expect(out.trimEnd().split('\n').at(-1)).toContain(`${count} guesses still to be reviewed`);
  });

  it('says in the file what it does not describe', () => {
    expect(readFileSync(file, 'utf8')).toContain('# Not in this map: everybody: a view');
  });

  it('says that a folder cannot be written, and returns', async () => {
    for (const out of ['/proc/nowhere/shop.yaml', '/proc/shop.yaml', '/dev/null/shop.yaml']) {
      const { code, errors } = await draft('--out', out);
      expect([code, errors]).toEqual([2, expect.stringContaining(`${out} cannot be written (`)]);
    }
  });

  it('takes buckets for S3 alone', async () => {
    const { code, errors } = await draft('--force', '--bucket', 'files');

    expect([code, errors]).toEqual([
      2,
      expect.stringContaining('--bucket is for S3, and shop is of the kind postgres'),
    ]);
  });

  it('overwrites no file unless it is told to', async () => {
    const before = readFileSync(file, 'utf8');
    const { code, errors } = await draft();

    expect([code, readFileSync(file, 'utf8')]).toEqual([2, before]);
    expect(errors).toContain('exists: name another file with --out, or overwrite it with --force');
  });

  it('names the stores that there are, and the kinds that it can draft', async () => {
    const unknown = await run(['map', 'draft', 'shopp', '--yes', '--force']);
    const manual = await run(['map', 'draft', 'mailbox', '--yes', '--force']);
    const rows = await draft('--force', '--rows', '-1');

    expect([unknown.code, manual.code, rows.code]).toEqual([2, 2, 2]);
    expect(unknown.errors).toContain('has no store "shopp": it has mailbox, shop');
    expect(manual.errors).toMatch(/of the kind manual: only of postgres/);
    expect(rows.errors).toContain('Write a whole number from 0 to 1000.');
  });

  it('says what it could not reach or read, and writes nothing', async () => {
    const out = join(folder, 'other.yaml');
    const missing = await run(['map', 'draft', 'shop', '--yes', '--out', out], {});
    const dead = await run(['map', 'draft', 'shop', '--yes', '--out', out], {
      SHOP_URL: 'postgres://ada:secret@127.0.0.1:9/none',
    });

    expect([missing.code, dead.code, existsSync(out)]).toEqual([2, 2, false]);
    expect(missing.errors).toContain('the environment variable SHOP_URL is not set');
    expect(dead.errors).not.toContain('secret');
  });

  it('blocks with each mark that is left: a skipped table every request, another what it concerns', async () => {
    const { gaps } = loadDataMap([], [{ id: 'shop', title: 'The shop', kind: 'postgres', datasets: [file] }]);
    const marks = gaps.filter(({ problem }) => problem.endsWith('that nobody has reviewed'));
    const skipped = marks.filter(({ collection }) => collection === undefined);

    expect(marks.map(({ concerns }) => concerns)).toEqual(marks.map(() => 'both'));
    expect(skipped.map(({ at }) => at.includes('countries'))).toEqual([true]);
    expect(marks).toHaveLength(drafted().size);
  });
});
