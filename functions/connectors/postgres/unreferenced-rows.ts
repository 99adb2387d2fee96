import { mappedCollection } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { pointerGroups } from '../relational/pointer-groups';
import type { EraseCall, EraseTask } from './erase-call';
import { quoteIdentifier } from './postgres-catalogue';
import { BoundValues, foldsCase, isNumber } from './postgres-condition';
import type { Column, Table } from './relation';
import { atPlaces, type RowPlace } from './row-key';

/** Of rows that several people may share, those at which nothing points but rows that go in the same call. */
export async function unreferencedRows(
  { run, store, catalogue }: EraseCall,
  { table, instruction }: EraseTask,
  { places, gone }: { readonly places: readonly RowPlace[]; readonly gone: readonly RowPlace[] },
): Promise<readonly RowPlace[]> {
  const pointers = instruction.unlessReferencedBy ?? [];
  if (pointers.length === 0 || places.length === 0) return places;
  const bound = new BoundValues();
  const at = atPlaces(places, bound);
  const going = atPlaces(gone, bound, 'g');
  const keyOf = (name: string) => catalogue.keyOf(mappedCollection(store, name));
  const groups = pointerGroups(pointers, table.collection.primaryKey, keyOf);
  const conditions = groups.map(({ collection, pairs }) => {
    const other = catalogue.table(mappedCollection(store, collection));
    const points = pairs
      .map(({ field, ownField }) => {
        const [theirs, own] = [columnOf(other, field), columnOf(table, ownField)];
        return pointsAt({ table: other, column: theirs }, { table, column: own });
      })
      .join(' AND ');
    return `NOT EXISTS (SELECT 1 FROM ${other.name} r WHERE ${points}
      AND NOT EXISTS (SELECT 1 FROM ${going.from} WHERE g.c = r.ctid AND g.o = r.tableoid))`;
  });
  const sql = `SELECT p.place FROM ${at.from} JOIN ${table.name} t ON ${at.is('t')} WHERE ${conditions.join(' AND ')}`;
  const { rows } = await run(sql, bound.values);
  return rows.flatMap(([place]) => places[Number(place) - 1] ?? []);
}

interface Held {
  readonly table: Table;
  readonly column: Column;
}

/**
 * Whether a row `r` points at a row `t`. Where the types differ, or capitals do not count, it errs on the
 * side of too many: the row then stays.
 */
function pointsAt(theirs: Held, own: Held): string {
  const [left, right] = [`r.${quoteIdentifier(theirs.column.name)}`, `t.${quoteIdentifier(own.column.name)}`];
  const folds = [theirs, own].some(({ table, column }) => foldsCase(table, column));
  if (theirs.column.sqlType === own.column.sqlType && !folds)
    return `${left} ${theirs.column.equality} ${right}`;
  if (isNumber(theirs.column) && isNumber(own.column)) return `${left}::numeric = ${right}::numeric`;
  return `lower(rtrim(${left}::text)) = lower(rtrim(${right}::text))`;
}
