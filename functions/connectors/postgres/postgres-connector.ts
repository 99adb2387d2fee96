import * as z from 'zod/mini';
import type { StoreMap } from '../../domain/data-map';
import type { DataPoint, Search, UnreadPlace } from '../../domain/finding';
import type { Connector, LocatedPage, MatchAnswer } from '../connector';
import { fieldText } from '../exact-json';
import { locateEverything } from '../locate-everything';
import { assertField, searchesByCollection } from '../mapped-collection';
import { MAX_MATCHED_ROWS, matchPoints } from '../match-points';
import { readCursor, writeCursor } from '../page-cursor';
import { prepareErase } from './erase-call';
import type { PostgresAccess } from './postgres-access';
import { Catalogue, columnOf, faultPlace, quoteIdentifier } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import { correctRows } from './postgres-correct';
import { describeDatabase } from './postgres-describe';
import { eraseInTransaction } from './postgres-erase';
import { withFaultPlace } from './postgres-errors';
import { examineStore } from './postgres-examine';
import { exportRows } from './postgres-export';
import { locateInTable } from './postgres-locate';
import { optOutRows } from './postgres-opt-out';
import { probePostgresTables } from './postgres-probe';
import { rehearseErase } from './postgres-rehearse';
import { type PostgresSession, postgresSession } from './postgres-session';
import { postgresValue } from './postgres-value';
import { type ReadPage, readOrReportUnread } from './read-or-report-unread';
import { unsearchedRows } from './unsearched-rows';

const cursorShape = z.object({ collection: z.string(), after: z.optional(z.array(z.string())) });

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
  const connector: Connector = {
    probe: () => session.read((run) => probePostgresTables(run, store)),
    describe: () => session.read((run) => describeDatabase(run, store)),
    examine: () => session.read((run) => examineStore(run, store)),
    rehearse: (instructions) => rehearseErase(session, store, instructions),
    match: (search, points) => matchRows(session, store, { search, points }),
    locate: (searches, cursor) => locatePage(session, store, { searches, cursor }),
    export: (rows) => exportRows(session, store, rows),
    erase: (instructions, bounds) =>
      session.write(
        async (run) =>
          (await eraseInTransaction(await prepareErase(run, store, instructions), bounds)).receipt,
      ),
    confirmAbsent: async (searches) => {
      await connector.probe();
      return locateEverything(connector, searches);
    },
    correct: (corrections, look) => correctRows(session, store, { corrections, look }),
    optOut: (searches, right) => session.write((run) => optOutRows(run, store, { searches, right })),
    close: () => session.close(),
  };
  return connector;
}

interface Locate {
  readonly searches: readonly Search[];
  readonly cursor: string | undefined;
}

async function locatePage(session: PostgresSession, store: StoreMap, locate: Locate): Promise<LocatedPage> {
  const grouped = searchesByCollection(store, locate.searches);
  const place = locate.cursor === undefined ? undefined : readCursor(locate.cursor, cursorShape);
  const at = place ? grouped.findIndex(({ collection }) => collection.name === place.collection) : 0;
  const search = grouped[at];
  if (search === undefined) return { rows: [], unmapped: [] };
  const page = await readOrReportUnread(search.collection, () =>
    session.read(async (run) => {
      const context = { run, store, catalogue: await Catalogue.read(run, store) };
      const found = await locateInTable(context, search, place?.after);
      return place?.after ? found : withUnread(found, await unsearchedRows(context, locate.searches, search));
    }),
  );
  const next = page.after ? search : grouped[at + 1];
  const cursor = next && writeCursor({ collection: next.collection.name, after: page.after });
  const { after: _after, ...found } = page;
  return { ...found, ...(cursor ? { cursor } : {}) };
}

function withUnread(page: ReadPage, unread: readonly UnreadPlace[]): ReadPage {
  return unread.length > 0 ? { ...page, unread } : page;
}

interface Match {
  readonly search: Search;
  readonly points: readonly DataPoint[];
}

async function matchRows(session: PostgresSession, store: StoreMap, match: Match): Promise<MatchAnswer> {
  const [search] = searchesByCollection(store, [match.search]);
  if (search === undefined) return 'no';
  for (const { field } of match.points) {
    assertField(search.collection, field);
  }
  const fields = match.points.map((point) => point.field);
  return session.read(async (run) => {
    const table = (await Catalogue.read(run, store)).table(search.collection);
    const bound = new BoundValues();
    const columns = fields.map((field) => `t.${quoteIdentifier(columnOf(table, field).name)}`);
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
