import { Client } from 'pg';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { ContractKind } from '../contracts/connector.contract';

const schema = `
DROP TABLE IF EXISTS members, rooms CASCADE;
CREATE TABLE rooms (id text PRIMARY KEY, name text);
CREATE TABLE members (
  club varchar(20), id integer, email text, member_number text, city text, note text, wants_mail boolean,
  joined_on date, room text REFERENCES rooms (id), shoe_size smallint, PRIMARY KEY (club, id)
);
CREATE INDEX ON members (email);`;

/** The club of the connector contract in a PostgreSQL whose address is known only when the tests run. */
export function postgresClub(url: () => string): ContractKind {
  return {
    kind: 'postgres',
    physical: { members: {}, rooms: {} },
    memberKey: ['club', 'id'],
    sharing: true,
    crowd: 5_100,
    open: async (store, { members, rooms }) => {
      const client = new Client({ connectionString: url() });
      await client.connect();
      await client.query(schema);
      for (const [table, rows] of Object.entries({ rooms, members })) {
        const insert = `INSERT INTO ${table} SELECT * FROM json_populate_recordset(NULL::${table}, $1)`;
        await client.query(insert, [JSON.stringify(rows)]);
      }
      return {
        connector: createPostgresConnector({ store, url: url() }),
        unreachable: createPostgresConnector({ store, url: 'postgres://desk:swordfish@127.0.0.1:1/club' }),
        snapshot: async () => {
          const { rows } = await client.query<{ name: string; line: string }>(
            `SELECT club || '/' || id AS name, m::text AS line FROM members m
             UNION ALL SELECT id, r::text FROM rooms r`,
          );
          return new Map(rows.map(({ name, line }) => [name, line]));
        },
        close: () => client.end(),
      };
    },
  };
}
