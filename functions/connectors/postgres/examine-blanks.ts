import { type Blank, isConstant } from '../../domain/blank';
import type { StoreProblem } from '../../domain/store-examination';
import type { RunSql } from '../relational/run-sql';
import { storeProblemOf } from '../relational/store-problem';
import { CHECKS_SQL } from './catalogue-sql';
import { blankMismatch } from './postgres-blank';
import { quoteIdentifier } from './postgres-catalogue';
import { isText } from './postgres-condition';
import type { Column, Table } from './relation';

interface Planned {
  readonly column: Column;
  readonly value: Blank;
}

/**
 * Which planned blanks a column, or a rule of the table, would refuse. Constants are tried on the database,
 * on no row.
 */
export async function postgresBlankProblems(run: RunSql, table: Table): Promise<StoreProblem[]> {
  if (table.collection.onErasure.action !== 'anonymise') return [];
  const planned = table.collection.fields.flatMap(({ name, blankWith: value }) => {
    const column = table.columns.find((one) => one.name === name);
    return value === undefined || column === undefined ? [] : [{ column, value }];
  });
  const byRule = planned.flatMap((one) => columnProblem(table, planned, one) ?? []);
  const sound = planned.filter(({ column }) => !byRule.some(({ field }) => field === column.name));
  return [...byRule, ...(await tried(run, table, sound))];
}

function columnProblem(table: Table, planned: readonly Planned[], one: Planned): StoreProblem | undefined {
  const { column, value } = one;
  const problem = (code: string, words: string, remedy: string): StoreProblem =>
    storeProblemOf(table.collection, {
      code,
      field: column.name,
      problem: `${column.name} ${words}.`,
      remedy,
      blocks: 'erasure',
    });
  const fault = blankMismatch(table, column, value);
  if (fault) return problem('blank-type', fault, `Change or remove blank_with of ${column.name}.`);
  if (!column.writable) {
    const grant = `Have the owner run GRANT UPDATE ON ${table.name} for the desk's user.`;
    return problem('privilege', "may not be changed by the desk's user", grant);
  }
  if (value === null && column.notNull)
    return problem('not-null', 'must hold a value, and would lose it', instead(one));
  if (tooLong(column, value))
    return problem('length', `holds at most ${column.length} characters`, 'Shorten blank_with.');
  if (makesEqual(table, planned, one))
    return problem('unique', 'must differ from row to row, and every row would get the same', instead(one));
  return undefined;
}

/** A placeholder that holds: another one for each row. */
function instead({ column }: Planned): string {
  const kind = /mail/i.test(column.name) ? 'email' : column.base === 'uuid' ? 'uuid' : 'text';
  const random = `{ random: ${kind} }`;
  return isText(column) || column.base === 'uuid'
    ? `Set blank_with of ${column.name} to ${random}.`
    : `Leave ${column.name} as it is, or give it a value that says nothing about the person.`;
}

function tooLong({ length }: Column, value: Blank): boolean {
  return isConstant(value) && value !== null && length !== null && [...String(value)].length > length;
}

/** Whether two rows would collide in a unique key of which all columns get a constant. */
function makesEqual(table: Table, planned: readonly Planned[], { column }: Planned): boolean {
  const same = (name: string, nullsEqual: boolean) =>
    planned.some(
      (one) => one.column.name === name && isConstant(one.value) && (one.value !== null || nullsEqual),
    );
  const strict = table.uniqueKeys.map(({ columns, nullsEqual }) => ({ columns, nullsEqual }));
  const loose = table.looselyUnique.map((columns) => ({ columns, nullsEqual: false }));
  return [...strict, ...loose].some(
    ({ columns, nullsEqual }) =>
      columns.includes(column.name) && columns.every((name) => same(name, nullsEqual)),
  );
}

/**
 * Each constant is cast to its column's type, with the rules of a domain; then each CHECK that looks at
 * nothing else.
 */
async function tried(run: RunSql, table: Table, planned: readonly Planned[]): Promise<StoreProblem[]> {
  const constants = planned.filter(({ value }) => isConstant(value));
  const problems: StoreProblem[] = [];
  for (const { column, value } of constants) {
    if (await holds(run, `SELECT $1::${column.sqlType} IS NOT NULL OR true`, [textOf(value)])) continue;
    problems.push(
      storeProblemOf(table.collection, {
        code: 'type',
        field: column.name,
        problem: `${column.name} (${column.type}) cannot hold what blank_with says.`,
        remedy: instead({ column, value }),
        blocks: 'erasure',
      }),
    );
  }
  const sound = constants.filter(({ column }) => !problems.some(({ field }) => field === column.name));
  return [...problems, ...(await brokenChecks(run, table, sound))];
}

async function brokenChecks(
  run: RunSql,
  table: Table,
  constants: readonly Planned[],
): Promise<StoreProblem[]> {
  if (constants.length === 0) return [];
  const { rows } = await run(CHECKS_SQL, [[table.oid]]);
  const problems: StoreProblem[] = [];
  for (const [, constraint, expression, names] of rows) {
    const columns = JSON.parse(names ?? '[]') as string[];
    const values = constants.filter(({ column }) => columns.includes(column.name));
    if (columns.length === 0 || values.length < columns.length || !constraint) continue;
    const shown = values.map(
      ({ column }, n) => `$${n + 1}::${column.sqlType} AS ${quoteIdentifier(column.name)}`,
    );
    const sql = `SELECT coalesce((${expression}), true) FROM (SELECT ${shown.join(', ')}) t`;
    if (
      await holds(
        run,
        sql,
        values.map(({ value }) => textOf(value)),
      )
    )
      continue;
    problems.push(
      storeProblemOf(table.collection, {
        code: 'check',
        field: columns[0] ?? '',
        constraint,
        problem: `The constraint ${constraint} does not allow what blank_with says of ${columns.join(', ')}.`,
        remedy: `Choose for blank_with of ${columns.join(', ')} a value that the constraint allows.`,
        blocks: 'erasure',
      }),
    );
  }
  return problems;
}

/** Asks for one truth value; a refusal is a no, and leaves the transaction usable. */
async function holds(run: RunSql, sql: string, values: readonly unknown[]): Promise<boolean> {
  await run('SAVEPOINT tried');
  try {
    return (await run(sql, values)).rows[0]?.[0] !== 'f';
  } catch {
    return false;
  } finally {
    await run('ROLLBACK TO SAVEPOINT tried');
  }
}

function textOf(value: Blank): string | null {
  return value === null ? null : String(value);
}
