import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import type { StoreMap } from '../../functions/domain/data-map';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import type { KnownItem } from '../connectors/kind-parts';
import { type RandomTable, randomTable } from '../connectors/random-tables';
import { clientAt, contentOf, keyLine, makeTable, put } from '../connectors/single-table';
import { loadText } from '../data-map/written-map';
import { drive, type Outcome } from './drive';
import { told } from './told';

jest.setTimeout(240_000);

/** `SINGLE_TABLES_SEED=7 SINGLE_TABLES=1` repeats one case. */
const first = Number(process.env.SINGLE_TABLES_SEED ?? 1);
const many = Number(process.env.SINGLE_TABLES ?? 12);

interface Judged {
  readonly table: RandomTable;
  readonly outcome: Outcome;
  readonly before: ReadonlyMap<string, string>;
  readonly after: ReadonlyMap<string, string>;
}

/** Carries an erasure out for whoever the table's first profile is about. */
async function carryOut(seed: number, endpoint: string): Promise<Judged> {
  const table = randomTable(seed);
  const client = clientAt(endpoint);
  await makeTable(client, table.design);
  await put(
    client,
    table.design.name,
    table.items.map(({ item }) => item),
  );
  const map = loadText(table.yaml);
  const connector = createDynamoDbConnector({ store: map.stores[0] as StoreMap, client });
  const before = await contentOf(client, table.design);
  const email = askerOf(table).email;
  const outcome = await drive(connector, map, { right: 'erasure', email, beforeDeed: async () => undefined });
  await connector.close();
  return { table, outcome, before, after: await contentOf(client, table.design) };
}

function askerOf({ items, people }: RandomTable) {
  const known = items.find(({ as }) => as === 'profiles')?.person;
  return people.find(({ id }) => id === known) ?? (people[0] as RandomTable['people'][number]);
}

/** Sentences that what is there does not bear out; none is right. */
function lies({ table, outcome, before, after }: Judged): string[] {
  const asker = askerOf(table).id;
  const line = ({ item }: KnownItem) => keyLine(table.design.key, item);
  const isGone = (one: KnownItem) => !after.has(line(one));
  const isChanged = (one: KnownItem) =>
    after.has(line(one)) && after.get(line(one)) !== before.get(line(one));
  const touched = table.items.filter((one) => isGone(one) || isChanged(one));
  const wrong = touched.filter((one) => one.person !== asker || !isMeant(one, isGone(one)));
  if (outcome.ended === 'stopped')
    return [
      ...touched.map((one) => `stopped, and changed ${line(one)}`),
      ...(outcome.reasons.length + outcome.faults.length === 0 ? ['stopped without a reason'] : []),
    ];
  const collections = new Set(table.items.map(({ as }) => as));
  const left = table.items.filter(
    (one) => one.person === asker && one.as !== 'hidden' && one.fate !== 'kept' && !touched.includes(one),
  );
  return [
    ...wrong.map((one) => `touched ${line(one)}`),
    ...[...collections].flatMap((name) => {
      const here = touched.filter(({ as }) => as === name);
      const says = told(outcome.report, name);
      const really = [here.filter(isGone).length, here.filter(isChanged).length];
      return JSON.stringify([says.erased, says.anonymised]) === JSON.stringify(really)
        ? []
        : [`${name}: said ${says.erased}, ${says.anonymised}; really ${really.join(', ')}`];
    }),
    ...(outcome.report?.complete ? left.map((one) => `complete, and left ${line(one)}`) : []),
    ...(outcome.closed === 'nothing-found' ? left.map((one) => `nothing found, and left ${line(one)}`) : []),
  ];
}

function isMeant({ fate }: KnownItem, gone: boolean): boolean {
  return gone ? fate === 'erased' : typeof fate === 'object';
}

describe('an erasure in a table that holds many kinds of item', () => {
  const directory = mkdtempSync(join(tmpdir(), 'single-tables-'));
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startDynamoDb({ directory });
  });

  afterAll(async () => {
    await server.stop();
    rmSync(directory, { recursive: true, force: true });
  });

  it.each(Array.from({ length: many }, (_, at) => first + at))(
    'is told as it is, or stops before anything changes: seed %i',
    async (seed) => {
      const judged = await carryOut(seed, server.endpoint);

      expect(lies(judged)).toEqual([]);
      const hasUnclaimed = judged.table.items.some(({ as }) => as === 'named');
      if (!hasUnclaimed) expect(judged.outcome.ended).toBe('told');
    },
  );
});
