import type { StoreMap } from '../../domain/data-map';
import type { Reading } from './row-search';
import { Catalogue } from './sqlite-catalogue';
import type { Sql } from './sqlite-session';

/** What a transaction knows of the file before it reads a row. */
export function readingOf(sql: Sql, store: StoreMap): Reading {
  return {
    sql,
    store,
    catalogue: Catalogue.read(sql, store),
    encoding: String(sql.rows('PRAGMA encoding')[0]?.encoding ?? 'UTF-8'),
  };
}
