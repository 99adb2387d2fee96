import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSqliteConnector } from '../../functions/connectors/sqlite/sqlite-connector';
import { sqliteDriver } from '../../functions/connectors/sqlite/sqlite-driver';
import type { ContractKind, Member, Room } from '../contracts/connector.contract';

const schema = `
CREATE TABLE rooms (id TEXT PRIMARY KEY, name TEXT);
CREATE TABLE members (
  club TEXT, id INTEGER, email TEXT, member_number TEXT, city TEXT, note TEXT, wants_mail BOOLEAN,
  joined_on DATE, room TEXT REFERENCES rooms (id), shoe_size INTEGER, PRIMARY KEY (club, id)
);
CREATE INDEX members_by_email ON members (email);`;

/** The club of the connector contract in a file of its own. */
export const sqliteClub: ContractKind = {
  kind: 'sqlite',
  physical: { members: {}, rooms: {} },
  memberKey: ['club', 'id'],
  sharing: true,
  crowd: 1_200,
  open: async (store, { members, rooms }) => {
    const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
    const file = join(folder, 'club.db');
    const database = new (sqliteDriver().DatabaseSync)(file);
    database.exec(`PRAGMA journal_mode = WAL; ${schema} BEGIN`);
    for (const [table, rows] of Object.entries({ rooms, members }))
      for (const row of rows) insert(database, table, row);
    database.exec('COMMIT');
    return {
      connector: createSqliteConnector({ store, file }),
      unreachable: createSqliteConnector({ store, file: join(folder, 'swordfish.db') }),
      snapshot: async () => snapshotOf(database),
      close: async () => {
        database.close();
        rmSync(folder, { recursive: true });
      },
    };
  },
};

type Database = InstanceType<ReturnType<typeof sqliteDriver>['DatabaseSync']>;

function insert(database: Database, table: string, row: Member | Room): void {
  const values = Object.values(row).map((value) => (typeof value === 'boolean' ? Number(value) : value));
  const sql = `INSERT INTO ${table} VALUES (${values.map(() => '?').join(', ')})`;
  database.prepare(sql).run(...values);
}

function snapshotOf(database: Database): Map<string, string> {
  const named = (sql: string) =>
    database.prepare(sql).all() as { readonly name: string; readonly line: string }[];
  const rows = [
    ...named(
      `SELECT club || '/' || id AS name, quote(email) || quote(member_number) || quote(city) || quote(note)
         || quote(wants_mail) || quote(joined_on) || quote(room) || quote(shoe_size) AS line FROM members`,
    ),
    ...named('SELECT id AS name, quote(name) AS line FROM rooms'),
  ];
  return new Map(rows.map(({ name, line }) => [name, line]));
}
