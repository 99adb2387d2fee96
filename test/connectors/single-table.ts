import {
  type AttributeValue,
  CreateTableCommand,
  DescribeTableCommand,
  DynamoDBClient,
  PutItemCommand,
  paginateScan,
} from '@aws-sdk/client-dynamodb';
import type { Connector } from '../../functions/connectors/connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import type { DataMap } from '../../functions/domain/data-map';
import { eraseInstructions } from '../../functions/domain/erase-instructions';
import type { Identities, UnreadPlace } from '../../functions/domain/finding';
import type { StoreFinding } from '../../functions/domain/found-rows';
import { freezeManifest } from '../../functions/domain/freeze-manifest';
import { planWave } from '../../functions/domain/locate-plan';
import type { ManifestStore } from '../../functions/domain/manifest';

export function clientAt(endpoint: string, maxAttempts = 1): DynamoDBClient {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return new DynamoDBClient({ region: 'us-east-1', endpoint, credentials, maxAttempts });
}

export interface TableDesign {
  readonly name: string;
  /** Partition key and sort key. */
  readonly key: readonly string[];
  readonly indexes?: Readonly<Record<string, readonly string[]>>;
  readonly numbers?: readonly string[];
  /** What all indexes show. */
  readonly projection?: 'ALL' | 'KEYS_ONLY';
}

export async function makeTable(client: DynamoDBClient, design: TableDesign): Promise<void> {
  const { name: TableName, key, indexes = {}, numbers = [], projection = 'KEYS_ONLY' } = design;
  const schema = (attributes: readonly string[]) =>
    attributes.map((AttributeName, at) => ({
      AttributeName,
      KeyType: at === 0 ? ('HASH' as const) : ('RANGE' as const),
    }));
  const GlobalSecondaryIndexes = Object.entries(indexes).map(([IndexName, attributes]) => ({
    IndexName,
    KeySchema: schema(attributes),
    Projection: { ProjectionType: projection },
  }));
  await client.send(
    new CreateTableCommand({
      TableName,
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: schema(key),
      AttributeDefinitions: [...new Set([...key, ...Object.values(indexes).flat()])].map((AttributeName) => ({
        AttributeName,
        AttributeType: numbers.includes(AttributeName) ? 'N' : 'S',
      })),
      ...(GlobalSecondaryIndexes.length > 0 ? { GlobalSecondaryIndexes } : {}),
    }),
  );
  for (let active = false; !active; ) {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    active = Table?.TableStatus === 'ACTIVE';
  }
}

export type RawItem = Record<string, AttributeValue>;

export async function put(
  client: DynamoDBClient,
  TableName: string,
  items: readonly RawItem[],
): Promise<void> {
  for (const Item of items) await client.send(new PutItemCommand({ TableName, Item }));
}

/** Every item as one line by its key, read without the connector. */
export async function contentOf(
  client: DynamoDBClient,
  { name, key }: TableDesign,
): Promise<Map<string, string>> {
  const lines = new Map<string, string>();
  for await (const { Items = [] } of paginateScan({ client }, { TableName: name, ConsistentRead: true }))
    for (const item of Items) lines.set(keyLine(key, item), JSON.stringify(Object.entries(item).sort()));
  return lines;
}

export function keyLine(key: readonly string[], item: RawItem): string {
  return key.map((attribute) => item[attribute]?.S ?? item[attribute]?.N).join(' | ');
}

export interface Request {
  readonly findings: readonly StoreFinding[];
  readonly unread: readonly UnreadPlace[];
  readonly store: ManifestStore;
}

/** What the desk finds on a person in a map's only store, wave after wave, frozen. */
export async function locatePerson(
  map: DataMap,
  connector: Connector,
  identities: Identities,
): Promise<Request> {
  const findings: StoreFinding[] = [];
  const unread: UnreadPlace[] = [];
  for (let wave = planWave(map, identities, findings, []); wave.length > 0; ) {
    for (const { storeId, searches } of wave) {
      const page = await locateEverything(connector, searches);
      findings.push({ storeId, searches, rows: page.rows, unmapped: page.unmapped });
      unread.push(...(page.unread ?? []));
    }
    wave = planWave(map, identities, findings, []);
  }
  const input = { map, right: 'erasure', version: 1, findings, unavailable: [], today: '2026-11-28' };
  const [store] = freezeManifest(input).stores;
  if (store === undefined) throw new Error('the map has no store');
  return { findings, unread, store };
}

export async function erasePerson(map: DataMap, connector: Connector, { store }: Request) {
  const [mapped] = map.stores;
  const instructions = mapped === undefined ? [] : eraseInstructions(mapped, store.collections);
  const bounds = store.collections.map(({ collection, rows }) => ({ collection, rows: rows.length }));
  return connector.erase(instructions, bounds);
}
