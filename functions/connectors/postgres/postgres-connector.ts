import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, Search } from '../../domain/finding';
import type { Connector, MatchAnswer } from '../connector';
import { fieldText } from '../exact-json';
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
import type { PostgresAccess } from './postgres-access';
import { Catalogue, columnSql } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import { correctWays } from './postgres-correct';
import { describeDatabase } from './postgres-describe';
import { eraseInTransaction } from './postgres-erase';
import { withFaultPlace } from './postgres-errors';
import { examineStore } from './postgres-examine';
import { locateInTable } from './postgres-locate';
import { optOutWays } from './postgres-opt-out';
import { probePostgresTables } from './postgres-probe';
import { rehearseErase } from './postgres-rehearse';
import { postgresSession } from './postgres-session';
import { postgresValue } from './postgres-value';
import { postgresVectors } from './postgres-vectors';
import type { Relation } from './relation';
import { unsearchedRows } from './unsearched-rows';

/**
 * A PostgreSQL database (12 or later) behind the ordinary `pg` client. Names reach SQL only when map and
 * catalogue both know them, quoted; values are always bound. Every call is one short transaction, so that
 * poolers and single-session servers serve as well.
 *
 * @param access how to reach it; nothing of it is ever repeated in an error.
 */
export function createPostgresConnector({
  store,
  ...access
}: { readonly store: StoreMap } & PostgresAccess): Connector {
  const session = postgresSession(access);
  const known = new KnownCatalogue(store);
  const reading: Reading<Relation> = async (work) => {
    try {
      return await session.read(
        async (run, answer) => work({ run, store, catalogue: await known.read(run, answer) }),
        known.question,
      );
    } catch (error) {
      known.forget();
      throw error;
    }
  };
  const connector: Connector = {
    probe: () => reading(probePostgresTables),
    describe: () => session.read((run) => describeDatabase(run, store)),
    examine: () => session.read((run) => examineStore(run, store)),
    rehearse: (instructions) => rehearseErase(session, store, instructions),
    match: (search, points) => matchRows(reading, store, { search, points }),
    locate: (searches, cursor) =>
      locatePage({ reading, locateInTable, unsearchedRows }, store, { searches, cursor }),
    export: (rows) => exportRows((batch) => readBatch(reading, store, batch), rows),
    erase: (instructions, bounds) =>
      session.write(
        async (run) =>
          (await eraseInTransaction(await prepareErase(run, store, instructions), bounds)).receipt,
      ),
    confirmAbsent: async (searches) => {
      await connector.probe();
      return locateEverything(connector, searches);
    },
    vectors: postgresVectors(reading, store),
    correct: (corrections, look) => correctRows(correctWays(session, store), store, { corrections, look }),
    optOut: (searches, right) =>
      session.write(async (run) =>
        optOutRows(optOutWays(run), await Catalogue.read(run, store), { searches, right }),
      ),
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
  const fields = match.points.map((point) => point.field);
  return reading(async ({ run, catalogue }) => {
    const table = catalogue.table(search.collection);
    const bound = new BoundValues();
    const columns = fields.map((field) => columnSql('t', columnOf(table, field)));
    const found = searchCondition(table, search, bound);
    const sql = `SELECT ${['1', ...columns].join(', ')} FROM ${table.name} t WHERE ${found} LIMIT ${MAX_MATCHED_ROWS}`;
    const result = await withFaultPlace(faultPlace(search.collection), () => run(sql, bound.values));
    const rows = result.rows.map(([, ...values]) =>
      Object.fromEntries(
        values.map((value, index) => [
          fields[index] ?? '',
          fieldText(postgresValue(value, result.columns[index + 1]?.type ?? 0)) ?? '',
        ]),
      ),
    );
    return matchPoints(rows, match.points);
  });
}
