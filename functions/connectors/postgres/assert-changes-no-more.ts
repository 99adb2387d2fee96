import { BlastRadiusError, type StoreError, StoreRefusedError } from '../connector';
import { writeTask } from '../relational/erase-task';
import { faultPlace, qualifiedTableName } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { anonymiseRows, type RowBlanking } from './anonymise-rows';
import { changedBeyond, isCounted, type OwnWrites, readCounters } from './change-counters';
import { assertNoReferences } from './postgres-dependants';
import { postgresPlace } from './postgres-place';
import { type PostgresRules, readRules } from './postgres-rules';
import type { Table } from './relation';
import type { RowPlace } from './row-key';

/**
 * Writes into rows of a correction or an opt-out, if the database changes nothing else by it. Rows that point
 * at an old value are asked for beforehand, and PostgreSQL's own counts of the transaction are read
 * afterwards: they see what triggers, rules and foreign keys did, in whatever language. Returns how many rows
 * were written.
 *
 * @throws BlastRadiusError where rows that point at a value would follow it, or more changed than was written
 * @throws StoreRefusedError for a trigger or rule that writes what the map does not name
 * @see https://www.postgresql.org/docs/current/monitoring-stats.html pg_stat_get_xact_tuples_updated
 */
export async function changeRowsOnly(
  run: RunSql,
  row: RowBlanking,
  places: readonly RowPlace[],
): Promise<number> {
  const rules = await readRules(run);
  await assertNoReferences({ run, rules }, writeTask(row), places);
  const before = await readCounters(run);
  const written = await anonymiseRows(run, row, places, rules);
  // A trigger that waits for the end of the transaction has to run before it is counted.
  await run('SET CONSTRAINTS ALL IMMEDIATE');
  const after = await readCounters(run);
  const own = ownWrites(row.table, rules, written);
  if (!isCounted(before, after, own)) throw notCounted(row.table);
  const beyond = changedBeyond(before, after, own);
  if (beyond) throw beyondFault(row.table, rules, beyond);
  return written;
}

function ownWrites(table: Table, rules: PostgresRules, rows: number): OwnWrites {
  const free = new Set(postgresPlace(table.collection).triggers_write ?? []);
  const isFree = free.has(qualifiedTableName(table.schema, table.table));
  const tables = rules.withDescendants([table.oid]);
  return { tables, rows, mayMove: table.kind === 'p' && !isFree, isFree, free };
}

interface Beyond {
  readonly oid: string;
  readonly table: string;
}

/** Names what most likely did it: a trigger or rule of the table, else a foreign key that follows it. */
function beyondFault({ collection, oid }: Table, rules: PostgresRules, beyond: Beyond): StoreError {
  const place = { ...faultPlace(collection), table: beyond.table };
  const hooks = rules.updateHooksOf(oid).map(({ name }) => name);
  if (hooks.length > 0)
    return new StoreRefusedError(
      `${collection.name}: the change also writes ${beyond.table}, by ${hooks.join(', ')}: if it may, name that table under physical.triggers_write`,
      { ...place, constraint: hooks.join(', '), code: 'trigger' },
    );
  const key = rules
    .pointingAt([oid])
    .filter(({ onUpdate }) => onUpdate !== 'a' && onUpdate !== 'r')
    .find(({ from }) => rules.withDescendants([from]).has(beyond.oid));
  const words = `the database itself also changed rows of ${beyond.table}, which nobody approved`;
  if (key)
    return new BlastRadiusError(words, { ...place, constraint: key.constraint, code: 'cascade-update' });
  return new BlastRadiusError(words, { ...place, code: 'counted' });
}

function notCounted({ collection }: Table): StoreRefusedError {
  return new StoreRefusedError(
    `${collection.name}: the database does not count what changes, so nothing shows what a trigger does: switch track_counts on`,
    { ...faultPlace(collection), code: 'no-counters' },
  );
}
