import { StoreRefusedError } from '../connector';
import { cellBound } from './cell';
import type { Column, Table } from './relation';
import { distinct, type FoundRow, finderOf, type Reading, readRows } from './row-search';
import { quoted } from './sqlite-catalogue';
import { faultPlace } from './sqlite-place';
import type { SqlValue } from './sqlite-session';

/**
 * The row that a key names; undefined when it is gone.
 *
 * @param key - texts, in the order of the table's key
 * @throws StoreRefusedError when a text and a number in one column have the same key
 */
export function rowAt(
  reading: Reading,
  table: Table,
  key: readonly string[],
  columns: readonly Column[],
): FoundRow | undefined {
  const finders = table.key.map(({ name }, at) =>
    finderOf(exactly(table), [{ field: name, values: [key[at] ?? ''] }]),
  );
  const query = {
    columns: distinct([...table.key, ...columns]),
    where: finders.map(({ where }) => where).join(' AND '),
    values: finders.flatMap(({ values }) => values),
  };
  const [row, more] = [...readRows(reading, table, query)].filter((one) =>
    finders.every((finder) => finder.finds(one)),
  );
  if (more === undefined) return row;
  throw new StoreRefusedError(
    `${table.collection.name}: two rows have the same key, one as a text and one as a number or in bytes: make them of one type`,
    { ...faultPlace(table.collection), code: 'two-types' },
  );
}

/** A key is one text, also where it is an address. */
function exactly(table: Table): Table {
  return { ...table, addresses: [] };
}

/**
 * The row itself, by the values that its key holds. The first comparison is for the index; a column that
 * ignores capitals may hold both `ab` and `AB`.
 */
export function atRow(table: Table, { cells }: FoundRow, alias = ''): { where: string; values: SqlValue[] } {
  const parts = table.key.map(({ name }) => {
    const { sql, values } = cellBound(cells.get(name) ?? { type: 'null' });
    return {
      where: `${alias}${quoted(name)} IS ${sql} AND ${alias}${quoted(name)} COLLATE BINARY IS ${sql}`,
      values: [...values, ...values],
    };
  });
  return {
    where: parts.map(({ where }) => where).join(' AND '),
    values: parts.flatMap(({ values }) => values),
  };
}
