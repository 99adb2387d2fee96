import { createConnection } from 'mysql2/promise';
import { Client } from 'pg';
import { createMysqlConnector } from '../../functions/connectors/mysql/mysql-connector';
import { createPostgresConnector } from '../../functions/connectors/postgres/postgres-connector';
import type { OpenOwnChange, OwnChange } from '../contracts/own-changes.contract';
import { aStore } from './small-map';
import { SqliteFile } from './sqlite-file';

const columns = (time: string) =>
  `id int PRIMARY KEY, nick varchar(20) UNIQUE, news varchar(9), changed ${time}, before_it varchar(20), slug varchar(20) UNIQUE`;
const schema = (time: string, cascade = '') => [
  `CREATE TABLE members (${columns(time)})`,
  "INSERT INTO members (id, nick, news, slug) VALUES (1, 'ida', 'yes', 'ida'), (2, 'zoe', 'yes', 'zoe')",
  `CREATE TABLE pets (id int PRIMARY KEY, nick varchar(20), slug varchar(20)${cascade})`,
  "INSERT INTO pets VALUES (10, 'ida', 'ida'), (20, 'zoe', 'zoe')",
  'CREATE TABLE history (was varchar(20))',
];
const follows = (change: OwnChange) => {
  const column = { cascade: 'nick', follows: 'slug' }[change as string];
  return column === undefined
    ? ''
    : `, FOREIGN KEY (${column}) REFERENCES members (${column}) ON UPDATE CASCADE`;
};
const TABLES = ['members', 'pets', 'history'];

type Bodies = Readonly<Partial<Record<OwnChange, string>>>;

const inPostgres: Bodies = {
  time: 'NEW.changed = now()',
  'old-value': 'NEW.before_it = OLD.nick',
  history: 'INSERT INTO history VALUES (OLD.nick)',
  others: "UPDATE pets SET nick = 'x' WHERE id = 20",
  follows: "NEW.slug = NEW.id || '-new'",
};

/** On any server with PostgreSQL's protocol. */
export function postgresOwnChanges(url: () => string): OpenOwnChange {
  return async (change) => {
    const client = new Client({ connectionString: url() });
    await client.connect();
    const body = inPostgres[change];
    const made = [
      'DROP TABLE IF EXISTS pets, members, history CASCADE',
      ...schema('timestamptz', follows(change)),
    ];
    if (body)
      made.push(
        `CREATE OR REPLACE FUNCTION own() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${body}; RETURN NEW; END $$`,
        'CREATE TRIGGER own BEFORE UPDATE ON members FOR EACH ROW EXECUTE FUNCTION own()',
      );
    for (const sql of made) await client.query(sql);
    return {
      connector: (members) => createPostgresConnector({ store: aStore('postgres', [members]), url: url() }),
      rows: async () => {
        const selects = TABLES.map((table) => `SELECT '${table} ' || t::text AS line FROM ${table} t`);
        const { rows } = await client.query<{ line: string }>(selects.join(' UNION ALL '));
        return rows.map(({ line }) => line).toSorted();
      },
      close: () => client.end(),
    };
  };
}

const inMysql: Bodies = {
  time: 'SET NEW.changed = NOW()',
  'old-value': 'SET NEW.before_it = OLD.nick',
  history: 'INSERT INTO history VALUES (OLD.nick)',
  others: "UPDATE pets SET nick = 'x' WHERE id = 20",
  follows: "SET NEW.slug = 'new'",
};

/** On MySQL or MariaDB. */
export function mysqlOwnChanges(url: () => string): OpenOwnChange {
  return async (change) => {
    const client = await createConnection({ uri: url(), dateStrings: true });
    const body = inMysql[change];
    const made = [
      'DROP TABLE IF EXISTS pets',
      'DROP TABLE IF EXISTS members',
      'DROP TABLE IF EXISTS history',
    ];
    made.push(...schema('datetime', follows(change)));
    if (body) made.push(`CREATE TRIGGER own BEFORE UPDATE ON members FOR EACH ROW ${body}`);
    for (const sql of made) await client.query(sql);
    return {
      connector: (members) => createMysqlConnector({ store: aStore('mysql', [members]), url: url() }),
      rows: async () => {
        const lines: string[] = [];
        for (const table of TABLES) {
          const [rows] = await client.query<never[]>(`SELECT * FROM ${table}`);
          lines.push(...rows.map((row) => `${table} ${JSON.stringify(row)}`));
        }
        return lines.toSorted();
      },
      close: () => client.end(),
    };
  };
}

const inSqlite: Bodies = {
  time: "UPDATE members SET changed = datetime('now') WHERE id = NEW.id",
  'old-value': 'UPDATE members SET before_it = OLD.nick WHERE id = NEW.id',
  history: 'INSERT INTO history VALUES (OLD.nick)',
  others: "UPDATE pets SET nick = 'x' WHERE id = 20",
  follows: "UPDATE members SET slug = 'new' WHERE id = NEW.id",
};

export const sqliteOwnChanges: OpenOwnChange = async (change) => {
  const body = inSqlite[change];
  const trigger = body ? [`CREATE TRIGGER own AFTER UPDATE ON members BEGIN ${body}; END`] : [];
  const made = new SqliteFile([...schema('text', follows(change)), ...trigger].join('; '));
  return {
    connector: (members) => made.connector(members),
    rows: async () =>
      TABLES.flatMap((table) =>
        made.rows(`SELECT * FROM ${table}`).map((row) => `${table} ${row}`),
      ).toSorted(),
    close: async () => made.remove(),
  };
};
