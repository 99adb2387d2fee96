import { defined } from '../../domain/defined';
import { type RdsLogIn, rdsLogInOf } from '../../domain/rds-log-in';
import type { AwsPermission, AwsPlace, Connection } from '../kind-definition';
import type { DatabaseSetting } from './database-settings';

/** To log in as one user, or to read one connection string. */
export function databasePermissions(
  connection: Connection<DatabaseSetting>,
  account: AwsPlace,
): AwsPermission[] {
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
