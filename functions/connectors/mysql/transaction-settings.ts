import type { Connection } from 'mysql2';

/**
 * Set anew in each transaction, so that neither the server's defaults nor another user of the connection
 * count. Without a mode of strictness MySQL cuts off what does not fit; a mode that forbids zero dates would
 * not let those be searched. `foreign_key_checks` is never off: what breaks a reference is refused.
 *
 * @see https://dev.mysql.com/doc/refman/8.0/en/sql-mode.html
 */
const SETTINGS = [
  // A server may give its clients another character set, in which other people's texts become the same.
  'character_set_client = utf8mb4',
  'character_set_results = utf8mb4',
  'collation_connection = utf8mb4_bin',
  "sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
  "time_zone = '+00:00'",
  'foreign_key_checks = 1',
  'unique_checks = 1',
  'sql_safe_updates = 0',
  'sql_select_limit = 18446744073709551615',
  'max_sort_length = 4096',
];
/** Seconds. */
const LOCK_WAIT = 10;
const REHEARSAL_LOCK_WAIT = 1;

/** How a transaction begins and ends, and how long it waits. */
export interface Transaction {
  readonly isolation: 'REPEATABLE-READ' | 'READ-COMMITTED';
  readonly begin: string;
  readonly statementSeconds: number;
  readonly lockSeconds: number;
  readonly end: 'COMMIT' | 'ROLLBACK';
}

export const READ: Transaction = {
  isolation: 'REPEATABLE-READ',
  begin: 'START TRANSACTION WITH CONSISTENT SNAPSHOT, READ ONLY',
  statementSeconds: 30,
  lockSeconds: LOCK_WAIT,
  end: 'COMMIT',
};
export const WRITE: Transaction = {
  ...READ,
  isolation: 'READ-COMMITTED',
  begin: 'START TRANSACTION READ WRITE',
};
export const REHEARSAL: Transaction = {
  ...WRITE,
  statementSeconds: 2,
  lockSeconds: REHEARSAL_LOCK_WAIT,
  end: 'ROLLBACK',
};

/** All settings of a transaction in one statement, which is one round trip. */
export function settingsSql(
  connection: Connection,
  { isolation, statementSeconds, lockSeconds }: Transaction,
) {
  const version = versionOf(connection);
  const limit = isMariadb(version)
    ? [`max_statement_time = ${statementSeconds}`, 'in_predicate_conversion_threshold = 0']
    : [
        `max_execution_time = ${statementSeconds * 1000}`,
        // Otherwise the sizes of tables may be a day old.
        'information_schema_stats_expiry = 0',
      ];
  const locks = [`innodb_lock_wait_timeout = ${lockSeconds}`, `lock_wait_timeout = ${lockSeconds}`];
  const settings = [...SETTINGS, ...locks, ...limit, `${isolationName(version)} = '${isolation}'`];
  return `SET ${settings.map((setting) => `SESSION ${setting}`).join(', ')}`;
}

/**
 * MariaDB has the name of MySQL since 11.1.
 *
 * @see https://mariadb.com/kb/en/server-system-variables/#transaction_isolation
 */
function isolationName(version: string): string {
  const [, major, minor] = /(\d+)\.(\d+)\.\d+-mariadb/i.exec(version) ?? [];
  const isOld = isMariadb(version) && !(Number(major) > 11 || (Number(major) === 11 && Number(minor) >= 1));
  return isOld ? 'tx_isolation' : 'transaction_isolation';
}

/** As the server greets with; the two name the limit of a statement differently. */
function versionOf(connection: Connection): string {
  const { _handshakePacket } = connection as unknown as {
    readonly _handshakePacket?: { readonly serverVersion?: string };
  };
  return _handshakePacket?.serverVersion ?? '';
}

function isMariadb(version: string): boolean {
  return /mariadb/i.test(version);
}
