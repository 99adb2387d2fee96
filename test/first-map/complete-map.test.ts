import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { MapReport } from '../../bin/map-report-text';
import { runCommandLine } from '../../bin/program';
import { watchedConsole } from '../bin/watched-console';
import { postgresStore, smallestDesk } from '../config/desk/desk-text';
import { suiteDatabase } from '../connectors/suite-database';

jest.setTimeout(60_000);

describe('a draft whose questions are all answered', () => {
  const folder = mkdtempSync(join(tmpdir(), 'complete-map-'));
  const database = suiteDatabase();
  const run = async (args: readonly string[], input = '') => {
    const watched = watchedConsole({ SHOP_URL: database() }, input);
    const code = await runCommandLine([...args, '--config', join(folder, 'desk.yaml')], watched.console);
    return { code, out: watched.out(), errors: watched.errors() };
  };

  beforeAll(async () => {
    const client = new Client({ connectionString: database() });
    await client.connect();
    await client.query(readFileSync(join(__dirname, 'schemas/shop.sql'), 'utf8'));
    await client.end();
    writeFileSync(join(folder, 'desk.yaml'), `${smallestDesk}  - ${JSON.stringify(postgresStore)}\n`);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is complete for map check', async () => {
    const answers = readFileSync(join(__dirname, 'answers/shop.txt'), 'utf8');
    const drafted = await run(['map', 'draft', 'shop'], answers);
    const { code, out } = await run(['map', 'check', '--json']);
    const report = JSON.parse(out) as MapReport;

    expect([drafted.code, code]).toEqual([0, 0]);
    expect(report.gaps).toEqual([]);
    expect(report.stores.find(({ storeId }) => storeId === 'shop')?.findings).toEqual([]);
  });

  it('keeps every mark and leaves every question open where the input ends', async () => {
    await run(['map', 'draft', 'shop', '--force']);
    const asked = readFileSync(join(folder, 'shop.yaml'), 'utf8');
    await run(['map', 'draft', 'shop', '--force', '--yes']);

    expect(asked).toBe(readFileSync(join(folder, 'shop.yaml'), 'utf8'));
    expect(asked).toContain('review:');
  });
});
