import { type Connector, StoreShapeError } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import { createS3Connector } from '../../functions/connectors/s3/s3-connector';
import type { DeskStore } from '../../functions/domain/desk';
import type { DeskData } from '../../functions/domain/desk-deps';
import type { OwnAccount } from '../aws/own-account';

/** A store that the local run reads and never writes, and where it is. */
export interface OwnStore {
  readonly id: string;
  readonly title: string;
  readonly where: string;
}

/**
 * Whether a store is in the user's AWS account, since this run makes tables and buckets only for the sample
 * shop.
 */
export function isInOwnAccount(
  { id, kind }: Pick<DeskStore, 'id' | 'kind'>,
  seeded: ReadonlySet<string>,
): boolean {
  return (kind === 'dynamodb' || kind === 's3') && !seeded.has(id);
}

/** The user's own tables and buckets, described for the start and the local pages. */
export function ownStores(
  stores: readonly DeskStore[],
  seeded: ReadonlySet<string>,
  account: OwnAccount,
): OwnStore[] {
  return stores
    .filter((store) => isInOwnAccount(store, seeded))
    .map((store) => ({
      id: store.id,
      title: store.title,
      where: `${service[store.kind as 'dynamodb' | 's3']} in AWS, ${regionOf(store, account) ?? 'in no region yet: set connection.region'}, with ${account.from}`,
    }));
}

const service = { dynamodb: 'DynamoDB', s3: 'S3' } as const;

function regionOf({ connection }: DeskStore, account: OwnAccount): string | undefined {
  return connection.region ?? account.region;
}

/**
 * Opens one of the user's own tables or buckets in AWS, not in the emulators.
 *
 * @throws StoreShapeError when no setting names its region; waiting would not help, so staff are informed at
 * once
 */
export function openOwnStore({ map }: DeskData, settings: DeskStore, account: OwnAccount): Connector {
  const store = map.stores.find(({ storeId }) => storeId === settings.id);
  if (store === undefined) throw new StoreShapeError(`the desk has no store ${settings.id}`);
  const region = regionOf(settings, account);
  if (region === undefined)
    throw new StoreShapeError(
      `nothing says in which region of AWS the store ${settings.id} lies: set its connection.region, or AWS_REGION`,
      { code: 'NoRegion' },
    );
  return store.kind === 's3'
    ? createS3Connector({ store, client: account.s3(region) })
    : createDynamoDbConnector({ store, client: account.dynamodb(region) });
}
