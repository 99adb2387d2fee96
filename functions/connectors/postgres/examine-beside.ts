import type { StoreProblem } from '../../domain/store-examination';
import { isAffordable, LARGEST_BYTES } from './mentioned-addresses';
import { foldsCase } from './postgres-condition';
import { placeName } from './postgres-errors';
import type { LocateContext } from './postgres-locate';
import type { Table } from './relation';
import { problemOf } from './store-problem';
import { twinsOf } from './unmapped-twins';

/** Where rows may lie that no search of this collection gives: tables of the same columns, and addresses inside longer texts of a table too large to be read whole. */
export async function besideProblems(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  return [...(await twinProblems(context, table)), ...(await unreadTexts(context, table))];
}

async function twinProblems(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  const twins = await twinsOf(context, table);
  return twins.map(({ schema, table: name, readable }) =>
    problemOf(table.collection, {
      code: 'same-columns',
      table: placeName(schema, name),
      problem: `${placeName(schema, name)} has all columns of ${table.collection.name} and is in no collection of the map: rows that were moved there are ${readable ? 'named, but neither given nor erased' : 'not found'}.`,
      remedy: `Describe ${placeName(schema, name)} in the map, or mark it fides_meta.skip_processing: true if it holds nothing about people.`,
      blocks: 'nothing',
    }),
  );
}

async function unreadTexts(context: LocateContext, table: Table): Promise<StoreProblem[]> {
  const problems: StoreProblem[] = [];
  for (const column of table.columns.filter((one) => foldsCase(table, one))) {
    if (await isAffordable(context, table, column)) continue;
    problems.push(
      problemOf(table.collection, {
        code: 'texts-not-read',
        field: column.name,
        problem: `The table is larger than ${LARGEST_BYTES / 1024 ** 2} MiB: in ${column.name} only bare addresses are found, and none that stands in a longer text.`,
        remedy: `Keep one bare address a row in ${column.name}, for instance by a CHECK constraint.`,
        blocks: 'nothing',
      }),
    );
  }
  return problems;
}
