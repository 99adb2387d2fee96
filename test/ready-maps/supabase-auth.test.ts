import { readFileSync, writeFileSync } from 'node:fs';
import { Client } from 'pg';
import { checkMap } from '../../bin/commands/map-check';
import { loadDesk } from '../../functions/config/desk/load-desk';
import { suiteDatabase } from '../connectors/suite-database';
import { answerQuestions, newDesk, type ShopDesk, useMap } from './ready-map-desk';
import { newestTables, oldTables } from './supabase-auth-tables';

jest.setTimeout(60_000);

const url = suiteDatabase();

async function run(statements: readonly string[]): Promise<void> {
  const client = new Client({ connectionString: url() });
  await client.connect();
  for (const sql of statements) await client.query(sql);
  await client.end();
}

async function open(tables: readonly string[]): Promise<ShopDesk> {
  await run(['DROP SCHEMA IF EXISTS auth CASCADE', 'DROP TABLE IF EXISTS public.profiles', ...tables]);
  return newDesk('supabase-auth', 'postgres', url());
}

async function checked({ config, connect }: ShopDesk) {
  const { ok, stores, gaps, notTold } = await checkMap(loadDesk(config), connect);
  const findings = stores.flatMap((store) => store.findings.map(({ problem }) => problem));
  const blocking = stores.flatMap(({ problems, faults }) => [
    ...faults.map((fault) => JSON.stringify(fault)),
    ...problems.filter(({ blocks }) => blocks !== 'nothing').map(({ problem }) => problem),
  ]);
  const told = stores.flatMap(({ problems }) => problems.map(({ problem }) => problem));
  return { ok, findings, blocking, told, gaps: gaps.map(({ problem }) => problem), notTold };
}

/** As somebody would who has turned the audit log of the database off and emptied it. */
function skipAuditLog({ file }: ShopDesk): void {
  const text = readFileSync(file, 'utf8').replace(
    /^( *)- \{ name: schema_migrations/m,
    '$1- { name: audit_log_entries, rightsdesk_meta: { physical: { schema: auth, table: audit_log_entries } }, fides_meta: { skip_processing: true }, fields: [] }\n$&',
  );
  writeFileSync(file, text);
}

describe('the ready map of Supabase Auth', () => {
  it.each([
    ['the newest tables', newestTables],
    ['the tables of 2022', oldTables],
  ])('is complete but for the answers of the shop, for %s', async (_, tables) => {
    const desk = await open(tables);
    await useMap(desk, { store: 'shop' });

    const unanswered = await checked(desk);
    expect(unanswered.findings).toEqual(['auth.audit_log_entries is in the store, but not in the map']);
    expect(unanswered.gaps).toEqual([]);
    expect(unanswered.notTold).toHaveLength(3);

    answerQuestions(desk);
    skipAuditLog(desk);
    expect(await checked(desk)).toMatchObject({
      ok: true,
      findings: [],
      blocking: [],
      gaps: [],
      notTold: [],
    });
  });

  it('names a table of the shop whose rows an erasure would take along', async () => {
    const desk = await open([
      ...newestTables,
      'CREATE TABLE public.profiles (id uuid PRIMARY KEY REFERENCES auth.users(id) ON DELETE CASCADE, name text)',
    ]);
    await useMap(desk, { store: 'shop' });

    const { ok, findings } = await checked(desk);

    expect(ok).toBe(false);
    expect(findings).toContain('profiles is in the store, but not in the map');
  });

  it('leaves out what the project does not have', async () => {
    const desk = await open(oldTables);

    const leftOut = await useMap(desk, { store: 'shop' });

    expect(leftOut).toEqual(expect.arrayContaining(['auth.webauthn_credentials', 'auth.users.deleted_at']));
    expect(readFileSync(desk.file, 'utf8')).not.toContain('webauthn_credentials');
  });
});
