/*
 * What the server says of the tables of one database, by its name as the only value. The names of tables are
 * compared afterwards, since the catalogue itself may ignore capitals.
 * https://dev.mysql.com/doc/refman/8.0/en/information-schema.html
 */

export const SERVER_SQL = 'SELECT DATABASE(), @@lower_case_table_names, VERSION()';

export const TABLES_SQL = `
  SELECT TABLE_NAME, TABLE_TYPE, ENGINE, CREATE_OPTIONS FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?`;

/** The server, with the tables of these databases. */
export function tablesSql(schemas: readonly string[]): string {
  return unionOf(schemas, [
    `SELECT DATABASE(), @@lower_case_table_names, VERSION(), TABLE_SCHEMA, TABLE_NAME, TABLE_TYPE, ENGINE
    FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?`,
  ]).concat(' ORDER BY 4, 5');
}

export const COLUMNS_SQL = `
  SELECT TABLE_NAME, COLUMN_NAME, DATA_TYPE, COLUMN_TYPE, IS_NULLABLE, CHARACTER_MAXIMUM_LENGTH,
    CHARACTER_SET_NAME, COLLATION_NAME, EXTRA, GENERATION_EXPRESSION, \`PRIVILEGES\`, NUMERIC_PRECISION,
    NUMERIC_SCALE
  FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, ORDINAL_POSITION`;

/** A column without a name is an expression, or a column that the user may not see. */
export const INDEXES_SQL = `
  SELECT TABLE_NAME, INDEX_NAME, NON_UNIQUE, COLUMN_NAME
  FROM information_schema.STATISTICS WHERE TABLE_SCHEMA = ? ORDER BY TABLE_NAME, INDEX_NAME, SEQ_IN_INDEX`;

export const REFERENCES_SQL = `
  SELECT TABLE_NAME, CONSTRAINT_NAME, COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME,
    REFERENCED_COLUMN_NAME
  FROM information_schema.KEY_COLUMN_USAGE
  WHERE TABLE_SCHEMA = ? AND REFERENCED_TABLE_NAME IS NOT NULL
  ORDER BY TABLE_NAME, CONSTRAINT_NAME, ORDINAL_POSITION`;

/** Takes longer than any other, so it is asked only where tables are partitioned. */
export const RANGES_SQL = `
  SELECT DISTINCT TABLE_NAME, PARTITION_EXPRESSION FROM information_schema.PARTITIONS
  WHERE TABLE_SCHEMA = ? AND PARTITION_METHOD LIKE 'RANGE%'`;

/** Tables of which the user may see some columns only. */
export const COLUMN_RIGHTS_SQL = `
  SELECT DISTINCT TABLE_NAME FROM information_schema.COLUMN_PRIVILEGES WHERE TABLE_SCHEMA = ?`;

/** MariaDB's JSON is a text that has to be JSON. */
export const JSON_TEXTS_SQL = `
  SELECT TABLE_NAME, CONSTRAINT_NAME, CHECK_CLAUSE FROM information_schema.CHECK_CONSTRAINTS
  WHERE CONSTRAINT_SCHEMA = ? AND CHECK_CLAUSE LIKE 'json_valid(%'`;

const OWN_SCHEMAS = "('mysql', 'sys', 'information_schema', 'performance_schema')";

/** Every database that the user sees, but the server's own. */
export const SCHEMAS_SQL = `
  SELECT SCHEMA_NAME FROM information_schema.SCHEMATA WHERE SCHEMA_NAME NOT IN ${OWN_SCHEMAS}
  ORDER BY SCHEMA_NAME`;

/**
 * Foreign keys of these databases, a line for each column (`key`), and what becomes of rows that point, a
 * line for each (`action`). MariaDB opens every table of the server unless it is told the database, and would
 * read the catalogue for each line of a join.
 */
export function foreignKeysSql(schemas: readonly string[]): string {
  return unionOf(schemas, [
    `SELECT 'key' AS what, TABLE_SCHEMA AS own_schema, TABLE_NAME AS own_table, CONSTRAINT_NAME AS named,
      COLUMN_NAME, REFERENCED_TABLE_SCHEMA, REFERENCED_TABLE_NAME, REFERENCED_COLUMN_NAME,
      ORDINAL_POSITION AS nth
    FROM information_schema.KEY_COLUMN_USAGE WHERE REFERENCED_TABLE_NAME IS NOT NULL AND TABLE_SCHEMA = ?`,
    `SELECT 'action', CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE, '', '', 0
    FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA = ?`,
  ]).concat(' ORDER BY own_schema, own_table, named, nth');
}

export function triggersSql(schemas: readonly string[]): string {
  return unionOf(schemas, [
    `SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION,
      ACTION_TIMING, ACTION_STATEMENT
    FROM information_schema.TRIGGERS
    WHERE EVENT_MANIPULATION IN ('DELETE', 'UPDATE') AND EVENT_OBJECT_SCHEMA = ?`,
  ]);
}

/** Each of the statements for each database, whose name is the only value of each. */
function unionOf(schemas: readonly string[], statements: readonly string[]): string {
  return statements.flatMap((one) => schemas.map(() => one)).join(' UNION ALL ');
}

/** What becomes of rows that point, in all tables that the user sees. */
export const ACTIONS_SQL = `
  SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE
  FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA NOT IN ${OWN_SCHEMAS}`;

/**
 * Where the user has the right to triggers, which also shows it every reference: everywhere (''), or a
 * database.
 */
export const TRIGGER_RIGHTS_SQL = `
  SELECT '' FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'TRIGGER'
  UNION SELECT TABLE_SCHEMA FROM information_schema.SCHEMA_PRIVILEGES WHERE PRIVILEGE_TYPE = 'TRIGGER'`;

/** Where the user may read every table, which also shows it all of them: everywhere (''), or a database. */
export const TABLE_RIGHTS_SQL = `
  SELECT '' FROM information_schema.USER_PRIVILEGES WHERE PRIVILEGE_TYPE = 'SELECT'
  UNION SELECT TABLE_SCHEMA FROM information_schema.SCHEMA_PRIVILEGES WHERE PRIVILEGE_TYPE = 'SELECT'`;
