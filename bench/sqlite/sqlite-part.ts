import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { createSqliteConnector } from '../../functions/connectors/sqlite/sqlite-connector';
import { type SqliteDatabase, sqliteDriver } from '../../functions/connectors/sqlite/sqlite-driver';
import { aCollection, aStore } from '../../test/connectors/small-map';
import {
  type BenchContext,
  type BenchPart,
  type Figure,
  figureOf,
  type Gate,
  OURS,
  type PartFindings,
  ratioGate,
} from '../machinery/bench-part';
import { interleave } from '../machinery/interleave';
import { withTemporaryFolder } from '../machinery/temporary-folder';

const SOUGHT = 'person-1@example.com';
const EACH = 20;
const [DRIVER, OPENED] = ['the driver', 'the driver, which opens the file each time'];
const BY_KEYS = 'one DELETE by keys';
const FOR_GOOD = 'one DELETE by keys, overwritten and checkpointed, in a file opened for it';
/** Rows of one person beyond which the other parts say enough. */
const MOST = 1_000;

export const sqlitePart: BenchPart = {
  name: 'sqlite',
  asks: `How long does it take to find the ${EACH} rows of a person in a file of SQLite, and to erase rows?`,
  run: (context) =>
    withTemporaryFolder(async (folder) => {
      const figures: Figure[] = [];
      const gates: Gate[] = [];
      for (const rows of context.sizes.locateRows) {
        const figure = await measureSearch(context, join(folder, `locate-${rows}.db`), rows);
        figures.push(figure);
        if (rows === context.sizes.locateRows.at(-1))
          gates.push(ratioGate(figure, OPENED, { goal: 4, held: 25 }));
      }
      for (const rows of context.sizes.eraseRows.filter((many) => many <= MOST)) {
        const found = await measureErasure(context, join(folder, `erase-${rows}.db`), rows);
        figures.push(...found.figures);
        gates.push(...found.gates);
      }
      return { figures, gates, notes: [NOTE] };
    }),
};

const NOTE =
  'The file is on this machine and is read in this process. Rightsdesk opens it for each call and closes it again, and reads its schema in the same transaction. It looks at every row before it erases it, overwrites what it erases, and empties the log of the file.';

async function measureSearch(
  { sizes, random, say }: BenchContext,
  file: string,
  rows: number,
): Promise<Figure> {
  say(`filling ${rows.toLocaleString('en')} rows in SQLite`);
  const database = filled(file, { rows, people: Math.max(1, Math.round(rows / EACH)), called: 'person' });
  const connector = connectorOf(file);
  const search = [{ collection: 'orders', field: 'email', values: [SOUGHT] }];
  const select = (from: SqliteDatabase) =>
    assertFound(from.prepare('SELECT id, email FROM orders WHERE email = ?').all(SOUGHT).length);
  try {
    const measured = await interleave(
      {
        [OURS]: async () => assertFound((await locateEverything(connector, search)).rows.length),
        [DRIVER]: async () => select(database),
        [OPENED]: async () => {
          const own = new (sqliteDriver().DatabaseSync)(file);
          select(own);
          own.close();
        },
      },
      { random, rounds: sizes.rounds },
    );
    return figureOf(`${EACH} rows of ${rows.toLocaleString('en')}, by an index`, 'ms', measured);
  } finally {
    await connector.close();
    database.close();
  }
}

async function measureErasure(
  { sizes, random, say }: BenchContext,
  file: string,
  rows: number,
): Promise<PartFindings> {
  say(`erasing ${rows.toLocaleString('en')} rows of one person in SQLite`);
  const database = filled(file, { rows: 100 * rows, people: 5 * rows, called: 'other', from: 10_000_001 });
  const connector = connectorOf(file);
  try {
    const measured = await interleave(erasers({ connector, database, file, rows }), {
      random,
      rounds: sizes.slowRounds,
    });
    const figure = figureOf(`${rows.toLocaleString('en')} rows of one person, erased`, 'ms', measured);
    return { figures: [figure], gates: [ratioGate(figure, FOR_GOOD, { goal: 6, held: 60 })] };
  } finally {
    await connector.close();
    database.close();
  }
}

interface Contest {
  readonly connector: Connector;
  readonly database: SqliteDatabase;
  readonly file: string;
  readonly rows: number;
}

/** Each erases the same rows, which are put back before without being timed. */
function erasers({ connector, database, file, rows }: Contest) {
  const ids = Array.from({ length: rows }, (_, n) => n + 1);
  const keys = ids.map((id) => ({ id: String(id) }));
  const timed = (work: () => unknown) => async () => {
    addRows(database, { rows, people: 1, called: 'person' });
    const began = performance.now();
    await work();
    const took = performance.now() - began;
    const left = database.prepare('SELECT id FROM orders WHERE email = ?').all(SOUGHT).length;
    if (left > 0) throw new Error(`${left} rows are left after an erasure`);
    return took;
  };
  return {
    [OURS]: timed(() => connector.erase([{ collection: 'orders', action: 'erase', keys, atMost: rows }])),
    [BY_KEYS]: timed(() => database.exec(`DELETE FROM orders WHERE id IN (${ids.join(', ')})`)),
    [FOR_GOOD]: timed(() => {
      const own = new (sqliteDriver().DatabaseSync)(file);
      own.exec('PRAGMA secure_delete = ON');
      own.exec(`DELETE FROM orders WHERE id IN (${ids.join(', ')})`);
      own.exec('PRAGMA wal_checkpoint(TRUNCATE)');
      own.close();
    }),
    'a DELETE for each row': timed(() => {
      const statement = database.prepare('DELETE FROM orders WHERE id = ?');
      for (const id of ids) statement.run(id);
    }),
  };
}

interface NewRows {
  readonly rows: number;
  readonly people: number;
  readonly called: string;
  readonly from?: number;
}

/** A file with rows of about 200 bytes, and an index on the address. */
function filled(file: string, rows: NewRows): SqliteDatabase {
  const database = new (sqliteDriver().DatabaseSync)(file);
  database.exec('PRAGMA journal_mode = WAL');
  database.exec(
    'CREATE TABLE orders (id INTEGER PRIMARY KEY, email TEXT NOT NULL, ordered_at TEXT, note TEXT)',
  );
  addRows(database, rows);
  database.exec('CREATE INDEX orders_by_email ON orders (email COLLATE NOCASE)');
  database.exec('CREATE INDEX orders_by_exact_email ON orders (email); ANALYZE');
  return database;
}

function addRows(database: SqliteDatabase, { rows, people, called, from = 1 }: NewRows): void {
  database.exec(
    `WITH RECURSIVE n (i) AS (SELECT ${from} UNION ALL SELECT i + 1 FROM n WHERE i < ${from + rows - 1})
     INSERT INTO orders SELECT i, '${called}-' || (1 + i % ${people}) || '@example.com', '2026-01-01T00:00:00Z',
       hex(zeroblob(60)) FROM n`,
  );
}

function connectorOf(file: string): Connector {
  const fields = ['id', 'email', 'ordered_at', 'note'];
  return createSqliteConnector({
    store: aStore('sqlite', [aCollection('orders', fields, { facts: ['email'] })]),
    file,
  });
}

function assertFound(rows: number): void {
  if (rows !== EACH) throw new Error(`${rows} rows were found of ${EACH}`);
}
