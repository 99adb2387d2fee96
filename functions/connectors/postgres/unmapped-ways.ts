import { oidsOf, openReferences, type UnmappedWay, wayOf, waysInOrder } from '../relational/unmapped-ways';
import { UNMAPPED_WAYS_SQL } from './catalogue-sql';
import type { LocateContext } from './locate-context';
import type { Table } from './relation';

/**
 * Foreign keys by which rows of the table may be somebody's without the map knowing it: nobody can find the
 * rows to which nothing else leads, or see whom a row names in this way.
 */
export async function unmappedWays(context: LocateContext, table: Table): Promise<UnmappedWay[]> {
  const { run, store, catalogue } = context;
  const open = openReferences(context, table);
  if (open.length === 0) return [];
  const targets = [...new Set(open.map(({ to }) => to))];
  const mapped = catalogue.relations.map(({ oid }) => oid);
  const people = oidsOf(catalogue, ({ owner }) => owner !== 'shared');
  const { rows } = await run(UNMAPPED_WAYS_SQL, [targets, mapped, people, store.ignored ?? []]);
  const ways = open.flatMap((reference) =>
    rows
      .filter(([oid]) => oid === reference.to)
      .map(([, schema, table]) => wayOf(reference, { schema: schema ?? '', table: table ?? '' })),
  );
  return waysInOrder(ways);
}
