import type { Column } from './relation';
import { columnSql } from './sql-text';

/** A column as a result shows it: shapes as text, everything else as it is. */
export function shownSql(column: Column, alias = 't'): string {
  const name = columnSql(column, alias);
  return isShape(column) ? `ST_AsText(${name})` : name;
}

export function isShape({ base }: Pick<Column, 'base'>): boolean {
  return /^(?:multi)?(?:point|linestring|polygon)$|^geom/.test(base);
}
