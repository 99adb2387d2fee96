import type { CollectionMap, MapGap } from '../domain/data-map';
import { readS3Prefix } from '../domain/s3-prefix';
import { tablePlace, waysOf } from '../domain/table-place';
import type { DraftCollection } from './draft-map';
import { gapAt } from './gap-at';

/** What keeps rows from being found or named. */
export function searchGaps(
  draft: DraftCollection,
  collection: CollectionMap,
  reachable: ReadonlySet<CollectionMap>,
): MapGap[] {
  const gaps: MapGap[] = [];
  // PostgreSQL knows its keys itself.
  if (collection.primaryKey.length === 0 && draft.store.kind !== 'postgres') {
    const remedy = 'set fides_meta.primary_key on the fields of its key';
    gaps.push(
      gapAt(draft, { problem: 'has no primary key, so no row can be named', remedy, concerns: 'both' }),
    );
  }
  if (!reachable.has(collection)) {
    const remedy =
      'mark an identity, or refer to a collection that has one; set fides_meta.skip_processing: true if its rows are about nobody';
    gaps.push(gapAt(draft, { problem: 'nothing leads from a person to its rows', remedy, concerns: 'both' }));
  }
  return [...gaps, ...addressingGaps(draft, collection)];
}

/** Stores that can only be asked by certain fields must have one for every way in. */
function addressingGaps(draft: DraftCollection, collection: CollectionMap): MapGap[] {
  const { kind } = draft.store;
  const { bucket, prefix, format } = draft.physical;
  if (kind === 's3' && (bucket === undefined || prefix === undefined || format === undefined)) {
    const remedy = 'set physical.bucket, physical.prefix and physical.format';
    return [gapAt(draft, { problem: 'does not say where in S3 it lies', remedy, concerns: 'both' })];
  }
  if (kind === 'dynamodb') return keyGaps(draft, collection);
  if (kind === 'postgres' || (kind === 's3' && format === 'jsonl')) {
    return [];
  }
  const usable = readS3Prefix(prefix ?? '')?.fields ?? [];
  return waysIn(collection)
    .filter((field) => !usable.includes(field))
    .map((field) => noKeyFor(draft, field, 'put it into the prefix in braces'));
}

function keyGaps(draft: DraftCollection, collection: CollectionMap): MapGap[] {
  if (collection.askedTogether) return [];
  const ways = waysOf(tablePlace(collection));
  const key =
    'name an index for it in physical.indexes, or write the partition key that holds it in physical.keys';
  return waysIn(collection)
    .filter((field) => !ways.has(field))
    .map((field) => {
      const isIdentity = collection.fields.some(({ name, identity }) => name === field && identity);
      const remedy = isIdentity
        ? `${key}; or set rightsdesk_meta.identity: none on it, if it never names anybody but the person to whom the key leads`
        : key;
      return noKeyFor(draft, field, remedy);
    });
}

function waysIn(collection: CollectionMap): string[] {
  return [...new Set(collection.reachedBy.map((reach) => reach.field))];
}

function noKeyFor(draft: DraftCollection, field: string, remedy: string): MapGap {
  const path = `${draft.path}.fields[${field}]`;
  return gapAt(draft, { path, problem: `no key finds rows by "${field}"`, remedy, concerns: 'both' });
}

/** Collections that a chain of references leads to from an identity of the person. */
export function reachableCollections(
  resolved: ReadonlyMap<DraftCollection, CollectionMap>,
): ReadonlySet<CollectionMap> {
  const all = [...resolved];
  const name = (storeId: string, collection: string) => JSON.stringify([storeId, collection]);
  const reached = new Map<string, CollectionMap>();
  let before = -1;
  while (reached.size > before) {
    before = reached.size;
    for (const [draft, collection] of all) {
      const found = collection.reachedBy.some(
        (reach) => 'identity' in reach || reached.has(name(reach.from.storeId, reach.from.collection)),
      );
      if (found) {
        reached.set(name(draft.store.storeId, collection.name), collection);
      }
    }
  }
  return new Set(reached.values());
}
