import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { aCollection, aField, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const notes = aCollection('notes', ['id', 'email', 'body'], {
  fields: [aField('id'), aField('email', { identity: 'email' }), { ...aField('body'), blankWith: 'removed' }],
  facts: ['email'],
  onErasure: { action: 'anonymise' },
});

describe('a column that an anonymisation blanks', () => {
  const databaseUrl = suiteDatabase();

  it.each([
    ['is filled with a text, however long', 'x'.repeat(5_000), true],
    ['is filled with a short text', 'x', true],
    ['is not filled with the blank', 'removed', undefined],
    ['is not filled without a value', null, undefined],
  ])('%s', async (_, body, filled) => {
    const client = new Client({ connectionString: databaseUrl() });
    await client.connect();
    await client.query('DROP TABLE IF EXISTS notes');
    await client.query('CREATE TABLE notes (id integer PRIMARY KEY, email text, body text)');
    await client.query('INSERT INTO notes VALUES (1, $1, $2)', ['ida@example.com', body]);
    await client.end();
    const connector = createPostgresConnector({ store: aStore('postgres', [notes]), url: databaseUrl() });
    const search = { collection: 'notes', field: 'email', values: ['ida@example.com'] };

    const page = await connector.locate([search]).finally(() => connector.close());

    expect(page.rows.map((row) => row.filled)).toEqual([filled]);
    expect(JSON.stringify(page)).not.toContain('xx');
  });
});
