import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, Search } from '../../domain/finding';
import type { Rehearsal } from '../../domain/store-examination';
import { type Connector, type MatchAnswer, StoreError, StoreUnavailableError } from '../connector';
import { locateEverything } from '../locate-everything';
import { assertField, searchesByCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { distinct, finderOf, type Reading, readRows, textIn } from './row-search';
import { columnOf } from './sqlite-catalogue';
import { assertAllCorrectable, correctRow, optOutRows } from './sqlite-change';
import { describeFile } from './sqlite-describe';
import { assertNoneHeldBack, eraseRows } from './sqlite-erase';
import { examineFile } from './sqlite-examine';
import { exportRows } from './sqlite-export';
import { locatePage } from './sqlite-locate';
import { readingOf } from './sqlite-reading';
import { type Sql, sqliteSession } from './sqlite-session';

export interface SqliteAccess {
  readonly store: StoreMap;
  /** Path of the database file. */
  readonly file: string;
  /** How long a call waits while another program writes. Milliseconds. @default 5000 */
  readonly patienceMs?: number;
}

/**
 * A SQLite database in one file. Names reach SQL only when map and schema both know them, quoted; values are
 * always bound. Every call is one short transaction.
 */
export function createSqliteConnector({ store, file, patienceMs }: SqliteAccess): Connector {
  const session = sqliteSession(file, patienceMs);
  const reading = (sql: Sql) => readingOf(sql, store);
  const read = <T>(work: (reading: Reading) => T) => session.read((sql) => work(reading(sql)));
  const write = <T>(work: (reading: Reading) => T) => session.write((sql) => work(reading(sql)));
  const connector: Connector = {
    probe: () => read(probe),
    describe: () => read(describeFile),
    examine: () => read(examineFile),
    rehearse: async (instructions) => {
      try {
        await session.tryOut((sql) => assertNoneHeldBack(eraseRows(reading(sql), instructions)));
        return { outcome: 'held' };
      } catch (error) {
        return rehearsalOf(error);
      }
    },
    match: (search, points) => read((at) => matchRows(at, search, points)),
    locate: (searches, cursor) => read((at) => locatePage(at, searches, cursor)),
    export: (rows) => exportRows(read, rows),
    erase: (instructions, bounds) => write((at) => eraseRows(at, instructions, bounds).receipt),
    confirmAbsent: async (searches) => {
      await connector.probe();
      return locateEverything(connector, searches);
    },
    correct: async (corrections, look = false) => {
      assertAllCorrectable(store, corrections);
      const rows = [];
      for (const one of corrections) rows.push(await correctRow(look ? read : write, one, look));
      return { rows };
    },
    optOut: (searches, right) => write((at) => optOutRows(at, searches, right)),
    close: async () => undefined,
  };
  return connector;
}

function rehearsalOf(error: unknown): Rehearsal {
  if (error instanceof StoreUnavailableError && /BUSY|LOCKED/.test(error.place.code ?? ''))
    return { outcome: 'not-tried', reason: 'busy' };
  if (!(error instanceof StoreError) || error instanceof StoreUnavailableError) throw error;
  return { outcome: 'refused', fault: { kind: error.kind, place: error.place } };
}

/** Every table of the map; one that cannot be used is reported by the search. */
function probe({ store, catalogue, sql }: Reading): void {
  sql.rows('SELECT count(*) AS n FROM main.sqlite_schema');
  const [usable] = store.collections.filter((collection) => catalogue.relationOf(collection));
  if (usable === undefined && store.collections[0]) catalogue.table(store.collections[0]);
  for (const collection of store.collections) if (collection.ownRecord) catalogue.table(collection);
}

function matchRows(reading: Reading, search: Search, points: readonly DataPoint[]): MatchAnswer {
  const [asked] = searchesByCollection(reading.store, [search]);
  if (asked === undefined) return 'no';
  for (const { field } of points) assertField(asked.collection, field);
  const table = reading.catalogue.table(asked.collection);
  const finder = finderOf(table, asked.conditions);
  const compared = points.map(({ field }) => columnOf(table, field));
  const columns = distinct([...finder.columns, ...compared]);
  const rows: Record<string, string>[] = [];
  for (const row of readRows(reading, table, { columns, where: finder.where, values: finder.values })) {
    if (!finder.finds(row)) continue;
    rows.push(Object.fromEntries(compared.map((column) => [column.name, textIn(row.cells, column) ?? ''])));
    if (rows.length === MAX_MATCHED_ROWS) break;
  }
  return matchPoints(rows, points);
}
