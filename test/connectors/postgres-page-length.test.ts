import { Client } from 'pg';
import { locatedPages } from '../../functions/connectors/located-pages';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { aCollection, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(60_000);

const links = aCollection('links', ['id', 'owner', 'target'], { facts: ['owner', 'target'] });

describe('a page of located rows', () => {
  const databaseUrl = suiteDatabase();

  it('ends where it is long enough, and the next goes on with the row behind it', async () => {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query('CREATE TABLE links (id integer PRIMARY KEY, owner text, target text)');
    await client.query(
      `INSERT INTO links SELECT n, 'ida', repeat('x', 30000) FROM generate_series(1, 100) n`,
    );
    await client.end();
    const connector = createPostgresConnector({ store: aStore('postgres', [links]), url: databaseUrl() });
    const search = [{ collection: 'links', field: 'owner', values: ['ida'] }];

    const pages: string[][] = [];
    for await (const { rows } of locatedPages((cursor) => connector.locate(search, cursor)))
      pages.push(rows.map(({ key }) => key.id ?? ''));
    await connector.close();

    expect(pages.flat()).toEqual(Array.from({ length: 100 }, (_, n) => `${n + 1}`));
    expect(pages.map((ids) => ids.length)).toEqual([33, 33, 33, 1]);
  });
});
