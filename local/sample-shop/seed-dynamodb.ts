import {
  CreateTableCommand,
  DeleteTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  waitUntilTableExists,
  waitUntilTableNotExists,
} from '@aws-sdk/client-dynamodb';
import { BatchWriteCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { shopDynamoTables } from './dynamo-tables';
import { people } from './people';
import type { SeededRandom } from './seeded-random';
import { dayAfter } from './shop-dates';
import { clockTime, type ShopCustomer } from './shop-people';

/**
 * The maximum of BatchWriteItem.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
 */
const itemsAtOnce = 25;
const batchesAtOnce = 8;

/** Drops, creates and fills the tables. */
export async function seedDynamoDb(
  client: DynamoDBClient,
  customers: readonly ShopCustomer[],
  random: SeededRandom,
): Promise<void> {
  await Promise.all(shopDynamoTables.map(({ input }) => makeAfresh(client, input)));
  const items = itemsOf(customers, random);
  const documents = DynamoDBDocumentClient.from(client);
  const batches: [string, object[]][] = Object.entries(items).flatMap(([table, all]) =>
    chunks(all, itemsAtOnce).map((chunk): [string, object[]] => [table, chunk]),
  );
  for (const group of chunks(batches, batchesAtOnce)) {
    await Promise.all(group.map(([table, batch]) => putBatch(documents, table, batch)));
  }
}

type TableInput = (typeof shopDynamoTables)[number]['input'];

async function makeAfresh(client: DynamoDBClient, input: TableInput): Promise<void> {
  const { TableName } = input;
  try {
    await client.send(new DeleteTableCommand({ TableName }));
    await waitUntilTableNotExists({ client, maxWaitTime: 30, minDelay: 0.02, maxDelay: 1 }, { TableName });
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) {
      throw error;
    }
  }
  await client.send(new CreateTableCommand(input));
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 0.02, maxDelay: 1 }, { TableName });
}

async function putBatch(
  documents: DynamoDBDocumentClient,
  table: string,
  items: readonly object[],
): Promise<void> {
  let requests = { [table]: items.map((Item) => ({ PutRequest: { Item } })) };
  while (Object.keys(requests).length > 0) {
    const { UnprocessedItems } = await documents.send(new BatchWriteCommand({ RequestItems: requests }));
    requests = (UnprocessedItems ?? {}) as typeof requests;
  }
}

function chunks<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, nth) =>
    all.slice(nth * size, (nth + 1) * size),
  );
}

function itemsOf(customers: readonly ShopCustomer[], random: SeededRandom): Record<string, object[]> {
  const items = { profiles: [] as object[], sessions: [] as object[], vectors: [] as object[] };
  for (const customer of customers) {
    const known = customer.email === people.lena.email || customer.email === people.amina.email;
    items.profiles.push(profile(customer, random));
    const sessions = random.between(known ? 3 : 0, 4);
    items.sessions.push(...Array.from({ length: sessions }, () => session(customer, random)));
    if (known || random.chance(0.5)) {
      items.vectors.push(tasteVector(customer, random));
    }
  }
  return {
    'almas-lamps-profiles': items.profiles,
    'almas-lamps-sessions': items.sessions,
    'almas-lamps-taste-vectors': items.vectors,
  };
}

function profile(customer: ShopCustomer, random: SeededRandom): object {
  return {
    profileId: `p-${random.token(12)}`,
    customerNumber: customer.customer_number,
    email: customer.email,
    displayName: customer.first_name,
    preferences: {
      style: random.pick(['brass', 'plain', 'colourful', 'industrial']),
      colourTemperature: random.pick([2200, 2700, 3000]),
      rooms: random.pick([['kitchen'], ['study', 'hall'], ['bedroom']]),
    },
    loyaltyPoints: random.between(0, 900),
    showToAdPartner: customer.share_with_ad_partner,
    payLaterLimit: random.pick([0, 100, 250, 500]),
    payLaterReason: random.pick(['no earlier purchase', 'always paid in time', 'one reminder in two years']),
    payLaterDecidedAt: `${dayAfter('2025-01-07', random.between(0, 500))}T03:00:00Z`,
  };
}

function session(customer: ShopCustomer, random: SeededRandom): object {
  return {
    sessionId: `s-${random.token(16)}`,
    startedAt: `${dayAfter('2026-01-05', random.between(0, 250))}T${clockTime(random)}Z`,
    customerNumber: customer.customer_number,
    ipAddress: `203.0.113.${random.between(1, 254)}`,
    userAgent: random.pick(['Firefox 150 on Linux', 'Safari 20 on iPhone', 'Chrome 149 on Windows']),
    refreshToken: random.token(40),
    lastPage: random.pick(['/lamps/reading', '/lamps/floor', '/account', '/cart']),
  };
}

/** What the recommendation model stores about a person: sixteen numbers. */
function tasteVector(customer: ShopCustomer, random: SeededRandom): object {
  return {
    customerNumber: customer.customer_number,
    model: 'taste-2026-03',
    vector: Array.from({ length: 16 }, () => Math.round((random.next() * 2 - 1) * 1_000_000) / 1_000_000),
    learnedFrom: random.between(1, 40),
    updatedAt: dayAfter('2026-03-02', random.between(0, 120)),
  };
}
