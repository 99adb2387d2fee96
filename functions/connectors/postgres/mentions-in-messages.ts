import type { UnreadPlace } from '../../domain/finding';
import { asciiLowerCase } from '../../domain/identity-values';
import type { CollectionSearch } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { faultPlace } from '../relational/fault-place';
import type { LocateContext } from './locate-context';
import { isTheirs, messagesSql } from './own-messages';
import { quoteIdentifier } from './postgres-catalogue';
import { BoundValues, searchCondition } from './postgres-condition';
import type { Table } from './relation';
import { withShortTimeout } from './with-short-timeout';

/** A shorter value is in too many texts by chance. Characters. */
const SHORTEST = 6;
/** So many rows are named one by one. */
const MOST_NAMED = 100;

/**
 * Messages of other people in which a searched value stands: they are neither given nor taken out, and a
 * person looks at them. The person's own messages are those of the rows that the search finds.
 */
export async function mentionsInMessages(
  context: LocateContext,
  table: Table,
  search: CollectionSearch,
): Promise<UnreadPlace[]> {
  const values = search.conditions.flatMap((one) => one.values).filter(({ length }) => length >= SHORTEST);
  const unread: UnreadPlace[] = [];
  for (const { name, messages } of values.length > 0 ? table.collection.fields : [])
    if (messages) unread.push(...(await mentionsIn(context, table, { search, values, field: name })));
  return unread;
}

interface Asked {
  readonly search: CollectionSearch;
  readonly values: readonly string[];
  readonly field: string;
}

async function mentionsIn(
  { run }: LocateContext,
  table: Table,
  { search, values, field }: Asked,
): Promise<UnreadPlace[]> {
  const rule = search.collection.fields.find(({ name }) => name === field)?.messages;
  const column = columnOf(table, field);
  if (!rule || !['json', 'jsonb'].includes(column.base)) return [];
  const bound = new BoundValues();
  const wanted = `${bound.bind([...new Set(values.map(asciiLowerCase))])}::text[]`;
  const found = searchCondition(table, search, bound);
  const theirs = isTheirs(table, rule, bound);
  const keys = table.keyed === 'all' ? table.collection.primaryKey : [];
  const shown = keys.length > 0 ? keys.map((key) => `t.${quoteIdentifier(key)}`) : ['1'];
  const sql = `SELECT ${shown.join(', ')} FROM ${table.name} t WHERE EXISTS (
      SELECT 1 FROM ${messagesSql(column)}, unnest(${wanted}) AS w(value)
      WHERE strpos(lower(m.message::text COLLATE "C"), w.value) > 0 AND NOT (${found} AND ${theirs}))
    LIMIT ${MOST_NAMED + 1}`;
  const placed = (words: string, reason: UnreadPlace['reason']): UnreadPlace => ({
    collection: table.collection.name,
    place: `${faultPlace(table.collection).table}.${field}${words}`,
    reason,
  });
  try {
    const { rows } = await withShortTimeout(run, () => run(sql, bound.values));
    if (rows.length === 0) return [];
    if (keys.length === 0 || rows.length > MOST_NAMED) return [placed('', 'mentioned')];
    return rows.map((row) =>
      placed(` (${keys.map((name, at) => `${name} ${row[at]}`).join(', ')})`, 'mentioned'),
    );
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== '57014') throw error;
    return [placed('', 'too-large')];
  }
}
