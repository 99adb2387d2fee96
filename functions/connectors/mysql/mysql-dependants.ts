import { BlastRadiusError, type StoreError, StoreRefusedError } from '../connector';
import { pointsAtBlank } from '../relational/erase-phases';
import { faultPlace, qualifiedTableName } from '../relational/fault-place';
import type { DatabaseForeignKey } from '../relational/rules';
import type { EraseCall, EraseTask } from './erase-call';
import { followsTrigger } from './mysql-rules';
import type { RowPlace } from './row-key';
import { isAmong } from './row-key';
import { BoundValues, qualifiedName, quoteIdentifier } from './sql-text';

/** Rows of tasks, as they are locked. */
export type TaskRows = ReadonlyMap<EraseTask, readonly RowPlace[]>;

/**
 * Asks before anything is deleted which other rows point at the rows to be erased: those that a cascade
 * would take, that would lose their reference, and that would hold the deletion back. The rows are locked,
 * and InnoDB lets nobody add a reference to a locked row. Throws {@link BlastRadiusError} or
 * {@link StoreRefusedError} with table and constraint.
 */
export async function assertNoDependants(
  call: Pick<EraseCall, 'run' | 'rules'>,
  erased: TaskRows,
  changed: TaskRows,
): Promise<void> {
  for (const [task, places] of erased) {
    if (places.length === 0) continue;
    for (const key of call.rules.pointingAt([task.table.oid])) {
      const loosens = key.onDelete === 'n' || key.onDelete === 'd';
      const free = loosens ? [erased, changed] : [erased];
      const count = await countPointing(call, key, { task, places, free });
      if (count > 0) throw dependantsFault(key, count, task);
    }
  }
}

/**
 * Asks before rows are blanked which other rows point at a value that is overwritten, by the desk or by a
 * trigger of the table: the database would change those as well, or refuse.
 */
export async function assertNoReferences(
  call: Pick<EraseCall, 'run' | 'rules'>,
  task: EraseTask,
  places: readonly RowPlace[],
): Promise<void> {
  if (places.length === 0) return;
  for (const key of call.rules.pointingAt([task.table.oid])) {
    if (!pointsAtBlank(key, task) && !followsTrigger(call.rules, key)) continue;
    const free = [new Map([[task, places]])];
    const count = await countPointing(call, key, { task, places, free });
    if (count > 0) throw pointsFault(key, count, task);
  }
}

interface Pointed {
  readonly task: EraseTask;
  readonly places: readonly RowPlace[];
  /** Rows that may point. */
  readonly free: readonly TaskRows[];
}

/** As the foreign key itself compares: by the collation of the columns. */
async function countPointing(
  { run }: Pick<EraseCall, 'run'>,
  key: DatabaseForeignKey,
  { task, places, free }: Pointed,
): Promise<number> {
  const bound = new BoundValues();
  const from = qualifiedName({ schema: key.fromSchema, table: key.fromTable });
  const points = key.columns.map(
    ({ own, theirs }) => `r.${quoteIdentifier(own)} = t.${quoteIdentifier(theirs)}`,
  );
  const gone = isAmong(task.table, places, bound, 't');
  const excused = free
    .flatMap((rows) => [...rows])
    .filter(([one, rows]) => one.table.oid === key.from && rows.length > 0)
    .map(([one, rows]) => `NOT (${isAmong(one.table, rows, bound, 'r')})`);
  const sql = `SELECT COUNT(*) FROM ${task.table.name} t JOIN ${from} r ON ${points.join(' AND ')}
    WHERE ${[`(${gone})`, ...excused].join(' AND ')}`;
  return Number((await run(sql, bound.values)).rows[0]?.[0]);
}

function pointsFault(key: DatabaseForeignKey, count: number, { table }: EraseTask): StoreError {
  const from = qualifiedTableName(key.fromSchema, key.fromTable);
  const words = `${count} rows of ${from} point at what was to be blanked (${key.constraint})`;
  const place = { ...faultPlace(table.collection), table: from, constraint: key.constraint };
  return key.onUpdate === 'a' || key.onUpdate === 'r'
    ? new StoreRefusedError(words, { ...place, code: 'referred-to' })
    : new BlastRadiusError(words, { ...place, code: 'cascade-update' });
}

function dependantsFault(key: DatabaseForeignKey, count: number, { table }: EraseTask): StoreError {
  const from = qualifiedTableName(key.fromSchema, key.fromTable);
  const place = { ...faultPlace(table.collection), table: from, constraint: key.constraint };
  if (key.onDelete === 'a' || key.onDelete === 'r') {
    const words = `${count} rows of ${from} point at rows that were to be erased, and hold them back`;
    return new StoreRefusedError(`${words} (SQLSTATE 23503: ${from}, ${key.constraint})`, {
      ...place,
      code: '23503',
    });
  }
  const does = key.onDelete === 'c' ? 'erase' : 'change';
  const words = `the database would also ${does} ${count} rows of ${from} that nobody approved`;
  return new BlastRadiusError(`${words} (${key.constraint})`, {
    ...place,
    code: key.onDelete === 'c' ? 'cascade' : 'set-null',
  });
}
