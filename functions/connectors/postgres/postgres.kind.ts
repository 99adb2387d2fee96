import * as z from 'zod/mini';
import type { KindDefinition } from '../kind-definition';
import { databasePermissions } from '../relational/database-permissions';
import { DATABASE_SETTINGS, type DatabaseSetting, databaseFaults } from '../relational/database-settings';
import { SQL_PLACE } from '../relational/sql-place';
import { mapText } from '../several-kinds';
import type { PostgresPlace } from './postgres-place';

export const postgres: KindDefinition<DatabaseSetting, PostgresPlace> = {
  kind: 'postgres',
  isSearched: true,
  settings: DATABASE_SETTINGS,
  place: {
    ...SQL_PLACE,
    inside: z
      .optional(z.record(z.string(), z.string().check(z.regex(/^[^.]+(\.[^.]+)+$/))))
      .check(
        z.describe(
          'PostgreSQL: fields that are values inside a JSON column, each by the column and the path to it in dots: { customer_id: metadata.customer_id }.',
        ),
      ),
    embedding_models: z
      .optional(z.record(z.string(), mapText()))
      .check(
        z.describe(
          'The model that made the vectors of a field, which a copy then names: { embedding: text-embedding-3-small }.',
        ),
      ),
  },
  isRelational: true,
  storeFaults: (store) => databaseFaults(store, 'postgres://USER@ENDPOINT:5432/DATABASE'),
  nameInStore,
  permissions: (_store, connection, account) => databasePermissions(connection, account),
};

/** A table outside `public` with its schema in front. */
function nameInStore(name: string, { schema = 'public', table = name }: PostgresPlace): string {
  return schema === 'public' || table.startsWith(`${schema}.`) ? table : `${schema}.${table}`;
}
