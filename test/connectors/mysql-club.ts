import { createConnection } from 'mysql2/promise';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import type { ContractKind } from '../contracts/connector.contract';

const schema = [
  'DROP TABLE IF EXISTS members, rooms',
  'CREATE TABLE rooms (id varchar(20) PRIMARY KEY, name text)',
  `CREATE TABLE members (
    club varchar(20), id int, email varchar(190), member_number varchar(40), city text, note text,
    wants_mail boolean, joined_on date, room varchar(20), shoe_size smallint, PRIMARY KEY (club, id),
    FOREIGN KEY (room) REFERENCES rooms (id)
  )`,
  'CREATE INDEX members_email ON members (email)',
];

/** The club of the connector contract in a MySQL whose address is known only when the tests run. */
export function mysqlClub(url: () => string): ContractKind {
  return {
    kind: 'mysql',
    physical: { members: {}, rooms: {} },
    memberKey: ['club', 'id'],
    sharing: true,
    crowd: 5_100,
    open: async (store, { members, rooms }) => {
      const client = await createConnection({ uri: url(), dateStrings: true, charset: 'utf8mb4_bin' });
      for (const sql of schema) await client.query(sql);
      for (const [table, rows] of Object.entries({ rooms, members })) {
        const [first = {}] = rows as readonly object[];
        const lines = (rows as readonly object[]).map((row) => Object.values(row));
        if (lines.length > 0)
          await client.query('INSERT INTO ?? (??) VALUES ?', [table, Object.keys(first), lines]);
      }
      return {
        connector: createMysqlConnector({ store, url: url() }),
        unreachable: createMysqlConnector({ store, url: 'mysql://desk:swordfish@127.0.0.1:1/club' }),
        snapshot: async () => {
          const [inMembers] = await client.query<never[]>(
            "SELECT CONCAT(club, '/', id) AS name, m.* FROM members m",
          );
          const [inRooms] = await client.query<never[]>('SELECT id AS name, r.* FROM rooms r');
          const rows: { readonly name: string }[] = [...inMembers, ...inRooms];
          return new Map(rows.map((row) => [row.name, JSON.stringify(row)]));
        },
        close: () => client.end(),
      };
    },
  };
}
