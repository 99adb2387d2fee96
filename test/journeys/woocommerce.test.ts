import { Client } from 'pg';
import { suiteDatabase } from '../connectors/suite-database';
import { type ShopServer, walkWooCommerce } from '../ready-maps/woocommerce-walk';

jest.setTimeout(180_000);

const url = suiteDatabase();

async function run(sql: string): Promise<Readonly<Record<string, unknown>>[]> {
  const client = new Client({ connectionString: url() });
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

/** The same tables in PostgreSQL, which is there without a server of its own. */
const server: ShopServer = {
  dialect: 'postgres',
  kind: 'postgres',
  url,
  run,
  empty: async () => void (await run('DROP SCHEMA public CASCADE; CREATE SCHEMA public')),
};

walkWooCommerce(server, 'both');
