import type { CollectionMap, StoreMap } from '../../functions/domain/data-map';

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
export function storeRights(store: StoreMap, credential: string | undefined, place: Place): StoreRight[] {
  switch (store.kind) {
    case 'dynamodb':
      return tableRights(store, place);
    case 's3':
      return store.collections.flatMap((collection) => objectRights(collection, place));
    case 'postgres':
      return credential ? [parameterRight(credential, place)] : [];
    case 'manual':
      return [];
  }
}

function tableRights({ collections }: StoreMap, { partition, region, account }: Place): StoreRight[] {
  const tables = [...new Set(collections.map(({ name, physical }) => String(physical.table ?? name)))].map(
    (table) => `arn:${partition}:dynamodb:${region}:${account}:table/${table}`,
  );
  const indexes = collections.flatMap(({ name, physical }) =>
    indexNames(physical).map(
      (index) =>
        `arn:${partition}:dynamodb:${region}:${account}:table/${String(physical.table ?? name)}/index/${index}`,
    ),
  );
  return [
    {
      actions: ['DescribeTable', 'Query', 'BatchGetItem', 'UpdateItem', 'DeleteItem'].map(
        (a) => `dynamodb:${a}`,
      ),
      resources: tables,
    },
    ...(indexes.length > 0 ? [{ actions: ['dynamodb:Query'], resources: indexes }] : []),
  ];
}

function indexNames(physical: CollectionMap['physical']): string[] {
  const indexes = Array.isArray(physical.indexes) ? physical.indexes : [];
  return indexes.flatMap((index: { name?: unknown }) => (typeof index.name === 'string' ? [index.name] : []));
}

/** A prefix such as `uploads/{customer_number}/` is known up to the brace. */
function objectRights({ physical }: CollectionMap, { partition }: Place): StoreRight[] {
  const bucket = `arn:${partition}:s3:::${String(physical.bucket)}`;
  const prefix = String(physical.prefix ?? '').replace(/\{.*$/, '');
  const objects = ['GetObject', 'PutObject', 'DeleteObject', 'DeleteObjectVersion', 'AbortMultipartUpload'];
  const lists = ['ListBucket', 'ListBucketVersions', 'GetBucketVersioning'];
  return [
    { actions: objects.map((action) => `s3:${action}`), resources: [`${bucket}/${prefix}*`] },
    { actions: lists.map((action) => `s3:${action}`), resources: [bucket] },
  ];
}

/** A SecureString under the account's own SSM key needs no right to that key. */
function parameterRight(path: string, { partition, region, account }: Place): StoreRight {
  return {
    actions: ['ssm:GetParameter'],
    resources: [`arn:${partition}:ssm:${region}:${account}:parameter${path}`],
  };
}
