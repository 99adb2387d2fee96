import type { KindDefinition } from '../kind-definition';
import { databasePermissions } from '../relational/database-permissions';
import { DATABASE_SETTINGS, type DatabaseSetting, databaseFaults } from '../relational/database-settings';
import { SQL_PLACE } from '../relational/sql-place';
import type { PostgresPlace } from './postgres-place';

export const postgres: KindDefinition<DatabaseSetting, PostgresPlace> = {
  kind: 'postgres',
  isSearched: true,
  settings: DATABASE_SETTINGS,
  place: SQL_PLACE,
  isRelational: true,
  storeFaults: (store) => databaseFaults(store, 'postgres://USER@ENDPOINT:5432/DATABASE'),
  nameInStore,
  permissions: (_store, connection, account) => databasePermissions(connection, account),
};

/** A table outside `public` with its schema in front. */
function nameInStore(name: string, { schema = 'public', table = name }: PostgresPlace): string {
  return schema === 'public' || table.startsWith(`${schema}.`) ? table : `${schema}.${table}`;
}
