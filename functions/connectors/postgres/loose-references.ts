import type { UnreadPlace } from '../../domain/finding';
import type { CollectionSearch } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import { looseRowPlaces, MOST_LOOSE_ROWS, referringConditions } from '../relational/loosely-equal-rows';
import type { ReferenceWays } from '../relational/reference-forms';
import type { RunSql } from '../relational/run-sql';
import type { LocateContext } from './locate-context';
import { columnSql, quoteIdentifier } from './postgres-catalogue';
import { andHeld, BoundValues, foldsCase, isText, searchCondition } from './postgres-condition';
import type { Column, Relation, Table } from './relation';
import { withShortTimeout } from './with-short-timeout';

/** Whether its collation calls texts equal that are not the same. */
function isLoose(column: Column): boolean {
  return isText(column) && column.base !== 'citext' && !column.strictCollation;
}

export function referenceWays(run: RunSql): ReferenceWays<Relation> {
  return {
    isLoose,
    equalTexts: async (table, column, texts) => {
      const own = columnSql('t', column);
      const { rows } = await run(
        `SELECT DISTINCT k.v COLLATE "C", ${own}::text COLLATE "C" FROM unnest($1::text[]) AS k (v)
          JOIN ${table.name} t ON ${own} ${column.equality} k.v::${column.sqlType}`,
        [texts],
      );
      return rows.map(([asked, held]) => [asked ?? '', held ?? '']);
    },
  };
}

/** Rows that a foreign key would call equal to what was asked for, and that are not the same. */
export async function looselyEqualRows(
  { run }: LocateContext,
  table: Table,
  search: CollectionSearch,
): Promise<UnreadPlace[]> {
  const unread: UnreadPlace[] = [];
  for (const { field, values } of referringConditions(search)) {
    const column = columnOf(table, field);
    const storable = values.filter((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value));
    if (!isLoose(column) || foldsCase(table, column) || storable.length === 0) continue;
    const bound = new BoundValues();
    const keys = table.keyed === 'all' ? table.collection.primaryKey : [];
    const shown = keys.length > 0 ? keys.map((key) => `t.${quoteIdentifier(key)}`) : ['1'];
    const asked = `ARRAY(SELECT v::${column.sqlType} FROM unnest(${bound.bind(storable)}::text[]) AS v)`;
    const equal = `${columnSql('t', column)} ${column.equality} ANY(${asked})`;
    const conditions = [{ field, values: storable }];
    const same = searchCondition(table, { collection: table.collection, conditions }, bound);
    const sql = `SELECT ${shown.join(', ')} FROM ${table.name} t
      WHERE ${equal} AND NOT ${same}${andHeld(table, bound)} LIMIT ${MOST_LOOSE_ROWS + 1}`;
    unread.push(...looseRowPlaces(search, field, keys, await limited(run, sql, bound.values)));
  }
  return unread;
}

/** Undefined where it takes too long. */
async function limited(run: RunSql, sql: string, values: readonly unknown[]) {
  try {
    return await withShortTimeout(run, () => run(sql, values));
  } catch (error) {
    if ((error as { code?: unknown } | null)?.code !== '57014') throw error;
    return undefined;
  }
}
