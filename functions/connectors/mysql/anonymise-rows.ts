import type { Blank } from '../../domain/blank';
import { StoreRefusedError } from '../connector';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { unexpectedShape } from '../unexpected-shape';
import { fieldWrites } from './mysql-blank';
import type { Table } from './relation';
import { keyJoin, portions, type RowPlace } from './row-key';
import { BoundValues, columnSql } from './sql-text';

export interface RowBlanking {
  readonly table: Table;
  readonly blank: Readonly<Record<string, Blank>>;
}

/** Blanks the rows of these keys that are not blank yet. Returns how many that were. */
export async function anonymiseRows(
  run: RunSql,
  task: RowBlanking,
  places: readonly RowPlace[],
): Promise<number> {
  await assertParts(run, task, places);
  const due = await rowsNotBlankYet(run, task, places);
  let changed = 0;
  for (const some of portions(due)) changed += await blankSome(run, task, some);
  return changed;
}

async function blankSome(
  run: RunSql,
  { table, blank }: RowBlanking,
  places: readonly RowPlace[],
): Promise<number> {
  const bound = new BoundValues();
  const writes = fieldWrites(table, blank);
  const randoms = writes.flatMap(({ random }) => (random ? [places.map(random)] : []));
  const from = keyJoin(table, places, bound, randoms);
  let nth = 0;
  const set = writes.map(({ column, value, random }) => {
    const place = `p.r${nth}`;
    if (random) nth += 1;
    return `${columnSql(column)} = ${value(bound, place)}`;
  });
  return (await run(`UPDATE ${from} SET ${set.join(', ')}`, bound.values)).rowCount;
}

/**
 * Reads blanked rows back, since a trigger of the shop may have put the old values back. Throws
 * {@link StoreRefusedError} when a field does not hold what was written.
 */
export async function assertBlanked(
  run: RunSql,
  task: RowBlanking,
  places: readonly RowPlace[],
): Promise<void> {
  if (places.length === 0 || (await rowsNotBlankYet(run, task, places)).length === 0) return;
  const { collection } = task.table;
  const words = 'what was blanked did not stay blank: a trigger of the database undid it';
  throw new StoreRefusedError(`${collection.name}: ${words}`, {
    ...faultPlace(collection),
    code: 'blank-undone',
  });
}

/**
 * Throws {@link StoreRefusedError} where a value has another form than the path expects: nothing would be
 * taken out of it, so a person has to look.
 */
async function assertParts(
  run: RunSql,
  { table, blank }: RowBlanking,
  places: readonly RowPlace[],
): Promise<void> {
  const parts = fieldWrites(table, blank).flatMap(({ column, strange = [] }) =>
    strange.map(({ path, holds }) => ({ field: `${column.name}.${path}`, holds })),
  );
  if (parts.length === 0) return;
  for (const some of portions(places)) {
    const bound = new BoundValues();
    const counts = parts.map(({ holds }) => `IFNULL(SUM(${holds(bound)}), 0)`);
    const sql = `SELECT ${counts.join(', ')} FROM ${keyJoin(table, some, bound)}`;
    const [row = []] = (await run(sql, bound.values)).rows;
    const found = parts.findIndex((_, n) => Number(row[n]) > 0);
    if (found >= 0)
      throw unexpectedShape(
        table.collection,
        parts[found]?.field ?? '',
        `${row[found]} rows`,
        faultPlace(table.collection),
      );
  }
}

/** Those of the rows that hold something else than would be written. */
export async function rowsNotBlankYet(
  run: RunSql,
  { table, blank }: RowBlanking,
  places: readonly RowPlace[],
): Promise<RowPlace[]> {
  const due: RowPlace[] = [];
  for (const some of portions(places)) {
    const bound = new BoundValues();
    const from = keyJoin(table, some, bound);
    const differs = fieldWrites(table, blank).map((write) => write.differs(bound));
    const { rows } = await run(`SELECT p.place FROM ${from} WHERE ${differs.join(' OR ')}`, bound.values);
    due.push(...rows.flatMap(([place]) => some[Number(place) - 1] ?? []));
  }
  return due;
}
