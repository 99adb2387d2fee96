import type { UnreadPlace } from '../../domain/finding';
import type { CollectionSearch } from '../mapped-collection';
import type { Table } from './relation';
import { distinct, isNamed, keyOf, type Reading, readRows } from './row-search';
import { columnOf, quoted } from './sqlite-catalogue';

/**
 * Rows that hold a searched address as bytes: another value than the text, and the same to whoever reads the
 * column. SQLite sorts bytes behind all texts, so that an index finds them
 * (https://www.sqlite.org/datatype3.html#sort_order).
 */
export function addressesInBytes(
  reading: Reading,
  table: Table,
  { conditions }: Pick<CollectionSearch, 'conditions'>,
): UnreadPlace[] {
  const addressed = conditions.filter(({ field }) => table.addresses.includes(field));
  return addressed.flatMap(({ field, values }) => {
    const column = columnOf(table, field);
    const asked = new Set(values.map((value) => value.toLowerCase()));
    const name = `t.${quoted(field)}`;
    const columns = distinct([...table.key, column]);
    const where = `${name} COLLATE NOCASE >= x'' AND typeof(${name}) = 'blob'`;
    const rows = [...readRows(reading, table, { columns, where, values: [] })].filter(({ cells }) => {
      const cell = cells.get(field);
      return cell?.type === 'blob' && asked.has(new TextDecoder().decode(cell.value).toLowerCase());
    });
    return rows.map((row) => placeOf(table, field, isNamed(table, row) ? keyOf(table, row) : undefined));
  });
}

function placeOf(
  { collection, name }: Table,
  field: string,
  key: ReturnType<typeof keyOf> | undefined,
): UnreadPlace {
  const shown = Object.entries(key ?? {}).map(([part, value]) => `${part} ${value}`);
  return {
    collection: collection.name,
    place: `${name}.${field} (${shown.join(', ') || 'a row whose key is empty'})`,
    reason: 'mentioned',
    ...(key ? { row: key } : {}),
  };
}
