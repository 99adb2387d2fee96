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
