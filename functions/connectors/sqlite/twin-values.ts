import type { CollectionMap } from '../../domain/data-map';
import type { UnreadPlace } from '../../domain/finding';
import type { CollectionSearch } from '../mapped-collection';
import { AskedValues, type Cell } from './cell';
import type { Column, Table } from './relation';
import { type FoundRow, finderOf, isNamed, keyOf, type Reading, readRows, textIn } from './row-search';
import { columnOf } from './sqlite-catalogue';

/** Whether a value is a number, a text or bytes: SQLite calls values of two kinds different. */
type ValueKind = 'number' | 'text' | 'bytes';

/** The kinds in which each text occurs in a column. */
type KindsOfTexts = ReadonlyMap<string, ReadonlySet<ValueKind>>;

/**
 * Rows among those found that may be of somebody else. A column without a type may hold `1` in one row and
 * `'1'` in another, and a search knows only the text. So where a value leads from one column of the store to
 * another, only rows that the database calls equal are found; and none, while the value it comes from, or a
 * column that is unique, has it in two kinds.
 */
export function unclearRows(
  reading: Reading,
  table: Table,
  conditions: CollectionSearch['conditions'],
  found: readonly FoundRow[],
): ReadonlyMap<FoundRow, UnreadPlace> {
  const judged = conditions.map(({ field, values }) => {
    const column = columnOf(table, field);
    const asked = new AskedValues(column, values, table.addresses.includes(field));
    const isHere = ({ cells }: FoundRow) => asked.has(cells.get(field) ?? { type: 'null' });
    return { field, isHere, isClear: clearness(reading, table, column, found.filter(isHere)) };
  });
  const unclear = found.flatMap((row): [FoundRow, UnreadPlace][] => {
    const ways = judged.filter(({ isHere }) => isHere(row));
    const [first] = ways;
    const isClear = ways.some((way) => way.isClear(row));
    return first === undefined || isClear ? [] : [[row, placeOf(table, first.field, row)]];
  });
  return new Map(unclear);
}

function clearness(
  reading: Reading,
  table: Table,
  column: Column,
  found: readonly FoundRow[],
): (row: FoundRow) => boolean {
  const texts = [...new Set(found.flatMap(({ cells }) => textIn(cells, column) ?? []))];
  const origins = originsOf(reading, table.collection, column.name)
    .map((origin) => ({ ...origin, areEqual: !isUntyped(column) || !isUntyped(origin.column) }))
    .filter(({ areEqual, column: one }) => texts.length > 0 && (!areEqual || isUntyped(one)))
    .map((origin) => ({ ...origin, kinds: kindsIn(reading, origin.table, origin.column, texts) }));
  const isUnique = isUntyped(column) && table.uniqueByThemselves.includes(column.name);
  const own = isUnique && texts.length > 0 ? kindsIn(reading, table, column, texts) : new Map();
  return ({ cells }) => {
    const kind = kindOf(cells.get(column.name));
    const text = textIn(cells, column) ?? '';
    if ((own.get(text)?.size ?? 0) > 1 && origins.length === 0) return false;
    return origins.every(({ kinds, areEqual }) => {
      const there = kinds.get(text);
      return (
        there === undefined || (there.size === 1 && (areEqual || (kind !== undefined && there.has(kind))))
      );
    });
  };
}

/** Nothing that is written into such a column is converted. */
function isUntyped({ affinity }: Column): boolean {
  return affinity === 'BLOB';
}

/** Columns of the store from which values lead to this one, by the map, as far as they are there. */
function originsOf({ catalogue, store }: Reading, collection: CollectionMap, field: string) {
  return collection.reachedBy.flatMap((reach) => {
    if (!('from' in reach) || reach.field !== field || reach.from.storeId !== store.storeId) return [];
    const mapped = store.collections.find(({ name }) => name === reach.from.collection);
    const relation = mapped && catalogue.relationOf(mapped);
    const column = relation?.columns.find(({ name }) => name === reach.from.field);
    if (!mapped || !column || relation?.kind !== 'table') return [];
    return [{ table: { ...relation, collection: mapped, key: [], order: [], addresses: [] }, column }];
  });
}

function kindsIn(reading: Reading, table: Table, column: Column, texts: readonly string[]): KindsOfTexts {
  const finder = finderOf({ ...table, addresses: [] }, [{ field: column.name, values: texts }]);
  const kinds = new Map<string, Set<ValueKind>>();
  for (const row of readRows(reading, table, { ...finder, columns: [column] })) {
    const text = finder.finds(row) ? textIn(row.cells, column) : undefined;
    const kind = kindOf(row.cells.get(column.name));
    if (text !== undefined && kind !== undefined) kinds.set(text, (kinds.get(text) ?? new Set()).add(kind));
  }
  return kinds;
}

function kindOf(cell: Cell = { type: 'null' }): ValueKind | undefined {
  if (cell.type === 'integer' || cell.type === 'real') return 'number';
  if (cell.type === 'blob') return 'bytes';
  return cell.type === 'null' ? undefined : 'text';
}

export function placeOf(table: Table, field: string, row: FoundRow): UnreadPlace {
  const key = isNamed(table, row) ? keyOf(table, row) : undefined;
  const shown = Object.entries(key ?? {}).map(([part, value]) => `${part} ${value}`);
  return {
    collection: table.collection.name,
    place: `${table.name}.${field} (${shown.join(', ') || 'a row whose key is empty'})`,
    reason: 'unclear',
    ...(key ? { row: key } : {}),
  };
}
