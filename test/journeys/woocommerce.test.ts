import { runIn, suiteDatabase } from '../connectors/suite-database';
import { type ShopServer, walkWooCommerce } from '../ready-maps/woocommerce-walk';

jest.setTimeout(180_000);

const url = suiteDatabase();

const run = (sql: string) => runIn(url(), sql);

/** The same tables in PostgreSQL, which is there without a server of its own. */
const server: ShopServer = {
  dialect: 'postgres',
  kind: 'postgres',
  url,
  run,
  empty: async () => void (await run('DROP SCHEMA public CASCADE; CREATE SCHEMA public')),
};

walkWooCommerce(server, 'both');
