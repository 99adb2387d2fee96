import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Connector } from '../../functions/connectors/connector';
import { createSqliteConnector } from '../../functions/connectors/sqlite/sqlite-connector';
import { type SqliteDatabase, sqliteDriver } from '../../functions/connectors/sqlite/sqlite-driver';
import type { CollectionMap } from '../../functions/domain/data-map';
import { aStore } from './small-map';

/** A database file of one test, filled by plain SQL. */
export class SqliteFile {
  private readonly folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  readonly file = join(this.folder, 'shop.db');

  constructor(sql = '') {
    if (sql) this.use((database) => database.exec(sql));
  }

  use<T>(work: (database: SqliteDatabase) => T): T {
    const database = new (sqliteDriver().DatabaseSync)(this.file, { enableForeignKeyConstraints: false });
    try {
      return work(database);
    } finally {
      database.close();
    }
  }

  /** Every value of a table as SQLite would write it as a literal. */
  rows(sql: string): string[] {
    return this.use((database) =>
      database
        .prepare(sql)
        .all()
        .map((row) => Object.values(row).map(String).join('|')),
    );
  }

  connector(...collections: readonly CollectionMap[]): Connector {
    return createSqliteConnector({ store: aStore('sqlite', collections), file: this.file });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
