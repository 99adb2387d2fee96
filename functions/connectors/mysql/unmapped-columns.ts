import type { StoreMap } from '../../domain/data-map';
import { type Column, isBinary, isText, type Table } from './relation';
import { columnSql } from './sql-text';

/** Columns of the table that the map does not know, and nobody's key is. */
export function unmappedColumns({ collection, columns }: Table, { collections }: StoreMap): Column[] {
  // Without a key that only the catalogue knows: its columns are unmapped like others.
  const mapped = collections.find(({ name }) => name === collection.name) ?? collection;
  const known = new Set([...mapped.fields.map(({ name }) => name), ...mapped.primaryKey]);
  return columns.filter(({ name, isServersKey }) => !isServersKey && !known.has(name));
}

/** Whether a row holds something in it. */
export function isFilledSql(column: Column): string {
  const name = columnSql(column);
  if (isText(column) || isBinary(column) || column.base === 'json' || column.charset)
    return `(${name} IS NOT NULL AND CAST(${name} AS CHAR) NOT IN ('', '{}', '[]'))`;
  return `(${name} IS NOT NULL)`;
}
