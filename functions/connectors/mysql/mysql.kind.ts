import type { KindDefinition } from '../kind-definition';
import { databasePermissions } from '../relational/database-permissions';
import { DATABASE_SETTINGS, type DatabaseSetting, databaseFaults } from '../relational/database-settings';
import { SQL_PLACE } from '../relational/sql-place';
import type { MysqlPlace } from './mysql-place';

/** MySQL and MariaDB, also in RDS and Aurora. */
export const mysql: KindDefinition<DatabaseSetting, MysqlPlace> = {
  kind: 'mysql',
  isSearched: true,
  settings: DATABASE_SETTINGS,
  place: SQL_PLACE,
  isRelational: true,
  storeFaults: (store) => databaseFaults(store, 'mysql://USER@ENDPOINT:3306/DATABASE'),
  nameInStore,
  permissions: (_store, connection, account) => databasePermissions(connection, account),
};

/** A table of another database with its name in front. */
function nameInStore(name: string, { schema, table = name }: MysqlPlace): string {
  return schema === undefined || table.startsWith(`${schema}.`) ? table : `${schema}.${table}`;
}
