import { accessSync, constants, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreForbiddenError, StoreUnavailableError } from '../connector';
import { type SqliteDatabase, sqliteDriver } from './sqlite-driver';
import { isBusy, sqliteStoreError } from './sqlite-errors';

export type SqlValue = null | number | bigint | string | Uint8Array;
export type SqlRow = Readonly<Record<string, SqlValue>>;

/** Statements of one transaction. Whole numbers come as bigint. */
export interface Sql {
  rows(sql: string, values?: readonly SqlValue[]): SqlRow[];
  /** Rows one at a time, for as long as they are asked for. */
  each(sql: string, values?: readonly SqlValue[]): Iterable<SqlRow>;
  /** How many rows the statement itself changed, without triggers and cascades. */
  change(sql: string, values?: readonly SqlValue[]): number;
}

export interface SqliteSession {
  /** Work in one snapshot, which cannot write. */
  read<T>(work: (sql: Sql) => T): Promise<T>;
  /** Work in one transaction that no other program can write beside; undone as a whole if it throws. */
  write<T>(work: (sql: Sql) => T): Promise<T>;
  /** The same, always undone. */
  tryOut<T>(work: (sql: Sql) => T): Promise<T>;
}

/** For so long a call waits while another program holds the file. Milliseconds. */
const PATIENCE_MS = 5_000;
/** SQLite's own wait stops the whole process, so it is short. Milliseconds. */
const BUSY_MS = 50;

/**
 * Transactions on one file. It is opened for each: a file that was replaced meanwhile is another one. Nobody
 * waits for a lock inside a transaction for long.
 */
export function sqliteSession(file: string, patienceMs = PATIENCE_MS): SqliteSession {
  const transact = <T>(mode: Mode, work: (sql: Sql) => T) =>
    patiently(patienceMs, () => inTransaction(file, mode, work));
  return {
    read: (work) => transact('read', work),
    write: (work) => transact('write', work),
    tryOut: (work) => transact('try-out', work),
  };
}

type Mode = 'read' | 'write' | 'try-out';

async function patiently<T>(patienceMs: number, work: () => T): Promise<T> {
  const until = performance.now() + patienceMs;
  for (;;) {
    try {
      return work();
    } catch (error) {
      if (!isBusy(error) || performance.now() > until) throw sqliteStoreError(error);
      await sleep(BUSY_MS);
    }
  }
}

function inTransaction<T>(file: string, mode: Mode, work: (sql: Sql) => T): T {
  const database = openFile(file, mode);
  try {
    database.exec(mode === 'read' ? 'BEGIN' : 'BEGIN IMMEDIATE');
    try {
      const result = work(sqlOf(database));
      database.exec(mode === 'write' ? 'COMMIT' : 'ROLLBACK');
      if (mode === 'write') emptyLog(database);
      return result;
    } catch (error) {
      undo(database);
      throw error;
    }
  } finally {
    database.close();
  }
}

/** What was erased stays in the write-ahead log until it is written back; others may be reading it now. */
function emptyLog(database: SqliteDatabase): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  } catch (error) {
    if (!isBusy(error)) throw error;
  }
}

/** SQLite undoes some failures by itself. */
function undo(database: SqliteDatabase): void {
  try {
    database.exec('ROLLBACK');
  } catch {
    return;
  }
}

function openFile(file: string, mode: Mode): SqliteDatabase {
  const writable = assertFile(file, mode);
  const { DatabaseSync } = sqliteDriver();
  const database = new DatabaseSync(file, { readOnly: !writable, enableForeignKeyConstraints: true });
  try {
    database.exec(`PRAGMA busy_timeout = ${BUSY_MS}`);
    database.exec('PRAGMA secure_delete = ON');
    database.exec('PRAGMA trusted_schema = OFF');
    if (mode === 'read') database.exec('PRAGMA query_only = ON');
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

/** SQLite would make an empty database where there is none. */
function assertFile(file: string, mode: Mode): boolean {
  if (!statSync(file, { throwIfNoEntry: false })?.isFile())
    throw new StoreUnavailableError(
      'there is no file at connection.file: correct the path (a relative one counts from the folder in which the desk was started), or bring its disk back',
      {
        code: 'no-file',
      },
    );
  if (!allows(file, constants.R_OK))
    throw new StoreForbiddenError("the desk's user may not read the database file: let it", {
      code: 'unreadable',
    });
  const writable = allows(file, constants.W_OK);
  if (writable || mode === 'read') return writable;
  throw new StoreForbiddenError(
    "the desk's user may not write the database file: let it write the file and its folder",
    { code: 'read-only' },
  );
}

function allows(file: string, right: number): boolean {
  try {
    accessSync(file, right);
    return true;
  } catch {
    return false;
  }
}

function sqlOf(database: SqliteDatabase): Sql {
  const prepared = new Map<string, ReturnType<SqliteDatabase['prepare']>>();
  const statement = (sql: string) => {
    const known = prepared.get(sql) ?? database.prepare(sql);
    if (!prepared.has(sql)) known.setReadBigInts(true);
    prepared.set(sql, known);
    return known;
  };
  return {
    rows: (sql, values = []) => statement(sql).all(...values) as SqlRow[],
    each: (sql, values = []) => statement(sql).iterate(...values) as Iterable<SqlRow>,
    change: (sql, values = []) => Number(statement(sql).run(...values).changes),
  };
}
