import type { UnreadPlace } from '../../domain/finding';
import type { CollectionSearch } from '../mapped-collection';
import { columnOf } from '../relational/catalogue';
import type { LocateContext } from '../relational/locate-context';
import { looseRowPlaces, MOST_LOOSE_ROWS, referringConditions } from '../relational/loosely-equal-rows';
import type { ReferenceWays } from '../relational/reference-forms';
import type { RunSql } from '../relational/run-sql';
import { runLimited } from './limited-run';
import { andHeld, foldsCase, ownEquality, searchCondition } from './mysql-condition';
import { type Column, isText, type Relation, type Table } from './relation';
import { keysTable } from './row-key';
import { BoundValues, columnSql, quoteIdentifier } from './sql-text';

/** Whether its collation may call texts equal that are not the same; nearly all of MySQL do. */
function isLoose(column: Column): boolean {
  return (
    isText(column) && column.collation !== null && !/^binary$|_nopad_bin$|_0900_bin$/.test(column.collation)
  );
}

export function referenceWays(run: RunSql): ReferenceWays<Relation> {
  return {
    isLoose,
    equalTexts: async (table, column, texts) => {
      const bound = new BoundValues();
      const places = texts.map((text) => ({ key: 0, values: [text] }));
      const asked = keysTable([column], places, bound, [], 'k');
      const own = columnSql(column);
      const { rows } = await run(
        `SELECT DISTINCT k.place, ${own} FROM ${asked} STRAIGHT_JOIN ${table.name} t
          ON ${own} = k.k0 COLLATE ${quoteIdentifier(column.collation ?? '')}`,
        bound.values,
      );
      return rows.map(([place, held]) => [texts[Number(place) - 1] ?? '', held ?? '']);
    },
  };
}

/** Rows that a foreign key would call equal to what was asked for, and that are not the same. */
export async function looselyEqualRows(
  { run }: LocateContext<Relation>,
  table: Table,
  search: CollectionSearch,
): Promise<UnreadPlace[]> {
  const unread: UnreadPlace[] = [];
  for (const { field, values } of referringConditions(search)) {
    const column = columnOf<Column>(table, field);
    const storable = values.filter((value) => !value.includes('\0') && !/\p{Surrogate}/u.test(value));
    if (!isLoose(column) || foldsCase(table, column) || storable.length === 0) continue;
    const bound = new BoundValues();
    const keys = table.keyed === 'all' ? table.collection.primaryKey : [];
    const shown = keys.length > 0 ? keys.map((key) => columnSql(columnOf(table, key))) : ['1'];
    const equal = ownEquality(column, storable, bound);
    const conditions = [{ field, values: storable }];
    const same = searchCondition(table, { collection: table.collection, conditions }, bound);
    const sql = `${shown.join(', ')} FROM ${table.name} t
      WHERE ${equal} AND NOT ${same}${andHeld(table, bound)} LIMIT ${MOST_LOOSE_ROWS + 1}`;
    unread.push(...looseRowPlaces(search, field, keys, await runLimited(run, sql, bound.values)));
  }
  return unread;
}
