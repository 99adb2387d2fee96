import { copyFileSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { type SqliteDatabase, sqliteDriver } from '../../../functions/connectors/sqlite/sqlite-driver';
import { sampleDeskFile } from '../../../local/desk/read-desk';

/** A folder with a desk file, a map and a database that another program keeps open. */
export interface SqliteShop {
  readonly config: string;
  readonly file: string;
  readonly database: SqliteDatabase;
  lines(table: string): string[];
}

const content = `
PRAGMA journal_mode = WAL;
CREATE TABLE visitors (id INTEGER PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT, wants_mail BOOLEAN);
CREATE TABLE bookings (
  id INTEGER PRIMARY KEY, visitor_id INTEGER NOT NULL REFERENCES visitors (id), stand TEXT, booked_at TEXT
);
CREATE INDEX bookings_by_visitor ON bookings (visitor_id);
INSERT INTO visitors VALUES (1, 'ida@example.com', 'Ida Sample', 1), (2, 'omar@example.com', 'Omar Sample', 0);
INSERT INTO bookings VALUES
  (10, 1, 'B7', '2026-02-01 10:00:00'), (11, 2, 'B7', '2026-02-01 10:00:00'), (12, 1, 'C1', '2026-02-02 09:00:00');`;

export function sqliteShop(): SqliteShop {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-shop-'));
  const file = join(folder, 'fair.db');
  const database = new (sqliteDriver().DatabaseSync)(file);
  database.exec(content);
  copyFileSync(join(__dirname, 'lamp-fair.yaml'), join(folder, 'lamp-fair.yaml'));
  const desk = parse(readFileSync(sampleDeskFile, 'utf8'));
  const store = { id: 'fair', title: "The fair's database", kind: 'sqlite', connection: { file } };
  desk.stores = [{ ...store, datasets: ['lamp-fair.yaml'], backupsKept: 'P0D' }];
  desk.systems = [];
  const config = join(folder, 'rightsdesk.yaml');
  writeFileSync(config, stringify(desk));
  const lines = (table: string) =>
    database
      .prepare(`SELECT * FROM ${table} ORDER BY 1`)
      .all()
      .map((row) => JSON.stringify(row));
  return { config, file, database, lines };
}
