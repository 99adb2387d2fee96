import { BlastRadiusError, type StoreError, StoreRefusedError } from '../connector';
import { pointsAtBlank } from '../relational/erase-phases';
import { qualifiedTableName } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import type { EraseCall, EraseTask } from './erase-call';
import { quoteIdentifier } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import type { PostgresForeignKey } from './postgres-rules';
import type { RowPlace } from './row-key';

/** The rows of one call, where they lie now. */
export interface ApprovedRows {
  readonly erased: readonly RowPlace[];
  readonly changed: readonly RowPlace[];
}

/**
 * Asks before anything is deleted which other rows point at the rows to be erased: those that a cascade
 * would take, that would lose their reference, and that would hold the deletion back. Each table is asked
 * through its own foreign key, so a chain ends where it leaves what was approved. Throws
 * {@link BlastRadiusError} or {@link StoreRefusedError} with table and constraint.
 */
export async function assertNoDependants(
  run: RunSql,
  { rules, tasks }: Pick<EraseCall, 'rules' | 'tasks'>,
  approved: ApprovedRows,
): Promise<void> {
  const pointers = rules
    .pointingAt(new Set(approved.erased.map(({ oid }) => oid)))
    .filter(({ readable }) => readable);
  if (pointers.length === 0) return;
  const bound = new BoundValues();
  const sql = `WITH gone AS MATERIALIZED (${placesAs(approved.erased, bound)}),
    changed AS MATERIALIZED (${placesAs(approved.changed, bound)})
    ${pointers.map((key, index) => countPointing(key, index)).join(' UNION ALL ')}`;
  const { rows } = await run(sql, bound.values);
  for (const [index, count] of rows) {
    const pointer = pointers[Number(index)];
    if (pointer && Number(count) > 0) {
      const targets = rules.withRelatives([pointer.to]);
      const task = tasks.find(({ table }) => targets.has(table.oid));
      throw dependantsFault(pointer, Number(count), task?.instruction.collection);
    }
  }
}

/**
 * Asks before rows are blanked which other rows point at a value that is overwritten: the database would
 * change those as well, or refuse. Throws {@link BlastRadiusError} or {@link StoreRefusedError} with table
 * and constraint.
 */
export async function assertNoReferences(
  { run, rules }: Pick<EraseCall, 'run' | 'rules'>,
  task: EraseTask,
  places: readonly RowPlace[],
): Promise<void> {
  const pointers = rules
    .pointingAt([task.table.oid])
    .filter((key) => key.readable && pointsAtBlank(key, task));
  if (pointers.length === 0 || places.length === 0) return;
  const bound = new BoundValues();
  const sql = `WITH gone AS MATERIALIZED (${placesAs(places, bound)}),
    changed AS (SELECT o, c FROM gone)
    ${pointers.map((key, index) => countPointing(key, index)).join(' UNION ALL ')}`;
  for (const [index, count] of (await run(sql, bound.values)).rows) {
    const pointer = pointers[Number(index)];
    if (pointer && Number(count) > 0) throw pointsFault(pointer, Number(count), task.instruction.collection);
  }
}

function pointsFault(key: PostgresForeignKey, count: number, collection: string): StoreError {
  const table = qualifiedTableName(key.fromSchema, key.fromTable);
  const words = `${count} rows of ${table} point at what was to be blanked (${key.constraint})`;
  const place = { collection, table, constraint: key.constraint };
  return key.onUpdate === 'a' || key.onUpdate === 'r'
    ? new StoreRefusedError(words, { ...place, code: 'referred-to' })
    : new BlastRadiusError(words, { ...place, code: 'cascade-update' });
}

function placesAs(places: readonly RowPlace[], bound: BoundValues): string {
  const oids = bound.bind(places.map(({ oid }) => oid));
  const ctids = bound.bind(places.map(({ ctid }) => ctid));
  return `SELECT o, c FROM unnest(${oids}::oid[], ${ctids}::tid[]) AS p(o, c)`;
}

/**
 * A foreign key of an ordinary table says nothing about those that inherit; one of a partitioned table holds
 * in its partitions.
 */
function only(kind: string): string {
  return kind === 'p' ? '' : 'ONLY ';
}

function countPointing(key: PostgresForeignKey, index: number): string {
  const from = `${only(key.fromKind)}${quoteIdentifier(key.fromSchema)}.${quoteIdentifier(key.fromTable)} r`;
  const to = `${only(key.toKind)}${quoteIdentifier(key.toSchema)}.${quoteIdentifier(key.toTable)} t`;
  const points = key.columns.map(
    ({ own, theirs, operator }) => `t.${quoteIdentifier(theirs)} ${operator} r.${quoteIdentifier(own)}`,
  );
  const among = (set: string) => `EXISTS (SELECT 1 FROM ${set} a WHERE a.o = r.tableoid AND a.c = r.ctid)`;
  const loosens = key.onDelete === 'n' || key.onDelete === 'd';
  return `SELECT ${index}, count(*) FROM ${from} JOIN ${to} ON ${points.join(' AND ')}
    JOIN gone ON gone.o = t.tableoid AND gone.c = t.ctid
    WHERE NOT ${among('gone')}${loosens ? ` AND NOT ${among('changed')}` : ''}`;
}

function dependantsFault(key: PostgresForeignKey, count: number, collection?: string): StoreError {
  const table = qualifiedTableName(key.fromSchema, key.fromTable);
  const place = { ...(collection ? { collection } : {}), table, constraint: key.constraint };
  if (key.onDelete === 'a' || key.onDelete === 'r') {
    const code = key.onDelete === 'a' ? '23503' : '23001';
    const words = `${count} rows of ${table} point at rows that were to be erased, and hold them back`;
    return new StoreRefusedError(`${words} (SQLSTATE ${code}: ${table}, ${key.constraint})`, {
      ...place,
      code,
    });
  }
  const does = key.onDelete === 'c' ? 'erase' : 'change';
  const words = `the database would also ${does} ${count} rows of ${table} that nobody approved`;
  return new BlastRadiusError(`${words} (${key.constraint})`, {
    ...place,
    code: key.onDelete === 'c' ? 'cascade' : 'set-null',
  });
}
