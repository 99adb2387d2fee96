import type { CollectionMap, StoreMap } from '../../functions/domain/data-map';
import type { DeskStore } from '../../functions/domain/desk';
import { type RdsLogIn, rdsLogInOf } from '../../functions/domain/rds-log-in';

export interface StoreRight {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
}

/** Where a store's ARNs lie. */
export interface Place {
  readonly partition: string;
  readonly account: string;
  readonly region: string;
}

/** What a store's function may do to its store: that which its map names, and nothing beside it. */
export function storeRights(
  store: StoreMap,
  connection: DeskStore['connection'],
  place: Place,
): StoreRight[] {
  switch (store.kind) {
    case 'dynamodb':
      return tableRights(store, place);
    case 's3':
      return store.collections.flatMap((collection) => objectRights(collection, place));
    case 'postgres':
      return databaseRights(connection, place);
    case 'manual':
      return [];
  }
}

function tableRights({ collections }: StoreMap, { partition, region, account }: Place): StoreRight[] {
  const arnOf = (table: string) => `arn:${partition}:dynamodb:${region}:${account}:table/${table}`;
  const tableOf = ({ name, physical }: CollectionMap) => arnOf(String(physical.table ?? name));
  const indexes = collections.flatMap((collection) =>
    indexNames(collection.physical).map((index) => `${tableOf(collection)}/index/${index}`),
  );
  return [
    { actions: tableActions, resources: [...new Set(collections.map(tableOf))] },
    ...(indexes.length > 0 ? [{ actions: ['dynamodb:Query'], resources: [...new Set(indexes)] }] : []),
  ];
}

/** The last two only tell what keeps copies of a table, or deletes from it. */
const tableActions = [
  'DescribeTable',
  'Query',
  'BatchGetItem',
  'UpdateItem',
  'DeleteItem',
  'DescribeContinuousBackups',
  'DescribeTimeToLive',
].map((action) => `dynamodb:${action}`);

function indexNames(physical: CollectionMap['physical']): string[] {
  const indexes = Array.isArray(physical.indexes) ? physical.indexes : [];
  return indexes.flatMap((index: { name?: unknown }) => (typeof index.name === 'string' ? [index.name] : []));
}

/**
 * A prefix such as `uploads/{customer_number}/` is known up to the brace. Retention and legal holds may be
 * read, so that S3 tells of them, and never set.
 */
function objectRights({ physical }: CollectionMap, { partition }: Place): StoreRight[] {
  const bucket = `arn:${partition}:s3:::${String(physical.bucket)}`;
  const prefix = String(physical.prefix ?? '').replace(/\{.*$/, '');
  const objects = [
    ...['GetObject', 'GetObjectVersion', 'GetObjectTagging', 'GetObjectRetention', 'GetObjectLegalHold'],
    ...['PutObject', 'PutObjectTagging', 'DeleteObject', 'DeleteObjectVersion', 'AbortMultipartUpload'],
  ];
  const lists = [
    ...['ListBucket', 'ListBucketVersions', 'GetBucketVersioning'],
    ...['GetBucketObjectLockConfiguration', 'GetReplicationConfiguration'],
  ];
  return [
    { actions: objects.map((action) => `s3:${action}`), resources: [`${bucket}/${prefix}*`] },
    { actions: lists.map((action) => `s3:${action}`), resources: [bucket] },
  ];
}

function databaseRights(connection: DeskStore['connection'], place: Place): StoreRight[] {
  const logIn = rdsLogInOf(connection);
  if (logIn) return [logInRight(logIn, connection.resourceId ?? '', place)];
  return connection.url ? [parameterRight(connection.url, place)] : [];
}

/**
 * As one user to one database, cluster or proxy.
 *
 * @see https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.IAMPolicy.html
 */
function logInRight({ region, user }: RdsLogIn, resourceId: string, place: Place): StoreRight {
  const { partition, account } = place;
  return {
    actions: ['rds-db:connect'],
    resources: [`arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/${user}`],
  };
}

/** A SecureString under the account's own SSM key needs no right to that key. */
function parameterRight(path: string, { partition, region, account }: Place): StoreRight {
  return {
    actions: ['ssm:GetParameter'],
    resources: [`arn:${partition}:ssm:${region}:${account}:parameter${path}`],
  };
}
