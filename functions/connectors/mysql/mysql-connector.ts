import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, Search } from '../../domain/finding';
import type { Connector, MatchAnswer } from '../connector';
import { locateEverything } from '../locate-everything';
import { assertField, searchesByCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { columnOf } from '../relational/catalogue';
import { correctRows } from '../relational/correct-rows';
import { exportRows } from '../relational/export-rows';
import { faultPlace } from '../relational/fault-place';
import { locatePage, type Reading } from '../relational/locate-page';
import { optOutRows } from '../relational/opt-out-rows';
import { prepareErase } from './erase-call';
import { readBatch } from './export-batch';
import { KnownCatalogue } from './known-catalogue';
import type { MysqlAccess } from './mysql-access';
import { searchCondition } from './mysql-condition';
import { correctWays } from './mysql-correct';
import { describeDatabase } from './mysql-describe';
import { eraseInTransaction } from './mysql-erase';
import { withFaultPlace } from './mysql-errors';
import { examineStore } from './mysql-examine';
import { locateInTable } from './mysql-locate';
import { optOutWays } from './mysql-opt-out';
import { probeMysqlTables } from './mysql-probe';
import { rehearseErase } from './mysql-rehearse';
import { mysqlSession, type Patience } from './mysql-session';
import { factText } from './mysql-value';
import type { Column, Relation } from './relation';
import { shownSql } from './shown-column';
import { BoundValues } from './sql-text';
import { unsearchedRows } from './unsearched-rows';

/**
 * A MySQL (8 or later) or MariaDB (10.6 or later) database behind the driver `mysql2`. Names reach SQL only
 * when map and catalogue both know them, quoted; values are always bound. Every call is one short
 * transaction.
 *
 * @param access how to reach it; nothing of it is ever repeated in an error.
 * @param patience how long the server may take
 */
export function createMysqlConnector(
  { store, ...access }: { readonly store: StoreMap } & MysqlAccess,
  patience?: Patience,
): Connector {
  const known = new KnownCatalogue(store);
  const session = mysqlSession(access, patience, known);
  const reading: Reading<Relation> = (work) =>
    session.read(async (run) => work({ run, store, catalogue: await known.read(run) }));
  const connector: Connector = {
    probe: () => reading(probeMysqlTables),
    describe: () => session.read((run) => describeDatabase(run, store)),
    // Asking for the plan of a deletion is refused in a transaction that only reads.
    examine: () => session.rehearse((run) => examineStore(run, store)),
    rehearse: (instructions) => rehearseErase(session, known, instructions),
    match: (search, points) => matchRows(reading, store, { search, points }),
    locate: (searches, cursor) =>
      locatePage({ reading, locateInTable, unsearchedRows }, store, { searches, cursor }),
    export: (rows) => exportRows((batch) => readBatch(reading, store, batch), rows),
    erase: (instructions, bounds) =>
      session.write(
        async (run) =>
          (await eraseInTransaction(await prepareErase(run, await known.read(run), instructions), bounds))
            .receipt,
      ),
    confirmAbsent: async (searches) => {
      await connector.probe();
      return locateEverything(connector, searches);
    },
    correct: (corrections, look) => correctRows(correctWays(session, known), store, { corrections, look }),
    optOut: (searches, right) =>
      session.write(async (run) => optOutRows(optOutWays(run), await known.read(run), { searches, right })),
    close: () => session.close(),
  };
  return connector;
}

interface Match {
  readonly search: Search;
  readonly points: readonly DataPoint[];
}

async function matchRows(reading: Reading<Relation>, store: StoreMap, match: Match): Promise<MatchAnswer> {
  const [search] = searchesByCollection(store, [match.search]);
  if (search === undefined) return 'no';
  for (const { field } of match.points) {
    assertField(search.collection, field);
  }
  return reading(async ({ run, catalogue }) => {
    const table = catalogue.table(search.collection);
    const bound = new BoundValues();
    const columns = match.points.map(({ field }) => columnOf<Column>(table, field));
    const found = searchCondition(table, search, bound);
    const shown = ['1', ...columns.map((column) => shownSql(column))].join(', ');
    const sql = `SELECT ${shown} FROM ${table.name} t WHERE ${found} LIMIT ${MAX_MATCHED_ROWS}`;
    const result = await withFaultPlace(faultPlace(search.collection), () => run(sql, bound.values));
    const rows = result.rows.map(([, ...values]) =>
      Object.fromEntries(columns.map((column, at) => [column.name, factText(values[at], column) ?? ''])),
    );
    return matchPoints(rows, match.points);
  });
}
