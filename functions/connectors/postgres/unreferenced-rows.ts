import { mappedCollection } from '../mapped-collection';
import type { EraseTask } from './erase-task';
import { columnOf, quoted } from './postgres-catalogue';
import { BoundValues } from './postgres-condition';
import type { EraseCall } from './postgres-erase';
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
  const conditions = pointers.map(({ collection, field, ownField }) => {
    const other = catalogue.table(mappedCollection(store, collection));
    const [theirs, own] = [columnOf(other, field), columnOf(table, ownField)];
    const [left, right] = [`r.${quoted(field)}`, `t.${quoted(ownField)}`];
    const as = theirs.category === 'N' && own.category === 'N' ? 'numeric' : 'text';
    const points =
      theirs.sqlType === own.sqlType
        ? `${left} ${theirs.equality} ${right}`
        : `${left}::${as} = ${right}::${as}`;
    return `NOT EXISTS (SELECT 1 FROM ${other.name} r WHERE ${points}
      AND NOT EXISTS (SELECT 1 FROM ${going.from} WHERE g.c = r.ctid AND g.o = r.tableoid))`;
  });
  const sql = `SELECT p.place FROM ${at.from} JOIN ${table.name} t ON ${at.is('t')} WHERE ${conditions.join(' AND ')}`;
  const { rows } = await run(sql, bound.values);
  return rows.flatMap(([place]) => places[Number(place) - 1] ?? []);
}
