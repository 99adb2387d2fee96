import { BlastRadiusError } from '../connector';
import { qualifiedTableName } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';

export interface ChangeCounts {
  readonly table: string;
  readonly inserted: number;
  readonly updated: number;
  readonly deleted: number;
}

/**
 * How many rows of which table this transaction may change. `free`: tables into which the shop's triggers
 * write by the map; what they delete there is counted as well.
 */
export interface AllowedChanges {
  readonly deleted: ReadonlyMap<string, number>;
  readonly updated: ReadonlyMap<string, number>;
  readonly free: ReadonlySet<string>;
}

/** PostgreSQL counts for each transaction; a partition counts for itself. */
const COUNTERS_SQL = `
  SELECT c.oid::text, n.nspname, c.relname, pg_stat_get_xact_tuples_inserted(c.oid),
    pg_stat_get_xact_tuples_updated(c.oid), pg_stat_get_xact_tuples_deleted(c.oid)
  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
  WHERE c.relkind IN ('r', 'm', 'f') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_'
    AND (pg_stat_get_xact_tuples_inserted(c.oid) <> 0 OR pg_stat_get_xact_tuples_updated(c.oid) <> 0
      OR pg_stat_get_xact_tuples_deleted(c.oid) <> 0)`;

/**
 * A reading. What an earlier transaction of the session left in the counters is in it too, so only the
 * difference of two says anything.
 */
export async function readCounters(run: RunSql): Promise<ReadonlyMap<string, ChangeCounts>> {
  const { rows } = await run(COUNTERS_SQL);
  return new Map(
    rows.map(([oid, schema, table, inserted, updated, deleted]) => [
      oid ?? '',
      {
        table: qualifiedTableName(schema ?? '', table ?? ''),
        inserted: Number(inserted),
        updated: Number(updated),
        deleted: Number(deleted),
      },
    ]),
  );
}

/**
 * Throws {@link BlastRadiusError} when a table changed that was not approved, or more rows of one than were.
 */
export function assertCounted(
  before: ReadonlyMap<string, ChangeCounts>,
  after: ReadonlyMap<string, ChangeCounts>,
  allowed: AllowedChanges,
): void {
  for (const [oid, now] of after) {
    const then = before.get(oid) ?? { inserted: 0, updated: 0, deleted: 0 };
    const written =
      now.inserted > then.inserted || now.updated - then.updated > (allowed.updated.get(oid) ?? 0);
    const lost = now.deleted - then.deleted > (allowed.deleted.get(oid) ?? 0);
    if (lost || (written && !allowed.free.has(now.table))) {
      const words = 'the database itself (a cascade, a trigger or a rule) changed rows that nobody approved';
      throw new BlastRadiusError(`${words}: ${now.table}`, { table: now.table, code: 'counted' });
    }
  }
}

/** What was to be written: so many rows of a table, which lie in these tables. */
export interface OwnWrites {
  /** The table, its partitions, and what inherits from it. */
  readonly tables: ReadonlySet<string>;
  readonly rows: number;
  /** A row may move from one partition to another, which counts as one deleted and one inserted. */
  readonly mayMove: boolean;
  /** By the map the shop's triggers write into the table itself. */
  readonly isFree: boolean;
  readonly free: ReadonlySet<string>;
}

/**
 * A table in which more changed than was to be written; undefined where there is none. What is deleted counts
 * everywhere.
 */
export function changedBeyond(
  before: ReadonlyMap<string, ChangeCounts>,
  after: ReadonlyMap<string, ChangeCounts>,
  own: OwnWrites,
): { readonly oid: string; readonly table: string } | undefined {
  const changes = differences(before, after);
  const moved = movedRows(changes, own);
  const isTooMuch = sumOf(changes, own, 'updated') + moved > own.rows;
  return changes.find(({ oid, table, inserted, updated, deleted }) => {
    if (!own.tables.has(oid)) return deleted > 0 || (inserted + updated > 0 && !own.free.has(table));
    if (moved === 0 && deleted > 0) return true;
    return !own.isFree && (isTooMuch || (moved === 0 && inserted > 0));
  });
}

/** Whether the server counted what this transaction itself wrote: without, nothing can be concluded. */
export function isCounted(
  before: ReadonlyMap<string, ChangeCounts>,
  after: ReadonlyMap<string, ChangeCounts>,
  own: OwnWrites,
): boolean {
  const changes = differences(before, after);
  return sumOf(changes, own, 'updated') + movedRows(changes, own) >= own.rows;
}

type Difference = ChangeCounts & { readonly oid: string };

function differences(
  before: ReadonlyMap<string, ChangeCounts>,
  after: ReadonlyMap<string, ChangeCounts>,
): Difference[] {
  return [...after].map(([oid, now]) => {
    const then = before.get(oid) ?? NOTHING;
    return {
      oid,
      table: now.table,
      inserted: now.inserted - then.inserted,
      updated: now.updated - then.updated,
      deleted: now.deleted - then.deleted,
    };
  });
}

const NOTHING = { inserted: 0, updated: 0, deleted: 0 };

/** As many as went from one partition came into another: no row was lost, and none added. */
function movedRows(changes: readonly Difference[], own: OwnWrites): number {
  const deleted = own.mayMove ? sumOf(changes, own, 'deleted') : 0;
  return deleted === sumOf(changes, own, 'inserted') ? deleted : 0;
}

function sumOf(
  changes: readonly Difference[],
  { tables }: OwnWrites,
  what: 'inserted' | 'updated' | 'deleted',
): number {
  return changes.filter(({ oid }) => tables.has(oid)).reduce((sum, one) => sum + one[what], 0);
}
