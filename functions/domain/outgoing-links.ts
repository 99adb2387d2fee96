import type { DataMap, Reach } from './data-map';
import { collectionsOf, type FieldLink, type FieldPlace, placeholders } from './foreign-keys';
import { type FoundRow, ownForms } from './found-rows';
import { mayBeOfType } from './pairs-of-type';
import { isSearchable } from './searchable';

/** One reference along the keys, from the rows that it is read in. `to`: the field that is searched by it. */
export interface OutgoingLink {
  readonly to: FieldPlace;
  readonly reach: FieldLink;
}

/** Every reference along which a row of this collection may lead to others. */
export function linksFrom(map: DataMap, storeId: string, collection: string): readonly OutgoingLink[] {
  return linksOf(map).get(JSON.stringify([storeId, collection])) ?? [];
}

const known = new WeakMap<DataMap, ReadonlyMap<string, readonly OutgoingLink[]>>();

function linksOf(map: DataMap): ReadonlyMap<string, readonly OutgoingLink[]> {
  const before = known.get(map);
  if (before) return before;
  const links = new Map<string, OutgoingLink[]>();
  for (const { storeId, collection } of collectionsOf(map)) {
    for (const reach of waysIn(map, collection)) {
      if ('identity' in reach) continue;
      const from = JSON.stringify([reach.from.storeId, reach.from.collection]);
      links.set(from, [
        ...(links.get(from) ?? []),
        { to: { storeId, collection, field: reach.field }, reach },
      ]);
    }
  }
  known.set(map, links);
  return links;
}

/** The values of a row along a reference, without those that do not distinguish people. */
export function valuesAlong(map: DataMap, source: FoundRow, { to, reach }: OutgoingLink): string[] {
  const from = { ...source, field: reach.from.field };
  const blank = placeholders(map);
  const mayLead = () => mayBeOfType(reach.where, source.collection, reach.from.field, source.row);
  if (reach.leads !== 'down' && !mayLead()) return [];
  const isBlank = (value: string) => value.trim() === '' || blank.isAt(from, value) || blank.isAt(to, value);
  const held = ownForms(source.row, reach.from.field);
  const gone = held.some(isBlank) ? held : [];
  return source.forms(reach.from.field).filter((value) => !isBlank(value) && !gone.includes(value));
}

/**
 * Those of them by which the store can be searched: a DynamoDB table without a key or an index for a field
 * finds nothing by it.
 */
export function searchedWays(map: DataMap, collection: FoundRow['collection']): Reach[] {
  const kind = map.stores.find(({ collections }) => collections.includes(collection))?.kind;
  return waysIn(map, collection).filter(({ field }) => isSearchable(kind, collection, field));
}

/** Ways by which rows of a collection are searched for. */
export function waysIn(map: DataMap, collection: FoundRow['collection']): Reach[] {
  return collection.reachedBy.filter(
    (reach) => 'identity' in reach || !leadsToOthers(map, collection, reach),
  );
}

/**
 * Whether a way leads to other people's rows: a row that several people share would lead from one of them to
 * the others' own. A key that names a person's own record upwards, or inside one collection, names somebody
 * else's: it is only asked for to see whose it is.
 */
function leadsToOthers(map: DataMap, collection: FoundRow['collection'], reach: FieldLink): boolean {
  const source = map.stores
    .find(({ storeId }) => storeId === reach.from.storeId)
    ?.collections.find(({ name }) => name === reach.from.collection);
  if (source?.owner === 'shared' && collection.owner !== 'shared') return true;
  if (!collection.ownRecord) return false;
  return reach.leads !== 'down' || !source?.ownRecord || source === collection;
}
