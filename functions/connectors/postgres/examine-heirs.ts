import type { StoreProblem } from '../../domain/store-examination';
import type { RelationalCatalogue } from '../relational/catalogue';
import { storeProblemOf } from '../relational/store-problem';
import type { Relation, Table } from './relation';
import { unmappedColumns } from './unmapped-columns';

/** Columns that only a table which inherits has. */
export function inheritedColumnProblems(
  catalogue: RelationalCatalogue<Relation>,
  table: Table,
): StoreProblem[] {
  const own = new Set(table.columns.map(({ name }) => name));
  return unmappedColumns(table, catalogue)
    .filter(({ field }) => !own.has(field))
    .map(({ field }) =>
      storeProblemOf(table.collection, {
        code: 'inherited',
        field,
        problem: `A table that inherits from this one has the further column ${field}; its rows are found here.`,
        remedy: `Add ${field} to the fields of ${table.collection.name}, with its data_categories.`,
        blocks: 'nothing',
      }),
    );
}
