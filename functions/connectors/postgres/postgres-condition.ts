import type { CollectionSearch } from '../mapped-collection';
import { type Column, columnOf, quoted, type Table } from './postgres-catalogue';

/** Collects the values of a statement; each `bind` gives the placeholder to write in its place. */
export class BoundValues {
  readonly values: unknown[] = [];

  bind(value: unknown): string {
    this.values.push(value);
    return `$${this.values.length}`;
  }
}

/** `t."email" = ANY($1)` or several of them; rows that any of the conditions finds. */
export function searchCondition(table: Table, search: CollectionSearch, bound: BoundValues): string {
  const conditions = search.conditions.map(({ field, values }) =>
    equalsOneOf(columnOf(table, field), values.filter(isStorable), bound),
  );
  return `(${conditions.join(' OR ')})`;
}

/**
 * Compares as text, exactly; but in the column's own type where that says the same, so that its index serves. Text that no value of the column could have
 * (an address asked of a number) is left out and finds nothing.
 */
function equalsOneOf(column: Column, values: readonly string[], bound: BoundValues): string {
  const name = `t.${quoted(column.name)}`;
  switch (column.type) {
    case 'smallint':
    case 'integer':
    case 'bigint':
      return `${name} = ANY(${bound.bind(values.filter(isBigint))}::bigint[])`;
    case 'uuid':
      return `${name} = ANY(${bound.bind(values.filter(isUuid))}::uuid[])`;
    default:
      return `${name}::text = ANY(${bound.bind(values)}::text[])`;
  }
}

/** PostgreSQL text holds no NUL, and UTF-8 no half of a pair. */
function isStorable(value: string): boolean {
  return !value.includes('\0') && !/\p{Surrogate}/u.test(value);
}

function isBigint(value: string): boolean {
  return /^(?:0|-?[1-9]\d{0,18})$/.test(value) && BigInt(value) === BigInt.asIntN(64, BigInt(value));
}

function isUuid(value: string): boolean {
  return /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/.test(value);
}

/** `unnest($1::text[], $2::text[]) AS k(k0, k1)`: keys as a table, one parameter per key field. */
export function keyTable(table: Table, keys: readonly (readonly string[])[], bound: BoundValues): string {
  const fields = table.collection.primaryKey;
  const arrays = fields.map((_, index) => `${bound.bind(keys.map((key) => key[index]))}::text[]`);
  const names = fields.map((_, index) => `k${index}`);
  return `unnest(${arrays.join(', ')}) WITH ORDINALITY AS k(${names.join(', ')}, place)`;
}

/** `t."id" = k.k0::integer AND ...` */
export function keyEquals(table: Table): string {
  return table.collection.primaryKey
    .map((field, index) => `t.${quoted(field)} = k.k${index}::${columnOf(table, field).type}`)
    .join(' AND ');
}
