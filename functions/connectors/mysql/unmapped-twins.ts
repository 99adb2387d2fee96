import type { UnreadPlace } from '../../domain/finding';
import type { CollectionSearch } from '../mapped-collection';
import { qualifiedTableName } from '../relational/fault-place';
import type { LocateContext } from '../relational/locate-context';
import { runLimited } from './limited-run';
import { searchCondition } from './mysql-condition';
import type { Relation, Table } from './relation';
import { BoundValues, qualifiedName } from './sql-text';

/**
 * Unmapped tables with the columns of a mapped one, in the databases of the map: an archive, a table that was
 * renamed and made anew. Those that the map lists as holding nothing about people are left out.
 */
export function twinsOf({ store, catalogue }: LocateContext<Relation>, { columns }: Table): Relation[] {
  const { ignored = [] } = store;
  return catalogue.relations.filter((one) => {
    if (one.kind !== 'r' || catalogue.collectionsIn(one).length > 0) return false;
    const has = columns.every(({ name, sized }) =>
      one.columns.some((column) => column.name === name && column.sized === sized),
    );
    const isEnough = columns.length > 2 || one.columns.length === columns.length;
    return has && isEnough && !ignored.includes(qualifiedTableName(one.schema, one.table));
  });
}

/**
 * The twins in which the same search finds rows, and those that cannot be searched: their rows would count as
 * absent.
 */
export async function unreadTwins(
  context: LocateContext<Relation>,
  table: Table,
  search: CollectionSearch,
): Promise<UnreadPlace[]> {
  const unread: UnreadPlace[] = [];
  for (const twin of twinsOf(context, table)) {
    const bound = new BoundValues();
    const found = searchCondition({ ...table, columns: twin.columns }, search, bound);
    const sql = `EXISTS (SELECT 1 FROM ${qualifiedName(twin)} t WHERE ${found})`;
    const result = await runLimited(context.run, sql, bound.values);
    if (result?.rows[0]?.[0] === '0') continue;
    const place = qualifiedTableName(twin.schema, twin.table);
    unread.push({ collection: table.collection.name, place, reason: 'unclaimed' });
  }
  return unread;
}
