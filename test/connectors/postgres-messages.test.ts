import { Client } from 'pg';
import type { Connector } from '../../functions/connectors/connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import { aCollection, aField, aStore } from './small-map';
import { suiteDatabase } from './suite-database';

jest.setTimeout(30_000);

const rule = { author: 'sender.id', theirs: ['customer'], theirsIn: 'email' };
const mine = { sender: { id: 'customer' }, text: 'My lamp flickers' };
const byAddress = { sender: { id: 'ada@example.com' }, text: 'And it hums' };
const agent = { sender: { id: 'agent-7' }, text: 'Please send a picture' };
const unsigned = { text: 'The conversation was moved' };
const naming = { sender: { id: 'agent-9' }, text: 'Ask Ada@example.com first' };

describe('a list of messages by several people in PostgreSQL', () => {
  const url = suiteDatabase();
  let client: Client;
  let connector: Connector;

  beforeEach(async () => {
    client = new Client({ connectionString: url() });
    await client.connect();
    await client.query(`DROP TABLE IF EXISTS chats;
      CREATE TABLE chats (id text PRIMARY KEY, email text, messages jsonb, archive json)`);
    const insert = (id: string, email: string, messages: unknown) =>
      client.query('INSERT INTO chats VALUES ($1, $2, $3::text::jsonb, $3::text::json)', [
        id,
        email,
        JSON.stringify(messages),
      ]);
    await insert('1', 'ada@example.com', [mine, agent, byAddress, unsigned]);
    await insert('2', 'ben@example.com', [mine, agent]);
    await insert('3', 'ada@example.com', 'Copied: my lamp flickers');
    await insert('4', 'cleo@example.com', [naming]);
    connector = createPostgresConnector({
      store: aStore('postgres', [
        aCollection('chats', ['id', 'email'], {
          fields: [
            aField('id'),
            aField('email'),
            aField('messages', { messages: rule }),
            aField('archive', { messages: rule }),
          ],
          facts: ['email'],
        }),
      ]),
      url: url(),
    });
  });
  afterEach(async () => {
    await connector.close();
    await client.end();
  });

  const blanking = (id: string, field = 'messages') =>
    ({
      collection: 'chats',
      keys: [{ id }],
      action: 'anonymise',
      blank: { [field]: { messages: rule }, email: null },
      atMost: 1,
    }) as const;
  const chat = async (id: string) => (await client.query('SELECT * FROM chats WHERE id = $1', [id])).rows[0];

  it.each(['messages', 'archive'])('loses the person’s own and keeps all others in %s', async (field) => {
    const other = await chat('2');

    const first = await connector.erase([blanking('1', field)]);
    const second = await connector.erase([blanking('1', field)]);

    expect(first.collections).toMatchObject([{ anonymised: 1 }]);
    expect(second.collections).toMatchObject([{ anonymised: 0, alreadyAbsent: 1 }]);
    expect(await chat('1')).toMatchObject({ email: null, [field]: [agent, unsigned] });
    expect(await chat('2')).toEqual(other);
  });

  it('is refused in another form, and nothing is changed', async () => {
    const before = await chat('3');

    const attempt = connector.erase([blanking('3')]);

    await expect(attempt).rejects.toMatchObject({ kind: 'refused', place: { code: 'other-shape' } });
    expect(await chat('3')).toEqual(before);
  });

  it('in which others name the person is told, and stays', async () => {
    const search = [{ collection: 'chats', field: 'email', values: ['ada@example.com'] }];

    const { rows, unread } = await connector.locate(search);

    expect(rows.map(({ key }) => key.id)).toEqual(['1', '3']);
    expect(unread?.filter(({ place }) => place.startsWith('chats.messages'))).toEqual([
      { collection: 'chats', place: 'chats.messages (id 4)', reason: 'mentioned' },
    ]);
  });
});
