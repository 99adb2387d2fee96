import type { BlankedColumn } from '../relational/blanked-columns';
import { quoteIdentifier } from './postgres-catalogue';

/** Two expressions: the value where it is short, and whether it is too long to equal the blank. */
export function shortValueSql({ field, longest }: BlankedColumn): [string, string] {
  const column = `t.${quoteIdentifier(field)}`;
  const isLong = `octet_length(${column}::text) > ${longest}`;
  return [`CASE WHEN ${isLong} THEN NULL ELSE ${column} END`, isLong];
}
