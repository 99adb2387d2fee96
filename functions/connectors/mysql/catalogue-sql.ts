/*
 * What the server says of the tables of one database, by its name as the only value. The names of tables are
 * compared afterwards, since the catalogue itself may ignore capitals.
 * https://dev.mysql.com/doc/refman/8.0/en/information-schema.html
 */

export const SERVER_SQL = 'SELECT DATABASE(), @@lower_case_table_names, VERSION()';

export const TABLES_SQL = `
  SELECT TABLE_NAME, TABLE_TYPE, ENGINE FROM information_schema.TABLES WHERE TABLE_SCHEMA = ?`;

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

/** Foreign keys of all tables that the user sees, a line for each column. */
export const FOREIGN_KEYS_SQL = `
  SELECT k.CONSTRAINT_SCHEMA, k.CONSTRAINT_NAME, k.TABLE_NAME, k.COLUMN_NAME, k.REFERENCED_TABLE_SCHEMA,
    k.REFERENCED_TABLE_NAME, k.REFERENCED_COLUMN_NAME
  FROM information_schema.KEY_COLUMN_USAGE k
  WHERE k.REFERENCED_TABLE_NAME IS NOT NULL AND k.CONSTRAINT_SCHEMA NOT IN ${OWN_SCHEMAS}
  ORDER BY k.CONSTRAINT_SCHEMA, k.TABLE_NAME, k.CONSTRAINT_NAME, k.ORDINAL_POSITION`;

/**
 * What becomes of rows that point; apart, since MariaDB would read the catalogue for each line of a join.
 */
export const ACTIONS_SQL = `
  SELECT CONSTRAINT_SCHEMA, TABLE_NAME, CONSTRAINT_NAME, DELETE_RULE, UPDATE_RULE
  FROM information_schema.REFERENTIAL_CONSTRAINTS WHERE CONSTRAINT_SCHEMA NOT IN ${OWN_SCHEMAS}`;

export const TRIGGERS_SQL = `
  SELECT EVENT_OBJECT_SCHEMA, EVENT_OBJECT_TABLE, TRIGGER_NAME, EVENT_MANIPULATION,
    ACTION_TIMING, ACTION_STATEMENT
  FROM information_schema.TRIGGERS
  WHERE EVENT_MANIPULATION IN ('DELETE', 'UPDATE') AND EVENT_OBJECT_SCHEMA NOT IN ${OWN_SCHEMAS}`;

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
