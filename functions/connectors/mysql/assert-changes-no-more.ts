import type { Blank } from '../../domain/blank';
import { BlastRadiusError, StoreRefusedError } from '../connector';
import { columnsChangedBy } from '../relational/erase-phases';
import { writeTask } from '../relational/erase-task';
import { faultPlace } from '../relational/fault-place';
import type { RunSql } from '../relational/run-sql';
import type { RowBlanking } from './anonymise-rows';
import { assertHooksTold, assertRulesShown, hooksOf } from './assert-erasable';
import { readServer } from './mysql-catalogue';
import { assertNoReferences } from './mysql-dependants';
import { followsTrigger, type MysqlRules, readRules } from './mysql-rules';
import type { Table } from './relation';
import { rowsChanged } from './row-count';
import type { RowPlace } from './row-key';

/**
 * Writes into rows that a correction names, if the database changes nothing else by it.
 *
 * @param write returns how many rows it changed
 * @throws BlastRadiusError where a reference would carry the new value into other rows, or more rows changed
 * than were written
 * @throws StoreRefusedError for a trigger of which the map does not say what it writes
 */
export async function correctingOnly(
  run: RunSql,
  row: RowBlanking,
  places: readonly RowPlace[],
  write: () => Promise<number>,
): Promise<number> {
  const known = await rulesFor(run, row.table);
  await assertNoReferences({ run, rules: known.rules }, writeTask(row), places);
  return countedWrite(run, row.table, known, write);
}

/** The same for the rows of an opt-out: no other table may follow a field that says what is allowed. */
export async function optingOutOnly(
  run: RunSql,
  { table, blank }: RowBlanking,
  write: () => Promise<number>,
): Promise<number> {
  const known = await rulesFor(run, table);
  const changed = columnsChangedBy(table, blank as Readonly<Record<string, Blank>>);
  const following = known.rules
    .pointingAt([table.oid])
    .filter(({ onUpdate }) => onUpdate !== 'a' && onUpdate !== 'r')
    .find((key) => key.columns.some(({ theirs }) => changed.has(theirs)) || followsTrigger(known.rules, key));
  if (following)
    throw new StoreRefusedError(`${table.collection.name}: other rows follow what the opt-out writes`, {
      ...faultPlace(table.collection),
      constraint: following.constraint,
      code: 'cascade-update',
    });
  return countedWrite(run, table, known, write);
}

async function rulesFor(run: RunSql, table: Table): Promise<MysqlRules> {
  const known = await readRules(run, await readServer(run));
  const tasks = [writeTask({ table, blank: {} })];
  assertHooksTold(tasks, known.rules);
  assertRulesShown(tasks, known);
  return known;
}

/** Where a trigger writes what the map names, the sum says nothing. */
async function countedWrite(
  run: RunSql,
  table: Table,
  { rules, counts }: MysqlRules,
  write: () => Promise<number>,
): Promise<number> {
  if (!counts || hooksOf([writeTask({ table, blank: {} })], rules).length > 0) return write();
  // The server counts the whole transaction, in which other tables may have been written before.
  const before = await rowsChanged(run);
  const written = await write();
  const more = (await rowsChanged(run)) - before - written;
  if (more > 0)
    throw new BlastRadiusError(
      `the database itself (a cascade or a trigger) changed ${more} rows that nobody approved`,
      { ...faultPlace(table.collection), code: 'counted' },
    );
  return written;
}
