import type { StoreProblem } from '../../domain/store-examination';
import { qualifiedTableName } from '../relational/fault-place';
import { storeProblemOf } from '../relational/store-problem';
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
    ...notUnique(table),
    ...(await twinProblems(context, table)),
    ...(await wayProblems(context, table)),
    ...(await unreadTexts(context, table)),
  ];
}

/**
 * Whose a row is that refers to such a field is asked of every row that holds its value; still, the map is
 * wrong, or a constraint is missing.
 */
function notUnique({ collection, uniqueKeys, name }: Table): StoreProblem[] {
  const kept = new Set(uniqueKeys.flatMap(({ columns }) => (columns.length === 1 ? columns : [])));
  return collection.fields
    .filter((field) => field.unique && !kept.has(field.name))
    .map((field) =>
      storeProblemOf(collection, {
        code: 'not-unique',
        field: field.name,
        problem: `The map says that no two rows hold the same ${field.name}, and the database does not keep it so: rows that refer to a value of several people wait for somebody to say whose they are.`,
        remedy: `Have the database keep it unique: ALTER TABLE ${name} ADD UNIQUE (${quoteIdentifier(field.name)}). Or take unique out of the map, and refer to a field that is.`,
        blocks: 'nothing',
      }),
    );
}

async function twinProblems(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  const twins = await twinsOf(context, table);
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

async function wayProblems(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  const ways = await unmappedWays(context, table);
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

async function unreadTexts(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  const problems: StoreProblem[] = [];
  for (const column of table.columns.filter((one) => foldsCase(table, one))) {
    if (await isAffordable(context, table, column)) continue;
    problems.push(
      storeProblemOf(table.collection, {
        code: 'texts-not-read',
        field: column.name,
        problem: `The table is larger than ${MAX_READ_BYTES / 1024 ** 2} MiB: in ${column.name} only bare addresses are found, and none that stands in a longer text.`,
        remedy: `Keep one bare address a row in ${column.name}, for instance by a CHECK constraint.`,
        blocks: 'nothing',
      }),
    );
  }
  return problems;
}
