import type { FaultPlace } from '../../domain/store-examination';
import { StoreRefusedError } from '../connector';
import type { EraseTask } from '../relational/erase-task';
import { faultPlace } from '../relational/fault-place';
import type { Hook, Rules } from '../relational/rules';
import { mysqlPlace } from './mysql-place';
import type { MysqlRules } from './mysql-rules';
import type { Relation, Table } from './relation';

/** Engines whose changes a rollback undoes; MyISAM, Aria, MEMORY, CSV and others are none. */
const TRANSACTIONAL = new Set(['innodb', 'rocksdb', 'tokudb', 'ndbcluster', 'ndb']);

export function isTransactional({ engine }: Pick<Relation, 'engine'>): boolean {
  return TRANSACTIONAL.has((engine ?? '').toLowerCase());
}

/** What keeps the desk from writing into a table safely, and the remedy. */
export interface WriteObstacle {
  readonly code: 'no-transactions' | 'versioned';
  readonly problem: string;
  readonly remedy: string;
}

/** Undefined where a change happens as a whole or not at all, and nothing of it is kept. */
export function writeObstacle(
  table: Pick<Table, 'engine' | 'isVersioned' | 'name'>,
): WriteObstacle | undefined {
  if (!isTransactional(table))
    return {
      code: 'no-transactions',
      problem: `The table is of the engine ${table.engine}, which has no transactions: an erasure that is cut off would leave half of it`,
      remedy: `ALTER TABLE ${table.name} ENGINE = InnoDB`,
    };
  if (table.isVersioned)
    return {
      code: 'versioned',
      problem:
        'The table keeps the rows of past times (system versioning), so what is erased would still be there',
      remedy: `Take the versioning off (ALTER TABLE ${table.name} DROP SYSTEM VERSIONING), or have a person erase here`,
    };
  return undefined;
}

/** Throws {@link StoreRefusedError} for such a table. */
export function assertWritable(table: Table): void {
  const obstacle = writeObstacle(table);
  if (obstacle === undefined) return;
  throw new StoreRefusedError(`${table.collection.name}: ${obstacle.problem}`, {
    ...faultPlace(table.collection),
    code: obstacle.code,
  });
}

/**
 * MySQL runs no trigger for what a foreign key erases, and reports no row that one changes. What cannot be
 * counted afterwards has to be known before. Throws {@link StoreRefusedError} with the trigger or the table.
 */
export function assertErasable(tasks: readonly EraseTask<Relation>[], known: MysqlRules): void {
  for (const { table } of tasks) assertWritable(table);
  assertHooksTold(tasks, known.rules);
  assertRulesShown(tasks, known);
}

/** Throws {@link StoreRefusedError} for a trigger of which the map does not say what it writes. */
export function assertHooksTold(tasks: readonly EraseTask<Relation>[], rules: Rules): void {
  const hook = undeclaredHooks(tasks, rules)[0];
  if (hook === undefined) return;
  throw new StoreRefusedError(`the trigger ${hook.name} changes what nobody approved`, {
    ...placeOfHook(tasks, hook),
    constraint: hook.name,
    code: 'trigger',
  });
}

/** Throws {@link StoreRefusedError} where triggers and references may be there that the desk does not see. */
export function assertRulesShown(tasks: readonly EraseTask<Relation>[], known: MysqlRules): void {
  const hidden = tasks.find(({ table }) => !known.counts && !known.showsAllOf(table.schema));
  if (hidden)
    throw new StoreRefusedError(
      `${hidden.table.collection.name}: nothing shows which triggers and foreign keys the table has`,
      { ...faultPlace(hidden.table.collection), code: 'hidden-rules' },
    );
}

/** Triggers that the call sets off, in tables of which the map does not say what theirs write. */
export function undeclaredHooks(tasks: readonly EraseTask<Relation>[], rules: Rules): Hook[] {
  const declared = new Set(
    tasks
      .filter(({ table }) => mysqlPlace(table.collection).triggers_write !== undefined)
      .map(({ table }) => table.oid),
  );
  return hooksOf(tasks, rules).filter(({ oid }) => !declared.has(oid));
}

/**
 * Triggers that write more than the row that sets them off, such as the time of its change. A cascade sets
 * off none.
 */
export function hooksOf(tasks: readonly EraseTask<Relation>[], rules: Rules): Hook[] {
  const oidsOf = (action: 'erase' | 'anonymise') =>
    new Set(tasks.filter(({ instruction }) => instruction.action === action).map(({ table }) => table.oid));
  return rules
    .hooksOn({ deleted: oidsOf('erase'), updated: oidsOf('anonymise') })
    .filter(({ onlyItsRow }) => !onlyItsRow);
}

function placeOfHook(tasks: readonly EraseTask<Relation>[], { oid }: Hook): FaultPlace {
  const task = tasks.find(({ table }) => table.oid === oid);
  return task ? faultPlace(task.table.collection) : {};
}
