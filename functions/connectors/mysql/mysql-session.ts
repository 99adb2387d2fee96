import { setTimeout as sleep } from 'node:timers/promises';
import type { Connection, ConnectionOptions, FieldPacket, QueryError, ResultSetHeader } from 'mysql2';
import type { RawResult, RunSql } from '../relational/run-sql';
import { connectionOptions, type MysqlAccess } from './mysql-access';
import { mysqlStoreError } from './mysql-errors';
import { rawText } from './mysql-value';
import { READ, REHEARSAL, settingsSql, type Transaction, WRITE } from './transaction-settings';

export interface MysqlSession {
  /** One consistent snapshot, in which nothing can be written. */
  read<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  /** One transaction: all of it happens, or nothing. Each statement sees what is there by then. */
  write<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  /** One short transaction that is always rolled back; it hardly waits for a lock. */
  rehearse<T>(work: (run: RunSql) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long the other side may take. Milliseconds. */
export interface Patience {
  readonly toConnect: number;
  /** Longer than the server's own limit of a statement, so that only a server that hangs meets it. */
  readonly toAnswer: number;
}

/** Who is told of each transaction. */
export interface TransactionWatch {
  /** Asked on the connection just before one begins. */
  before(run: RunSql): Promise<void>;
  /** One has failed. */
  failed(): void;
}

const UNWATCHED: TransactionWatch = { before: async () => undefined, failed: () => undefined };

const PATIENCE: Patience = { toConnect: 10_000, toAnswer: 40_000 };
const KEPT_IDLE_MS = 5_000;
const MOST_IDLE = 2;

/**
 * Opens no connection yet. Every failure comes out as one of the connector's errors, without address,
 * credentials or values.
 */
export function mysqlSession(
  access: MysqlAccess,
  patience = PATIENCE,
  watch: TransactionWatch = UNWATCHED,
): MysqlSession {
  const connections = new IdleConnections(access, patience);
  const transact = async <T>(kind: Transaction, work: (run: RunSql) => Promise<T>) => {
    try {
      return await inTransaction(await opened(connections, kind, watch), kind, work);
    } catch (error) {
      watch.failed();
      throw mysqlStoreError(error);
    }
  };
  return {
    read: (work) => transact(READ, work),
    write: (work) => transact(WRITE, work),
    rehearse: (work) => transact(REHEARSAL, work),
    close: () => connections.close(),
  };
}

interface Opened {
  readonly connections: IdleConnections;
  readonly connection: Connection;
  readonly run: RunSql;
}

async function inTransaction<T>(
  { connections, connection, run }: Opened,
  kind: Transaction,
  work: (run: RunSql) => Promise<T>,
): Promise<T> {
  try {
    const result = await work(run);
    await run(kind.end);
    connections.giveBack(connection);
    return result;
  } catch (error) {
    const rolledBack = await run('ROLLBACK').then(
      () => true,
      () => false,
    );
    if (rolledBack) connections.giveBack(connection);
    else connection.destroy();
    throw error;
  }
}

/** A connection that died while it was idle (a frozen Lambda, a restarted server) is replaced once. */
async function opened(
  connections: IdleConnections,
  kind: Transaction,
  watch: TransactionWatch,
): Promise<Opened> {
  const begin = async (connection: Connection) => {
    const run: RunSql = (sql, values) => runRaw(connection, connections.patience, sql, values);
    try {
      await run(settingsSql(connection, kind));
      await watch.before(run);
      await run(kind.begin);
      return { connections, connection, run };
    } catch (error) {
      connection.destroy();
      throw error;
    }
  };
  const idle = connections.takeIdle();
  if (idle) return begin(idle).catch(async () => begin(await connections.open()));
  return begin(await connections.open());
}

/** Connections between two transactions: few, and for a short time. */
class IdleConnections {
  private readonly idle: { readonly connection: Connection; readonly timer: NodeJS.Timeout }[] = [];
  private isClosed = false;

  constructor(
    private readonly access: MysqlAccess,
    readonly patience: Patience,
  ) {}

  takeIdle(): Connection | undefined {
    const last = this.idle.pop();
    if (last) clearTimeout(last.timer);
    return last?.connection;
  }

  async open(): Promise<Connection> {
    const connection = await connected({
      ...(await connectionOptions(this.access)),
      connectTimeout: this.patience.toConnect,
      charset: 'utf8mb4_bin',
      supportBigNumbers: true,
      bigNumberStrings: true,
      dateStrings: true,
      jsonStrings: true,
      rowsAsArray: true,
      multipleStatements: false,
      maxPreparedStatements: 50,
      // A server could otherwise ask for any file of this machine.
      flags: ['-LOCAL_FILES'],
    });
    connection.on('error', () => {
      // Lost between two statements: the next one fails, and is told as no answer.
    });
    return connection;
  }

  giveBack(connection: Connection): void {
    if (this.isClosed || this.idle.length >= MOST_IDLE) {
      connection.end(() => undefined);
      return;
    }
    const timer = setTimeout(() => this.drop(connection), KEPT_IDLE_MS);
    timer.unref();
    this.idle.push({ connection, timer });
  }

  private drop(connection: Connection): void {
    const at = this.idle.findIndex((one) => one.connection === connection);
    if (at >= 0) this.idle.splice(at, 1);
    connection.end(() => undefined);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    for (const { connection, timer } of this.idle.splice(0)) {
      clearTimeout(timer);
      const ended = new Promise<void>((resolve) => connection.end(() => resolve()));
      await Promise.race([ended, sleep(1_000, undefined, { ref: false })]);
      connection.destroy();
    }
  }
}

/**
 * A connection that cannot be used is closed: the driver leaves it open. The driver is loaded here, so that
 * the function of another store does not load it.
 */
async function connected(options: ConnectionOptions): Promise<Connection> {
  const { createConnection } = await import('mysql2');
  const connection = createConnection(options);
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error === null || error === undefined) return resolve(connection);
      connection.on('error', () => undefined);
      connection.destroy();
      reject(error);
    });
  });
}

