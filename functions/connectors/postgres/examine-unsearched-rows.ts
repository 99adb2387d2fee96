import type { StoreProblem } from '../../domain/store-examination';
import {
  notUniqueProblems,
  twinProblems,
  unreadTextProblem,
  wayProblems,
} from '../relational/examine-unsearched-rows';
import type { LocateContext } from './locate-context';
import { isAffordable, MAX_READ_BYTES } from './mentioned-addresses';
import { quoteIdentifier } from './postgres-catalogue';
import { foldsCase } from './postgres-condition';
import type { Table } from './relation';
import { twinsOf } from './unmapped-twins';
import { unmappedWays } from './unmapped-ways';

/**
 * Places that the search of this collection does not reach: tables of the same columns, rows to which only a
 * table outside the map leads, and addresses inside longer texts of a table that is too large to be read
 * whole.
 */
export async function unsearchedRowProblems(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  return [
    ...notUniqueProblems(table, quoteIdentifier),
    ...twinProblems(table, await twinsOf(context, table)),
    ...wayProblems(table, await unmappedWays(context, table)),
    ...(await unreadTexts(context, table)),
  ];
}

async function unreadTexts(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  const problems: StoreProblem[] = [];
  for (const column of table.columns.filter((one) => foldsCase(table, one)))
    if (!(await isAffordable(context, table, column)))
      problems.push(unreadTextProblem(table, column.name, MAX_READ_BYTES));
  return problems;
}
