import { lastOf } from '../../functions/domain/log-entries';
import type { DeskWalk } from '../../local/demo/desk-walk';
import { zipEntries } from '../../local/demo/zip-entries';
import { runIn, suiteDatabase } from '../connectors/suite-database';
import { answerQuestions, newDesk, useMap } from '../ready-maps/ready-map-desk';
import { emil, newestTables, nora, rowsOf, settingsRows } from '../ready-maps/supabase-auth-tables';
import { startJourney } from './journey-desk';

jest.setTimeout(180_000);

const url = suiteDatabase();
const staff = 'ada@example.com';
let walk: DeskWalk;

const run = (sql: string) => runIn(url(), sql);

/** Every row of the schema as text, by table. */
async function rows(): Promise<string[]> {
  const tables = await run(`SELECT tablename FROM pg_tables WHERE schemaname = 'auth' ORDER BY 1`);
  const all = [];
  for (const { tablename } of tables)
    for (const { line } of await run(`SELECT t::text AS line FROM auth.${tablename} t ORDER BY 1`))
      all.push(`${tablename} ${line}`);
  return all;
}

beforeAll(async () => {
  for (const sql of [...newestTables, ...settingsRows, ...rowsOf(nora), ...rowsOf(emil)]) await run(sql);
  const desk = newDesk('supabase-auth', 'postgres', url());
  await useMap(desk, { store: 'shop' });
  answerQuestions(desk);
  process.env.SHOP_URL = url();
  walk = await startJourney({ config: desk.config, sample: false });
});

afterAll(() => walk?.desk.stop());

describe('a project with Supabase Auth', () => {
  it('gives a person a package of the whole account, without keys, and nothing of anybody else', async () => {
    const before = await rows();
    await walk.ask({ right: 'access', email: nora.email });
    await walk.prove(nora.email);
    await walk.approve(staff);

    const entries = await zipEntries((await walk.download(nora.email)).bytes);
    const all = [...entries.values()].map((content) => content.toString('utf8')).join('\n');

    for (const own of [nora.email, 'Person 1', 'Person1@gmail.example', 'Browser 1', '192.0.2.1', 'Key 1'])
      expect(all).toContain(own);
    for (const others of [emil.email, 'Person 2', 'Browser 2', '192.0.2.2'])
      expect(all).not.toContain(others);
    for (const secret of ['$2a$10$secret', 'token-1', 'factor-secret', 'hash-1', 'code-1'])
      expect(all).not.toContain(secret);
    expect(await rows()).toEqual(before);
  });

  it('erases the account and everything that names it, and no other row', async () => {
    const before = await rows();
    const isNora = (line: string) => line.includes('00000001-') || line.includes(nora.email);
    expect(before.filter(isNora)).toHaveLength(rowsOf(nora).length);
    const id = await walk.ask({ right: 'erasure', email: nora.email });
    await walk.prove(nora.email);
    await walk.approve(staff);
    await walk.desk.moveClock({ by: 'P1DT1H' });
    await walk.desk.moveClock({ by: 'P2D' });

    const request = await walk.load(id);
    expect([request.status, request.outcome]).toEqual(['closed', 'fulfilled']);
    expect(lastOf(request.log, 'store-read-again')).toBeDefined();
    expect(await rows()).toEqual(before.filter((line) => !isNora(line)));
  });
});
