import type { MessageRule } from '../../domain/message-rule';
import { columnOf } from '../relational/catalogue';
import type { FieldWrite } from './field-write';
import { columnSql, quoteIdentifier } from './postgres-catalogue';
import type { BoundValues } from './postgres-condition';
import type { Column, Table } from './relation';

/**
 * A JSON list without the messages that the person wrote; the others stay in their order. What names no
 * author stays too. A `json` column is written anew in the form of `jsonb`.
 */
export function withoutMessages(
  table: Table,
  { name, sqlType }: Column,
  rule: MessageRule,
  bound: BoundValues,
): Omit<FieldWrite, 'column'> {
  const column = jsonSql(name);
  const messages = messagesSql({ name });
  const theirs = isTheirs(table, rule, bound);
  const rest = `(SELECT coalesce(pg_catalog.jsonb_agg(m.message ORDER BY m.nth), '[]'::pg_catalog.jsonb)
    FROM ${messages} WHERE NOT ${theirs})`;
  return {
    value: () => `${rest}::${sqlType}`,
    differs: `EXISTS (SELECT 1 FROM ${messages} WHERE ${theirs})`,
    strange: () => [
      { path: 'list', holds: `coalesce(pg_catalog.jsonb_typeof(${column}) NOT IN ('array', 'null'), false)` },
    ],
  };
}

/** The messages of the row `t` as a table `m(message, nth)`; none where it holds no list. */
export function messagesSql({ name }: Pick<Column, 'name'>): string {
  const column = jsonSql(name);
  const isList = `pg_catalog.jsonb_typeof(${column}) OPERATOR(pg_catalog.=) 'array'`;
  const list = `CASE WHEN ${isList} THEN ${column} ELSE '[]'::pg_catalog.jsonb END`;
  return `pg_catalog.jsonb_array_elements(${list}) WITH ORDINALITY AS m(message, nth)`;
}

function jsonSql(name: string): string {
  return `t.${quoteIdentifier(name)}::pg_catalog.jsonb`;
}

/** Whether the person wrote the message `m` of the row `t`. */
export function isTheirs(
  table: Table,
  { author, theirs = [], theirsIn }: MessageRule,
  bound: BoundValues,
): string {
  const steps = `${bound.bind(author.split('.'))}::pg_catalog.text[]`;
  const by = `(m.message OPERATOR(pg_catalog.#>>) ${steps})`;
  const names = `${by} OPERATOR(pg_catalog.=) ANY (${bound.bind(theirs)}::pg_catalog.text[])`;
  if (theirsIn === undefined) return `coalesce(${names}, false)`;
  const own = `${columnSql('t', columnOf(table, theirsIn))}::pg_catalog.text`;
  return `(coalesce(${names}, false) OR coalesce(${by} OPERATOR(pg_catalog.=) ${own}, false))`;
}
