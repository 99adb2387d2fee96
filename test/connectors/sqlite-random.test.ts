import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Connector, StoreError } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createSqliteConnector } from '../../functions/connectors/sqlite/sqlite-connector';
import { type SqliteDatabase, sqliteDriver } from '../../functions/connectors/sqlite/sqlite-driver';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import { Draws } from './seeded-random';
import { aCollection, aField, aStore } from './small-map';
import { type RandomSqliteDatabase, randomSqliteDatabase } from './sqlite-random-database';

const SEEDS = Number(process.env.RANDOM_SQLITE ?? 40);
const ORDERS = 25;

jest.setTimeout(120_000);

describe('an erasure in a random SQLite database', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'sqlite-random-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('erases exactly the rows approved, or none, and refuses nothing that plain SQL can do', async () => {
    const tally = { carriedOut: 0, refused: 0 };
    for (let seed = 1; seed <= SEEDS; seed += 1) tally[await eraseAtRandom(folder, seed)] += 1;

    expect(Math.min(tally.carriedOut, tally.refused)).toBeGreaterThan(3);
  });
});

type Rows = Record<string, string>;

async function eraseAtRandom(folder: string, seed: number): Promise<'carriedOut' | 'refused'> {
  const random = randomSqliteDatabase(seed);
  const file = join(folder, `${seed}.db`);
  inFile(file, (database) => database.exec(`PRAGMA foreign_keys = OFF; ${random.sql}`));
  const connector = createSqliteConnector({ store: storeOf(random), file });
  const before = inFile(file, (database) => snapshot(database, random));
  const instructions = await instructionsOf(connector, random);
  const possible = Array.from({ length: ORDERS }, (_, at) => at).some((at) =>
    byPlainSql(file, random, before, at),
  );
  const rehearsal = await connector.rehearse(instructions);
  expect({ seed, rows: inFile(file, (database) => snapshot(database, random)) }).toEqual({
    seed,
    rows: before,
  });
  const result = await connector.erase(instructions).catch((error: unknown) => error);
  const after = inFile(file, (database) => snapshot(database, random));
  if (result instanceof Error) {
    expect({
      seed,
      possible,
      known: result instanceof StoreError,
      rehearsal: rehearsal.outcome,
      result,
    }).toMatchObject({ possible: false, known: true, rehearsal: 'refused' });
    expect({ seed, rows: after }).toEqual({ seed, rows: before });
    return 'refused';
  }
  expect({ seed, rehearsal: rehearsal.outcome }).toEqual({ seed, rehearsal: 'held' });
  expect({ seed, wrong: wrongRows(random, before, after) }).toEqual({ seed, wrong: [] });
  return 'carriedOut';
}

function inFile<T>(file: string, work: (database: SqliteDatabase) => T): T {
  const database = new (sqliteDriver().DatabaseSync)(file, { enableForeignKeyConstraints: true });
  try {
    return work(database);
  } finally {
    database.close();
  }
}

function storeOf({ tables }: RandomSqliteDatabase) {
  return aStore(
    'sqlite',
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

function snapshot(database: SqliteDatabase, { tables }: RandomSqliteDatabase): Rows {
  const rows = tables.flatMap(({ name }) => {
    const select = database.prepare(`SELECT * FROM ${name}`);
    select.setReadBigInts(true);
    return select.all();
  });
  return Object.fromEntries(rows.map((row) => [String(row.uid), JSON.stringify(row, exactly)]));
}

function exactly(_name: string, value: unknown): unknown {
  return typeof value === 'bigint' ? `${value}n` : value;
}

async function instructionsOf(
  connector: Connector,
  random: RandomSqliteDatabase,
): Promise<EraseInstruction[]> {
  const instructions: EraseInstruction[] = [];
  for (const { name, action, approved } of random.tables) {
    const { rows } = await locateEverything(connector, [{ collection: name, field: 'grp', values: ['g'] }]);
    const keys = rows.filter(({ facts }) => approved.includes(facts.uid ?? '')).map(({ key }) => key);
    expect(keys).toHaveLength(approved.length);
    const blank = action === 'anonymise' ? { blank: { note: 'blank' } } : {};
    if (keys.length > 0) instructions.push({ collection: name, keys, action, atMost: keys.length, ...blank });
  }
  return instructions;
}

/** Whether single statements in some order do exactly what was approved, on a copy of the file. */
function byPlainSql(file: string, random: RandomSqliteDatabase, before: Rows, order: number): boolean {
  const copy = `${file}.${order}`;
  copyFileSync(file, copy);
  try {
    return inFile(copy, (database) => {
      database.exec('BEGIN; PRAGMA defer_foreign_keys = ON');
      for (const { name, approved, action } of random.tables)
        if (action === 'anonymise')
          for (const uid of approved) database.exec(`UPDATE ${name} SET note = 'blank' WHERE uid = '${uid}'`);
      deleteInSomeOrder(database, random, new Draws(order));
      database.exec('COMMIT');
      return wrongRows(random, before, snapshot(database, random)).length === 0;
    });
  } catch {
    return false;
  } finally {
    rmSync(copy);
  }
}

function deleteInSomeOrder(database: SqliteDatabase, { tables }: RandomSqliteDatabase, draws: Draws): void {
  const left = tables
    .filter(({ action }) => action === 'erase')
    .flatMap(({ name, approved }) => approved.map((uid) => `DELETE FROM ${name} WHERE uid = '${uid}'`));
  const tried = new Set<string>();
  while (left.length > tried.size) {
    const waiting = left.filter((one) => !tried.has(one));
    const statement = draws.one(waiting);
    try {
      database.exec(statement);
      left.splice(left.indexOf(statement), 1);
      tried.clear();
    } catch {
      tried.add(statement);
    }
  }
}

/** A blanked row may lose the reference to an erased parent. */
function wrongRows({ tables }: RandomSqliteDatabase, before: Rows, after: Rows): string[] {
  return tables.flatMap(({ rows, approved, action }) =>
    rows.filter((uid) => {
      if (!approved.includes(uid)) return after[uid] !== before[uid];
      if (action === 'erase') return after[uid] !== undefined;
      return (JSON.parse(after[uid] ?? '{}') as { note?: string }).note !== 'blank';
    }),
  );
}
