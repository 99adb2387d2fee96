import { type Blank, isConstant } from '../../domain/blank';
import type { StoreProblem } from '../../domain/store-examination';
import type * as relational from '../relational/planned-blanks';
import { instead, plannedBlanks } from '../relational/planned-blanks';
import type { RunSql } from '../relational/run-sql';
import { storeProblemOf } from '../relational/store-problem';
import { CHECKS_SQL } from './catalogue-sql';
import { blankMismatch } from './postgres-blank';
import { quoteIdentifier } from './postgres-catalogue';
import { isText } from './postgres-condition';
import type { Column, Table } from './relation';

/**
 * Which planned blanks a column, or a rule of the table, would refuse. Constants are tried on the database,
 * on no row.
 */
export async function postgresBlankProblems(run: RunSql, table: Table): Promise<StoreProblem[]> {
  const { problems, sound } = plannedBlanks(table, { mismatch: blankMismatch, isText });
  return [...problems, ...(await tried(run, table, sound))];
}

type Planned = relational.Planned<Column>;

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
        remedy: instead({ column, value }, isText),
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
