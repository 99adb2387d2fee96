import { mappedCollection } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { pointerGroups } from '../relational/pointer-groups';
import type { EraseCall, EraseTask } from './erase-call';
import type { TaskRows } from './mysql-dependants';
import { type Column, isWhole } from './relation';
import { isAmong, keyJoin, portions, type RowPlace } from './row-key';
import { BoundValues, columnSql } from './sql-text';

/** Of rows that several people may share, those at which nothing points but rows that go in the same call. */
export async function unreferencedRows(
  { run, store, catalogue }: EraseCall,
  { table, instruction }: EraseTask,
  { places, gone }: { readonly places: readonly RowPlace[]; readonly gone: TaskRows },
): Promise<readonly RowPlace[]> {
  const pointers = instruction.unlessReferencedBy ?? [];
  if (pointers.length === 0 || places.length === 0) return places;
  const keyOf = (name: string) => catalogue.keyOf(mappedCollection(store, name));
  const groups = pointerGroups(pointers, table.collection.primaryKey, keyOf);
  const free: RowPlace[] = [];
  for (const some of portions(places.filter(({ content }) => content === undefined))) {
    const bound = new BoundValues();
    const from = keyJoin(table, some, bound);
    const conditions = groups.map(({ collection, pairs }) => {
      const other = catalogue.table(mappedCollection(store, collection));
      const points = pairs.map(({ field, ownField }) =>
        pointsAt(columnOf(other, field), columnOf(table, ownField)),
      );
      const going = [...gone]
        .filter(([task, rows]) => task.table.oid === other.oid && rows.length > 0)
        .map(([, rows]) => `NOT (${isAmong(other, rows, bound, 'r')})`);
      return `NOT EXISTS (SELECT 1 FROM ${other.name} r WHERE ${[...points, ...going].join(' AND ')})`;
    });
    const { rows } = await run(`SELECT p.place FROM ${from} WHERE ${conditions.join(' AND ')}`, bound.values);
    free.push(...rows.flatMap(([place]) => some[Number(place) - 1] ?? []));
  }
  return free;
}

/**
 * Whether a row `r` points at a row `t`. It errs on the side of too many (capitals, accents and spaces at the
 * end do not count): the row then stays.
 */
function pointsAt(theirs: Column, own: Column): string {
  const [left, right] = [columnSql(theirs, 'r'), columnSql(own, 't')];
  const numbers = [theirs, own].every((column) => isWhole(column) || column.base === 'decimal');
  if (numbers || (theirs.sized === own.sized && theirs.collation === own.collation))
    return `${left} = ${right}`;
  const loose = (side: string) => `CONVERT(CAST(${side} AS CHAR) USING utf8mb4) COLLATE utf8mb4_general_ci`;
  return `${loose(left)} = ${loose(right)}`;
}
