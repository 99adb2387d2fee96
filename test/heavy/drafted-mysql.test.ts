import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import type { MapReport } from '../../bin/map-report-text';
import { runCommandLine } from '../../bin/program';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { zipEntries } from '../../local/demo/zip-entries';
import { watchedConsole } from '../bin/watched-console';
import { deskWith } from '../config/desk/desk-text';
import { statementsOf } from '../first-map/mysql-schemas';
import { startJourney } from '../journeys/journey-desk';
import type { MysqlServer } from './mysql-server';
import { startRealMysql } from './real-mysql';

jest.setTimeout(300_000);

const store = {
  ...{ id: 'shop', title: 'The campsite', kind: 'mysql', datasets: ['shop.yaml'] },
  ...{ connection: { url: 'SHOP_URL' }, backupsKept: 'P35D' },
};
const guest = 'ben@example.com';
const staff = 'ada@example.com';

/** A campsite's MariaDB, as the answer key knows it; its old tables have taken the advice of the draft. */
describe('a map drafted from a MariaDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'drafted-mysql-'));
  const config = join(folder, 'desk.yaml');
  let server: MysqlServer;

  const query = async (...statements: string[]): Promise<string[]> => {
    const client = await createConnection({ uri: server.url(), rowsAsArray: true, dateStrings: true });
    await client.query("SET SESSION sql_mode = ''");
    let rows: unknown = [];
    for (const sql of statements) [rows] = await client.query(sql);
    await client.end();
    return Array.isArray(rows) ? rows.map((row) => String(row)) : [];
  };
  const run = async (args: readonly string[], input = '') => {
    const watched = watchedConsole({ SHOP_URL: server.url() }, input);
    const code = await runCommandLine([...args, '--config', config], watched.console);
    return { code, out: watched.out(), errors: watched.errors() };
  };
  const check = async () => {
    const { out, code } = await run(['map', 'check', '--json']);
    const report = JSON.parse(out) as MapReport;
    return { code, gaps: report.gaps, shop: report.stores.find(({ storeId }) => storeId === 'shop') };
  };

  beforeAll(async () => {
    server = await startRealMysql();
    await query(...statementsOf('campsite').map((sql) => sql.replace('ENGINE=MyISAM', 'ENGINE=InnoDB')));
    // What is kept counted from no date is a question to staff.
    await query("UPDATE vouchers SET redeemed_at = '2026-01-05 10:00:00'");
    writeFileSync(config, deskWith(['stores'], [store]));
  });

  afterAll(async () => {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is accepted by map check but for marks and what only the campsite knows', async () => {
    const drafted = await run(['map', 'draft', 'shop', '--yes']);
    const { gaps, shop } = await check();

    expect([drafted.code, drafted.errors]).toEqual([0, '']);
    expect(drafted.out).toContain('not looked at: open_invoices: a view');
    expect([shop?.findings, shop?.faults]).toEqual([[], []]);
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

  it('is complete for map check when all its questions are answered', async () => {
    const answers = readFileSync(join(__dirname, '../first-map/answers/campsite.txt'), 'utf8');
    const drafted = await run(['map', 'draft', 'shop', '--force'], answers);
    const { code, gaps, shop } = await check();

    expect([drafted.code, drafted.errors]).toEqual([0, '']);
    expect(gaps).toEqual([]);
    expect([shop?.findings, shop?.faults]).toEqual([[], []]);
    expect(shop?.problems.filter(({ blocks }) => blocks !== 'nothing')).toEqual([]);
    expect(code).toBe(0);
  });

  describe('and answered', () => {
    let walk: DeskWalk;

    beforeAll(async () => {
      process.env.SHOP_URL = server.url();
      walk = await startJourney({ config, sample: false });
    });

    afterAll(() => walk?.desk.stop());

    it('gives a guest what is theirs, nothing of anybody else, and no secret', async () => {
      await walk.ask({ right: 'access', email: guest });
      await walk.prove(guest);
      await walk.approve(staff);
      const { bytes } = await walk.download(guest);
      const all = [...(await zipEntries(bytes)).values()].map((one) => one.toString('utf8')).join('\n');

      for (const own of ['Sample Street 2', '2026-07-02', 'B-XY 1235', 'Three nights', 'Too loud', 'AAAA-2'])
        expect(all).toContain(own);
      for (const other of ['Cleo', 'ada@', 'Otto Other', 'Eve', 'Ida Other', 'hal@', 'B-XY 1234', 'B-ZZ 99'])
        expect(all).not.toContain(other);
      for (const secret of ['$2y$10$', '0123456789abcdef']) expect(all).not.toContain(secret);
    });

    it('erases what hangs on the guest, keeps what a law wants kept, and leaves everybody else alone', async () => {
      const id = await walk.ask({ right: 'erasure', email: guest });
      await walk.prove(guest);
      await walk.approve(staff);
      await walk.desk.moveClock({ by: 'P1DT1H' });
      await walk.desk.moveClock({ by: 'P2D' });

      expect((await walk.load(id)).status).toBe('closed');
      expect(await query('SELECT guest_id FROM vehicles ORDER BY 1')).toEqual(['1']);
      expect(await query('SELECT guest_id FROM reviews ORDER BY 1')).toEqual(['1']);
      expect(await query("SELECT to_address FROM mail_log WHERE to_address LIKE '%.com'")).toEqual([
        'ada@example.com',
      ]);
      expect(await query('SELECT guest_id FROM bookings ORDER BY 1')).toEqual(['1', '2', '3']);
      expect(await query('SELECT number FROM invoices ORDER BY 1')).toEqual(['2026-1', '2026-2']);
      expect(await query('SELECT firstname FROM guests WHERE id <> 2 ORDER BY id')).toEqual([
        'Ada',
        'Cleo',
        'Dan',
      ]);
      expect(
        await query("SELECT id FROM guests WHERE CONCAT(firstname, lastname, email, fullname) LIKE '%ben%'"),
      ).toEqual([]);
    });
  });
});
