import { type DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Connector } from '../../functions/connectors/connector';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import { locateEverything } from '../../functions/connectors/locate-everything';
import type { LocatedRow } from '../../functions/domain/finding';
import { rowRefs } from '../../functions/domain/manifest-rows';
import { gather } from '../../test/connectors/small-map';
import {
  type BenchContext,
  type BenchPart,
  figureOf,
  OURS,
  type PartFindings,
  ratioGate,
} from '../machinery/bench-part';
import { type CallTally, tallyDynamoDb } from '../machinery/call-tally';
import { once } from '../machinery/spread';
import { fillItems, INDEX, itemSearch, itemStore, OWNER, TABLE, withDynamoDb } from './bench-items';

const QUERY = 'a bare Query of the index';
const THEORY = 'by the bytes';
/** The emulator counts no units of an index for a write. */
const WITHOUT_INDEX = 'by the bytes, without the index';

export const dynamoDbPart: BenchPart = {
  name: 'dynamodb',
  asks: 'What does a person with many items in DynamoDB cost, in calls and request units?',
  run: (context) => withDynamoDb((client) => measureItems(context, client)),
};

async function measureItems({ sizes, say }: BenchContext, client: DynamoDBClient): Promise<PartFindings> {
  const items = sizes.dynamoItems;
  say(`reading and erasing ${items.toLocaleString('en')} items`);
  await fillItems(client, items);
  const tally = tallyDynamoDb(client);
  const connector = createDynamoDbConnector({ store: itemStore, client });
  let bytes = 0;
  const bare = await tally.during(async () => {
    bytes = await queryAll(client);
  });
  const { rows, located } = await locateAll(tally, connector);
  if (rows.length !== items) throw new Error(`${rows.length} items were found of ${items}`);
  const copied = await tally.during(() => gather(connector.export([...rowRefs(rows)])));
  const erased = await tally.during(() => eraseAll(connector, rows));
  const what = `${items.toLocaleString('en')} items of one person`;
  const theory = { read: readUnits(bytes), erase: items * Math.ceil(bytes / items / 1_024) };
  const found = figureOf(`${what}: to find them`, 'read units', {
    ...both(located, bare, ({ units }) => units),
    [THEORY]: once(theory.read),
  });
  return {
    figures: [
      found,
      figureOf(
        `${what}: to find them`,
        'calls',
        both(located, bare, ({ calls }) => calls),
      ),
      figureOf(`${what}: to copy them`, 'read units', {
        [OURS]: once(copied.units),
        [THEORY]: once(theory.read),
      }),
      figureOf(`${what}: to erase them`, 'write units', {
        [OURS]: once(erased.units),
        [WITHOUT_INDEX]: once(theory.erase),
      }),
    ],
    gates: [ratioGate(found, THEORY, { goal: 1.1, held: 1.3 })],
    notes: [`To find: ${located.words}. To copy: ${copied.words}. To erase: ${erased.words}.`],
  };
}

function both(ours: CallTally, bare: CallTally, of: (tally: CallTally) => number) {
  return { [OURS]: once(of(ours)), [QUERY]: once(of(bare)) };
}

async function locateAll(tally: ReturnType<typeof tallyDynamoDb>, connector: Connector) {
  let rows: readonly LocatedRow[] = [];
  const located = await tally.during(async () => {
    ({ rows } = await locateEverything(connector, itemSearch, Number.POSITIVE_INFINITY));
  });
  return { rows, located };
}

async function eraseAll(connector: Connector, rows: readonly LocatedRow[]): Promise<void> {
  const keys = rows.map(({ key }) => key);
  await connector.erase([{ collection: 'visits', action: 'erase', keys, atMost: keys.length }]);
}

/** Reads every page. Returns the bytes of all items, by the lengths of names and values. */
async function queryAll(client: DynamoDBClient): Promise<number> {
  let bytes = 0;
  let from: QueryCommand['input']['ExclusiveStartKey'];
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: TABLE,
        IndexName: INDEX,
        KeyConditionExpression: '#owner = :owner',
        ExpressionAttributeNames: { '#owner': 'owner' },
        ExpressionAttributeValues: { ':owner': { S: OWNER } },
        ...(from ? { ExclusiveStartKey: from } : {}),
      }),
    );
    for (const item of page.Items ?? [])
      for (const [name, { S = '' }] of Object.entries(item)) bytes += name.length + S.length;
    from = page.LastEvaluatedKey;
  } while (from !== undefined);
  return bytes;
}

/**
 * Read units of a query, eventually consistent: half of one for each 4 KB.
 *
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
function readUnits(bytes: number): number {
  return Math.ceil(bytes / 4_096) / 2;
}
