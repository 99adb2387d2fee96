import type { FieldKind } from '../survey';
import { type Column, isBinary, isText, isTruth } from './relation';

/** What a column can hold. Sixteen bytes are what an id takes, and MySQL 8 has no other type for one. */
export function fieldKind(column: Column): FieldKind {
  if (isTruth(column)) return 'yes-or-no';
  if (column.sized === 'binary(16)') return 'id';
  if (isText(column)) return 'text';
  if (isBinary(column)) return 'binary';
  return KINDS[column.base] ?? 'other';
}

const KINDS: Readonly<Record<string, FieldKind>> = {
  tinyint: 'number',
  smallint: 'number',
  mediumint: 'number',
  int: 'number',
  bigint: 'number',
  decimal: 'number',
  float: 'number',
  double: 'number',
  bit: 'number',
  year: 'number',
  date: 'date',
  datetime: 'date',
  timestamp: 'date',
  time: 'date',
  enum: 'choice',
  set: 'choice',
  json: 'nested',
  uuid: 'id',
  inet4: 'address',
  inet6: 'address',
};
