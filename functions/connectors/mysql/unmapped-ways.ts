import { qualifiedTableName } from '../relational/fault-place';
import type { LocateContext } from '../relational/locate-context';
import { openReferences, type UnmappedWay, wayOf, waysInOrder } from '../relational/unmapped-ways';
import type { Relation, Table } from './relation';

/**
 * Foreign keys by which rows of the table may be somebody's without the map knowing it, through tables of the
 * same databases that it does not describe.
 */
export function unmappedWays(context: LocateContext<Relation>, table: Table): UnmappedWay[] {
  const { store, catalogue } = context;
  const ignored = new Set(store.ignored ?? []);
  const isMapped = (one: Relation) => catalogue.collectionsIn(one).length > 0;
  const isPeople = (one: Relation) => catalogue.collectionsIn(one).some(({ owner }) => owner !== 'shared');
  const byOid = new Map(catalogue.relations.map((one) => [one.oid, one]));
  const leadsOn = (oid: string, seen: ReadonlySet<string>): boolean => {
    const one = byOid.get(oid);
    if (one === undefined || seen.has(oid)) return false;
    if (isMapped(one)) return isPeople(one);
    if (ignored.has(qualifiedTableName(one.schema, one.table))) return false;
    return one.references.some(({ to }) => leadsOn(to, new Set([...seen, oid])));
  };
  const ways = openReferences(context, table).flatMap((reference) => {
    const through = byOid.get(reference.to);
    return through && leadsOn(reference.to, new Set()) ? [wayOf(reference, through)] : [];
  });
  return waysInOrder(ways);
}
