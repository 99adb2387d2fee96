import type { StoreProblem } from '../../domain/store-examination';
import { rowsHeld } from '../divided-table';
import { qualifiedTableName } from './fault-place';
import type { Table } from './relation';
import { storeProblemOf } from './store-problem';
import type { UnmappedWay } from './unmapped-ways';

/**
 * Whose a row is that refers to such a field is asked of every row that holds its value; still, the map is
 * wrong, or a constraint is missing.
 */
export function notUniqueProblems(
  { collection, uniqueKeys, name }: Table,
  quoteIdentifier: (name: string) => string,
): StoreProblem[] {
  const kept = new Set(uniqueKeys.flatMap(({ columns }) => (columns.length === 1 ? columns : [])));
  return collection.fields
    .filter((field) => field.unique && !kept.has(field.name))
    .map((field) =>
      storeProblemOf(collection, {
        code: 'not-unique',
        field: field.name,
        problem: `The map says that no two rows hold the same ${field.name}, and the database does not keep it so: rows that refer to a value of several people wait for somebody to say whose they are.`,
        // Other collections of the table hold further rows with the same value, rightly.
        remedy: rowsHeld(collection)
          ? `No constraint of a table that several collections share can keep it so. Leave it if the software writes one such row for each ${field.name}; otherwise take unique out of the map.`
          : `Have the database keep it unique: ALTER TABLE ${name} ADD UNIQUE (${quoteIdentifier(field.name)}). Or take unique out of the map, and refer to a field that is.`,
        blocks: 'nothing',
      }),
    );
}

export function twinProblems(
  table: Table,
  twins: readonly { readonly schema: string; readonly table: string; readonly readable: boolean }[],
): StoreProblem[] {
  return twins.map(({ schema, table: name, readable }) =>
    storeProblemOf(table.collection, {
      code: 'same-columns',
      table: qualifiedTableName(schema, name),
      problem: `${qualifiedTableName(schema, name)} has all columns of ${table.collection.name} and is in no collection of the map: rows that were moved there are ${readable ? 'named, but neither given nor erased' : 'not found'}.`,
      remedy: `Describe ${qualifiedTableName(schema, name)} in the map, or mark it fides_meta.skip_processing: true if it holds nothing about people.`,
      blocks: 'nothing',
    }),
  );
}

export function wayProblems(table: Table, ways: readonly UnmappedWay[]): StoreProblem[] {
  return ways.map(({ columns, constraint, table: through }) =>
    storeProblemOf(table.collection, {
      code: 'unmapped-way',
      ...(columns.length === 1 && columns[0] ? { field: columns[0] } : {}),
      table: through,
      constraint,
      problem: `Rows here refer by ${columns.join(' and ')} to ${through}, which leads on to people and is in no collection of the map: rows that are somebody's only through it are not found, and others are not seen to be somebody else's as well.`,
      remedy: `Describe ${through} in the map, with references from and to it, or mark it fides_meta.skip_processing: true if it holds nothing about people.`,
      blocks: 'nothing',
    }),
  );
}

/** Where only bare addresses are found. */
export function unreadTextProblem(table: Table, column: string, mostBytes: number): StoreProblem {
  return storeProblemOf(table.collection, {
    code: 'texts-not-read',
    field: column,
    problem: `The table is larger than ${mostBytes / 1024 ** 2} MiB: in ${column} only bare addresses are found, and none that stands in a longer text.`,
    remedy: `Keep one bare address a row in ${column}, for instance by a CHECK constraint.`,
    blocks: 'nothing',
  });
}
