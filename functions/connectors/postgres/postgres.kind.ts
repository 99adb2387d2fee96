import * as z from 'zod/mini';
import { defined } from '../../domain/defined';
import { type RdsLogIn, rdsLogInOf } from '../../domain/rds-log-in';
import { ROWS_OF_TABLE } from '../divided-table';
import type { AwsPermission, AwsPlace, Connection, KindDefinition } from '../kind-definition';
import { mapText, TABLE_NAME } from '../several-kinds';
import type { PostgresPlace } from './postgres-place';
import { POSTGRES_SETTINGS, type PostgresSetting, postgresFaults } from './postgres-settings';

export const postgres: KindDefinition<PostgresSetting, PostgresPlace> = {
  kind: 'postgres',
  isSearched: true,
  settings: POSTGRES_SETTINGS,
  place: {
    schema: z.optional(mapText()).check(z.describe('PostgreSQL: the schema of the table. Default: public.')),
    table: TABLE_NAME,
    rows: ROWS_OF_TABLE,
    rollback_safe: z
      .optional(z.boolean())
      .check(
        z.describe(
          'PostgreSQL: all that the triggers and rules of this table do is undone by a rollback, so that an erasure may be rehearsed.',
        ),
      ),
    triggers_write: z
      .optional(z.array(mapText()))
      .check(
        z.describe(
          'PostgreSQL: tables (outside public with their schema) that the triggers and rules of this table write. An erasure that changes another one stops.',
        ),
      ),
  },
  isRelational: true,
  storeFaults: postgresFaults,
  nameInStore,
  permissions: (_store, connection, account) => databasePermissions(connection, account),
};

/** A table outside `public` with its schema in front. */
function nameInStore(name: string, { schema = 'public', table = name }: PostgresPlace): string {
  return schema === 'public' || table.startsWith(`${schema}.`) ? table : `${schema}.${table}`;
}

function databasePermissions(connection: Connection<PostgresSetting>, account: AwsPlace): AwsPermission[] {
  const logIn = rdsLogInOf(defined(connection));
  if (logIn) return [logInPermission(logIn, connection.resourceId ?? '', account)];
  return connection.url ? [parameterPermission(connection.url, account)] : [];
}

/**
 * As one user to one database, cluster or proxy.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 */
function logInPermission(
  { region, user }: RdsLogIn,
  resourceId: string,
  { partition, account }: AwsPlace,
): AwsPermission {
  return {
    actions: ['rds-db:connect'],
    resources: [`arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/${user}`],
  };
}

/** A SecureString under the account's own SSM key needs no permission for that key. */
function parameterPermission(path: string, { partition, region, account }: AwsPlace): AwsPermission {
  return {
    actions: ['ssm:GetParameter'],
    resources: [`arn:${partition}:ssm:${region}:${account}:parameter${path}`],
  };
}
