import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import { createDynamoDbConnector } from '../../../functions/connectors/dynamodb/dynamodb-connector';
import type { StoreMap } from '../../../functions/domain/data-map';
import { loadText } from '../../config/map/written-map';
import type { KnownItem } from '../../connectors/kind-parts';
import { type RandomTable, randomTable } from '../../connectors/random-tables';
import { clientAt, contentOf, keyLine, makeTable, put } from '../../connectors/single-table';
import { drive, type Outcome } from '../drive';
import { random } from '../random';

export interface TriedTable {
  readonly seed: number;
  readonly table: RandomTable;
  readonly right: 'access' | 'erasure';
  readonly asker: RandomTable['people'][number];
  /** An item that is missing from its index until the second reading. */
  readonly late?: KnownItem;
  readonly outcome: Outcome;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/**
 * Makes the table of a seed, lets the desk carry out a request of the person in its first profile, and reads
 * the table again.
 */
export async function tryTable(endpoint: string, seed: number): Promise<TriedTable> {
  const table = randomTable(seed);
  const { design, items, yaml } = table;
  const client = clientAt(endpoint);
  await makeTable(client, design);
  await put(
    client,
    design.name,
    items.map(({ item }) => item),
  );
  const asker = askerOf(table);
  const right = random(seed, 'right').chance(0.7) ? 'erasure' : 'access';
  const late = right === 'erasure' && random(seed, 'late').chance(0.3) ? lateOne(table, asker.id) : undefined;
  const lag = { lasts: late !== undefined };
  const map = loadText(yaml);
  const seen = late ? withoutInIndexes(client, table, late, lag) : client;
  const connector = createDynamoDbConnector({ store: map.stores[0] as StoreMap, client: seen });
  const before = await contentOf(client, design);
  const outcome = await drive(connector, map, {
    right,
    email: asker.email,
    beforeErasure: async () => undefined,
    beforeSecondReading: async () => {
      lag.lasts = false;
    },
  });
  await connector.close();
  const after = await contentOf(client, design);
  return { seed, table, right, asker, ...(late ? { late } : {}), outcome, before, after };
}

function askerOf({ items, people }: RandomTable) {
  const known = items.find(({ as }) => as === 'profiles')?.person;
  return people.find(({ id }) => id === known) ?? (people[0] as RandomTable['people'][number]);
}

/** An item that only an index leads to: a member of an organisation, or an order in its own partition. */
function lateOne({ items }: RandomTable, person: string): KnownItem | undefined {
  return items.find((one) => one.person === person && ['members', 'orders'].includes(one.as));
}

/** Hides the item from index queries, since indexes follow their table with a delay. */
function withoutInIndexes(
  client: DynamoDBClient,
  { design }: RandomTable,
  { item }: KnownItem,
  lag: { readonly lasts: boolean },
): DynamoDBClient {
  const hidden = keyLine(design.key, item);
  const send = async (command: unknown) => {
    const answer = (await client.send(command as QueryCommand)) as { Items?: KnownItem['item'][] };
    const isIndexed = command instanceof QueryCommand && command.input.IndexName !== undefined;
    if (!lag.lasts || !isIndexed) return answer;
    return { ...answer, Items: answer.Items?.filter((one) => keyLine(design.key, one) !== hidden) };
  };
  return new Proxy(client, { get: (of, name) => (name === 'send' ? send : Reflect.get(of, name)) });
}
