import type { StoreProblem } from '../../domain/store-examination';
import {
  notUniqueProblems,
  twinProblems,
  unreadTextProblem,
  wayProblems,
} from '../relational/examine-unsearched-rows';
import type { LocateContext } from '../relational/locate-context';
import { isAffordable, MAX_READ_BYTES } from './mentioned-addresses';
import { foldsCase } from './mysql-condition';
import type { Relation, Table } from './relation';
import { quoteIdentifier } from './sql-text';
import { twinsOf } from './unmapped-twins';
import { unmappedWays } from './unmapped-ways';

/**
 * Places that the search of this collection does not reach: tables of the same columns, rows to which only a
 * table outside the map leads, and addresses inside longer texts of a table that is too large to be read
 * whole.
 */
export async function unsearchedRowProblems(
  context: LocateContext<Relation>,
  table: Table,
): Promise<StoreProblem[]> {
  const twins = twinsOf(context, table).map((one) => ({ ...one, readable: one.isReadable }));
  const problems = [
    ...notUniqueProblems(table, quoteIdentifier),
    ...twinProblems(table, twins),
    ...wayProblems(table, unmappedWays(context, table)),
  ];
  for (const column of table.columns.filter((one) => foldsCase(table, one)))
    if (!(await isAffordable(context.run, table, column)))
      problems.push(unreadTextProblem(table, column.name, MAX_READ_BYTES));
  return problems;
}
