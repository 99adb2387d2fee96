import type { Blank } from '../../domain/blank';
import { StoreRefusedError } from '../connector';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import { unexpectedShape } from '../unexpected-shape';
import { fieldWrites } from './postgres-blank';
import { quoteIdentifier } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import type { PostgresRules } from './postgres-rules';
import type { Table } from './relation';
import { atPlaces, type RowPlace } from './row-key';
import { rowWatch } from './row-watch';
import { withOwnSearchPath } from './with-own-search-path';

export interface RowBlanking {
  readonly table: Table;
  readonly blank: Readonly<Record<string, Blank>>;
}

/**
 * Blanks the rows at these places that are not blank yet. Returns how many that were.
 *
 * @throws StoreRefusedError where a trigger may keep an old value in another column of the same row
 */
export async function anonymiseRows(
  run: RunSql,
  task: RowBlanking,
  places: readonly RowPlace[],
  rules: PostgresRules,
): Promise<number> {
  await assertParts(run, task, places);
  const due = await rowsNotBlankYet(run, task, places);
  if (due.length === 0) return 0;
  const bound = new BoundValues();
  const at = atPlaces(due, bound);
  const set: string[] = [];
  const randoms: string[] = [];
  for (const write of fieldWrites(task.table, task.blank, bound)) {
    const { random } = write;
    const place = `x.r${randoms.length}`;
    if (random) randoms.push(`${bound.bind(due.map(random))}::pg_catalog.text[]`);
    set.push(`${quoteIdentifier(write.column.name)} = ${write.value(place)}`);
  }
  const from =
    randoms.length === 0
      ? at.from
      : `${at.from}, ROWS FROM (${randoms.map((values) => `pg_catalog.unnest(${values})`).join(', ')}) WITH ORDINALITY AS x(${randoms.map((_, n) => `r${n}`).join(', ')}, place)`;
  const beside = randoms.length === 0 ? '' : ' AND x.place OPERATOR(pg_catalog.=) p.place';
  const watch = rowWatch(task, rules, bound);
  const sql = `UPDATE ${task.table.name} t SET ${set.join(', ')} FROM ${from}${watch?.from ?? ''}
    WHERE ${at.is('t')}${beside}${watch ? ` AND ${at.is('o')} RETURNING ${watch.returning}` : ''}`;
  const { rows, rowCount } = await withOwnSearchPath(run, () => run(sql, bound.values));
  watch?.assertNothingKept(rows);
  return rowCount;
}

/**
 * Reads blanked rows back, since a trigger or rule of the shop may have put the old values back or
 * swallowed the change. Throws {@link StoreRefusedError} when a field does not hold what was written.
 */
export async function assertBlanked(
  run: RunSql,
  task: RowBlanking,
  places: readonly RowPlace[],
): Promise<void> {
  if (places.length === 0 || (await rowsNotBlankYet(run, task, places)).length === 0) return;
  const { collection } = task.table;
  const words = 'what was blanked did not stay blank: a trigger or rule of the database undid it';
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
  if (places.length === 0) return;
  const bound = new BoundValues();
  const at = atPlaces(places, bound);
  const parts = fieldWrites(table, blank, new BoundValues()).flatMap(({ column, strange }) =>
    (strange?.(bound) ?? []).map(({ path, holds }) => ({ field: `${column.name}.${path}`, holds })),
  );
  if (parts.length === 0) return;
  const counts = parts.map(({ holds }) => `pg_catalog.count(*) FILTER (WHERE ${holds})`);
  const sql = `SELECT ${counts.join(', ')} FROM ${at.from} JOIN ${table.name} t ON ${at.is('t')}`;
  const [row = []] = (await run(sql, bound.values)).rows;
  const found = parts.findIndex((_, n) => Number(row[n]) > 0);
  if (found < 0) return;
  throw unexpectedShape(
    table.collection,
    parts[found]?.field ?? '',
    `${row[found]} rows`,
    faultPlace(table.collection),
  );
}

/** Those of the rows that hold something else than would be written. */
export async function rowsNotBlankYet(
  run: RunSql,
  task: RowBlanking,
  places: readonly RowPlace[],
): Promise<RowPlace[]> {
  const bound = new BoundValues();
  const at = atPlaces(places, bound);
  const writes = fieldWrites(task.table, task.blank, bound);
  const differs = writes.map((write) => write.differs).join(' OR ');
  const sql = `SELECT p.place FROM ${at.from} JOIN ${task.table.name} t ON ${at.is('t')} WHERE ${differs}`;
  const { rows } = await run(sql, bound.values);
  return rows.flatMap(([place]) => places[Number(place) - 1] ?? []);
}
