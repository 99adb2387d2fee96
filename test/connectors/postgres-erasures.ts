import type { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { StoreError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import { type RandomDatabase, randomDatabase } from './random-database';
import { aCollection, aField, aStore } from './small-map';

export interface Tally {
  carriedOut: number;
  refused: number;
}

/**
 * One random database and one random choice of its rows. Either exactly these rows are erased (or blanked)
 * and every other row is byte for byte unchanged, or there is an error and nothing has changed. What plain
 * SQL can do is never refused, and the rehearsal gives the same result as the erasure.
 */
export async function eraseAtRandom(client: Client, url: string, seed: number): Promise<keyof Tally> {
  const database = randomDatabase(seed);
  await client.query(database.sql);
  const connector = createPostgresConnector({ store: storeOf(database), url });
  try {
    return await erase(client, connector, { database, seed });
  } finally {
    await connector.close();
  }
}

function storeOf({ tables }: RandomDatabase) {
  return aStore(
    'postgres',
    tables.map(({ name, key, action }) =>
      aCollection(name, [...key, 'uid', 'grp', 'note'], {
        primaryKey: key,
        facts: ['uid'],
        fields: [...key, 'uid', 'grp', 'note'].map((field) =>
          aField(field, field === 'note' && action === 'anonymise' ? { blankWith: 'blank' } : {}),
        ),
        onErasure: { action },
      }),
    ),
  );
}

async function erase(
  client: Client,
  connector: Connector,
  { database, seed }: { database: RandomDatabase; seed: number },
): Promise<keyof Tally> {
  const before = await snapshot(client, database);
  const instructions = await instructionsOf(connector, database);
  const possible = await bySql(client, database, before);
  const rehearsal = await connector.rehearse(instructions);
  expect({ seed, rows: await snapshot(client, database) }).toEqual({ seed, rows: before });
  const result = await connector.erase(instructions).catch((error: unknown) => error);
  const after = await snapshot(client, database);
  if (result instanceof Error) {
    expect({ seed, result, known: result instanceof StoreError }).toMatchObject({ known: true });
    expect({ seed, possible, rehearsal: rehearsal.outcome }).toEqual({
      seed,
      possible: false,
      rehearsal: 'refused',
    });
    expect({ seed, rows: after }).toEqual({ seed, rows: before });
    return 'refused';
  }
  expect({ seed, rehearsal: rehearsal.outcome }).toEqual({ seed, rehearsal: 'held' });
  expect({ seed, wrong: wrongRows(database, before, after) }).toEqual({ seed, wrong: [] });
  return 'carriedOut';
}

type Rows = Record<string, string>;

async function snapshot(client: Client, { tables }: RandomDatabase): Promise<Rows> {
  const selects = tables.map(({ name }) => `SELECT uid, to_jsonb(t)::text AS line FROM ${name} t`);
  const { rows } = await client.query<{ uid: string; line: string }>(
    `${selects.join(' UNION ALL ')} ORDER BY 1`,
  );
  return Object.fromEntries(rows.map(({ uid, line }) => [uid, line]));
}

async function instructionsOf(connector: Connector, database: RandomDatabase): Promise<EraseInstruction[]> {
  const instructions: EraseInstruction[] = [];
  for (const { name, action, approved } of database.tables) {
    const search = [{ collection: name, field: 'grp', values: ['g'] }];
    const { rows } = await locateEverything(connector, search);
    const keys = rows.filter(({ facts }) => approved.includes(facts.uid ?? '')).map(({ key }) => key);
    expect(keys).toHaveLength(approved.length);
    const blank = action === 'anonymise' ? { blank: { note: 'blank' } } : {};
    if (keys.length > 0) instructions.push({ collection: name, keys, action, atMost: keys.length, ...blank });
  }
  return instructions;
}

/** Whether ordinary statements do exactly what was approved; rolled back afterwards. */
async function bySql(client: Client, database: RandomDatabase, before: Rows): Promise<boolean> {
  const list = (uids: readonly string[]) => `(${['', ...uids].map((uid) => `'${uid}'`).join(', ')})`;
  const of = (action: string) => database.tables.filter((table) => table.action === action);
  const deletions = of('erase').map(
    ({ name, approved }, n) => `d${n} AS (DELETE FROM ${name} WHERE uid IN ${list(approved)})`,
  );
  await client.query('BEGIN');
  try {
    for (const { name, approved } of of('anonymise')) {
      await client.query(`UPDATE ${name} SET note = 'blank' WHERE uid IN ${list(approved)}`);
    }
    if (deletions.length > 0) await client.query(`WITH ${deletions.join(', ')} SELECT 1`);
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    return wrongRows(database, before, await snapshot(client, database)).length === 0;
  } catch {
    return false;
  } finally {
    await client.query('ROLLBACK');
  }
}

/** A blanked row may lose the reference to an erased parent. */
function wrongRows({ tables }: RandomDatabase, before: Rows, after: Rows): string[] {
  return tables.flatMap(({ rows, approved, action }) =>
    rows.filter((uid) => {
      if (!approved.includes(uid)) return after[uid] !== before[uid];
      if (action === 'erase') return after[uid] !== undefined;
      return (JSON.parse(after[uid] ?? '{}') as { note?: string }).note !== 'blank';
    }),
  );
}
