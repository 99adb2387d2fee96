import { type Blank, isConstant } from '../../domain/blank';
import type { StoreProblem } from '../../domain/store-examination';
import { instead, type Planned, plannedBlanks } from '../relational/planned-blanks';
import type { RunSql } from '../relational/run-sql';
import { storeProblemOf } from '../relational/store-problem';
import { blankMismatch, writtenText } from './mysql-blank';
import { storedForms } from './mysql-condition';
import { type Column, isText, type Table } from './relation';

/** Which planned blanks a column, or a rule of the table, would refuse. */
export async function blankProblems(_run: RunSql, table: Table): Promise<StoreProblem[]> {
  const { problems, sound } = plannedBlanks(table, { mismatch: blankMismatch, isText });
  const unfit = sound.filter(({ column, value }) => isConstant(value) && !fits(column, value));
  return [...problems, ...unfit.map((one) => typeProblem(table, one))];
}

/** Whether the column can hold the constant as it is. */
function fits(column: Column, value: Blank): boolean {
  if (!isConstant(value) || value === null || isText(column)) return true;
  if (column.base === 'json') return isJson(String(value));
  return storedForms(column, writtenText(column, value)).length > 0;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function typeProblem(table: Table, one: Planned<Column>): StoreProblem {
  const { name, type } = one.column;
  return storeProblemOf(table.collection, {
    code: 'type',
    field: name,
    problem: `${name} (${type}) cannot hold what blank_with says.`,
    remedy: instead(one, isText),
    blocks: 'erasure',
  });
}
