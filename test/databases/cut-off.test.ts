import { Client } from 'pg';
import { stringify } from 'yaml';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { drive } from './drive';
import { loadedMap, storeId } from './map-yaml';
import { startPglite } from './pglite-server';
import { openBench, tryCase } from './try-case';

jest.setTimeout(60_000);

const schema = `
  CREATE TABLE accounts (id int PRIMARY KEY, email text);
  CREATE TABLE wallets (id int PRIMARY KEY, account_id int REFERENCES accounts);
  CREATE TABLE cards (id int PRIMARY KEY, wallet_id int REFERENCES wallets);
  CREATE TABLE payments (id int PRIMARY KEY, into_wallet int REFERENCES wallets, card_id int REFERENCES cards);
  INSERT INTO accounts VALUES (1, 'ida@example.com'), (2, 'bo@example.com');
  INSERT INTO wallets VALUES (1, 1), (2, 2);
  INSERT INTO cards VALUES (1, 1), (2, 2);
  INSERT INTO payments VALUES (1, 1, NULL), (2, 2, 1)`;

/** A field that refers to the id of another table, or holds an address. */
function field(name: string, to?: string) {
  const references = [{ dataset: 'shop', field: `${to}.id`, direction: 'from' }];
  const fides = to === 'email' ? { identity: 'email' } : { references };
  return { name, data_categories: ['user'], ...(to ? { fides_meta: fides } : {}) };
}

function table(name: string, fields: readonly object[], more: object = {}) {
  const meta = { title: name, source: 'From you', systems: ['web_shop'], on_erasure: 'erase', ...more };
  return { name, rightsdesk_meta: meta, fields: [field('id'), ...fields] };
}

/** Everything but the cards, through which some of the payments are Ida's. */
const collections = [
  table('accounts', [field('email', 'email')], { own_record: true }),
  table('wallets', [field('account_id', 'accounts')]),
  table('payments', [field('into_wallet', 'wallets'), field('card_id')]),
];

describe('a table on the way to people that the map leaves out', () => {
  let server: Awaited<ReturnType<typeof startPglite>>;

  beforeAll(async () => {
    server = await startPglite();
  });

  afterAll(() => server.stop());

  async function askFor(right: 'access' | 'erasure', keys = schema) {
    const client = new Client({ connectionString: server.url });
    await client.connect();
    await client.query(`DROP SCHEMA public CASCADE; CREATE SCHEMA public; ${keys}`);
    await client.end();
    const map = loadedMap(stringify({ dataset: [{ fides_key: 'shop', name: 'The shop', collections }] }));
    const [store] = map.stores.filter((one) => one.storeId === storeId);
    if (!store) throw new Error('the map lost its store');
    const connector = createPostgresConnector({ store, url: server.url });
    const beforeErasure = () => Promise.resolve();
    return drive(connector, map, { right, email: 'ida@example.com', beforeErasure }).finally(() =>
      connector.close(),
    );
  }

  it.each(['access', 'erasure'] as const)(
    'is told in the answer to a request for %s, if other rows of the table are found in another way',
    async (right) => {
      const { ended, mail, report } = await askFor(right);

      expect(ended).toBe('answered');
      expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(
        '1 kind of record could not be searched automatically',
      );
      if (right === 'erasure') expect(report?.complete).toBe(false);
    },
  );

  it('is judged by what is told of the tables to which nothing else leads', async () => {
    const bench = await openBench(server.url, server.url);

    for (const seed of [352, 414, 416]) expect((await tryCase(bench, seed)).verdict.lies).toEqual([]);
    await bench.close();
  });
});
