import { createDynamoDbConnector } from '../../functions/connectors/dynamodb/dynamodb-connector';
import type { StoreMap } from '../../functions/domain/data-map';
import { startDynamoDb } from '../../local/aws/dynamodb-server';
import type { LoopbackServer } from '../../local/aws/loopback-server';
import { loadText } from '../config/map/written-map';
import type { KnownItem } from './kind-parts';
import { type RandomTable, randomTable } from './random-tables';
import { Draws } from './seeded-random';
import { clientAt, contentOf, erasePerson, keyLine, locatePerson, makeTable, put } from './single-table';

jest.setTimeout(600_000);

/** `TABLES_SEED=7 TABLES=1` repeats one case; a higher number tests more tables. */
const first = Number(process.env.TABLES_SEED ?? 1);
const many = Number(process.env.TABLES ?? 15);

/**
 * The person is known by an address or a number; the address leads on only if a profile or an address item
 * holds it.
 */
function requestFor(table: RandomTable, seed: number) {
  const draws = new Draws(seed * 31);
  const person = draws.one(table.people);
  const hasProfile = table.items.some(({ as, person: owner }) => as === 'profiles' && owner === person.id);
  const byMail = hasProfile && draws.chance(50);
  const identities = byMail ? { email: [person.email] } : { 'customer-number': [person.id] };
  /** Without a profile, nothing leads from the number to the address. */
  const mailKnown = byMail || hasProfile;
  return { person, identities, mailKnown };
}

describe('random tables of many kinds of item', () => {
  let server: LoopbackServer;

  beforeAll(async () => {
    server = await startDynamoDb({});
  });

  afterAll(async () => {
    await server.stop();
  });

  it.each(Array.from({ length: many }, (_, at) => first + at))(
    'have the person’s items found and erased, unmapped ones named, and nothing else touched: seed %i',
    async (seed) => {
      const table = randomTable(seed);
      const { person, identities, mailKnown } = requestFor(table, seed);
      const client = clientAt(server.endpoint);
      await makeTable(client, table.design);
      await put(
        client,
        table.design.name,
        table.items.map(({ item }) => item),
      );
      const map = loadText(table.yaml);
      const connector = createDynamoDbConnector({ store: map.stores[0] as StoreMap, client });
      const mine = table.items.filter(
        ({ person: owner, as }) => owner === person.id && (as !== 'mails' || mailKnown),
      );
      const line = ({ item }: KnownItem) => keyLine(table.design.key, item);
      const before = await contentOf(client, table.design);

      const request = await locatePerson(map, connector, identities);
      const receipt = await erasePerson(map, connector, request);
      const after = await contentOf(client, table.design);

      const found = request.store.collections.flatMap(({ collection, rows }) =>
        rows.map(({ key }) => `${collection}: ${table.design.key.map((name) => key[name]).join(' | ')}`),
      );
      const told = mine.filter(({ as }) => as !== 'hidden' && as !== 'named');
      expect(found.sort()).toEqual(told.map((one) => `${one.as}: ${line(one)}`).sort());
      expect(request.store.collections.flatMap(({ unmapped }) => unmapped)).toEqual([]);
      const named = request.unread.map(({ place }) => {
        const key = JSON.parse(place) as Record<string, string>;
        return table.design.key.map((name) => key[name]).join(' | ');
      });
      expect([...new Set(named)].sort()).toEqual(
        mine
          .filter(({ as }) => as === 'named')
          .map(line)
          .sort(),
      );
      const erased = mine.filter(({ fate }) => fate === 'erased').map(line);
      expect([...before.keys()].filter((key) => !after.has(key)).sort()).toEqual(erased.sort());
      const changed = [...after].filter(([key, now]) => before.get(key) !== now);
      const blanked = mine.filter(({ fate }) => typeof fate === 'object');
      expect(changed.map(([key]) => key).sort()).toEqual(blanked.map(line).sort());
      for (const one of blanked) {
        const { blanked: fields } = one.fate as { blanked: string[] };
        const left = Object.entries(one.item).filter(([name]) => !fields.includes(name));
        const now = Object.fromEntries(JSON.parse(after.get(line(one)) ?? '[]') as [string, object][]);
        expect(sorted(now)).toEqual(sorted(Object.fromEntries(left)));
      }
      const sum = (count: 'erased' | 'anonymised' | 'alreadyAbsent') =>
        receipt.collections.reduce((all, one) => all + one[count], 0);
      expect([sum('erased'), sum('anonymised'), sum('alreadyAbsent')]).toEqual([
        erased.length,
        blanked.length,
        0,
      ]);
      await connector.close();
    },
  );
});

/** Sets have no order. */
function sorted(item: object): object {
  return Object.fromEntries(
    Object.entries(item as Record<string, { NS?: string[] }>).map(([name, value]) => [
      name,
      value.NS ? { NS: [...value.NS].sort() } : value,
    ]),
  );
}