/**
 * The limit of the driver counts neither while it prepares a statement nor while one waits for another that
 * hangs. A connection that was given up is closed, and what is asked of it afterwards fails at once.
 */
async function withinTime<T>(
  connection: Connection,
  milliseconds: number,
  ask: () => Promise<T>,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      connection.destroy();
      reject(Object.assign(new Error('no answer in time'), { code: 'PROTOCOL_SEQUENCE_TIMEOUT' }));
    }, milliseconds);
  });
  try {
    return await Promise.race([ask(), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

type Told = (error: QueryError | null, answer: unknown, fields: FieldPacket[]) => void;

/** The driver's own promises record a stack for each statement, which costs a short search a twentieth. */
function answerOf(ask: (told: Told) => unknown): Promise<readonly [unknown, readonly FieldPacket[]]> {
  return new Promise((resolve, reject) => {
    ask((error, answer, fields) => (error ? reject(error) : resolve([answer, fields])));
  });
}

/** Prepared where there are values: they are never written into a statement. */
async function runRaw(
  connection: Connection,
  { toAnswer }: Patience,
  sql: string,
  values: readonly unknown[] = [],
): Promise<RawResult> {
  const asked = { sql, rowsAsArray: true };
  const [answer, columns] = await withinTime(connection, toAnswer, () =>
    answerOf((told) =>
      values.length > 0
        ? connection.execute(asked, [...values] as string[], told)
        : connection.query(asked, told),
    ),
  );
  if (!Array.isArray(answer))
    return { columns: [], rows: [], rowCount: (answer as ResultSetHeader).affectedRows };
  const rows = (answer as readonly (readonly unknown[])[]).map((row) =>
    columns.map((column, at) => rawText(row[at], column)),
  );
  return {
    columns: columns.map(({ name, columnType }) => ({ name, type: columnType ?? 0 })),
    rows,
    rowCount: rows.length,
  };
}
