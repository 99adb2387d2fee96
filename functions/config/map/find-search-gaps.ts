import { kindDefinition } from '../../connectors/store-kinds';
import type { CollectionMap, MapGap } from '../../domain/data-map';
import type { DraftCollection } from './draft-map';
import { gapAt } from './gap-at';

/** What keeps rows from being found or named. */
export function searchGaps(
  draft: DraftCollection,
  collection: CollectionMap,
  reachable: ReadonlySet<CollectionMap>,
): MapGap[] {
  const gaps: MapGap[] = [];
  const kind = kindDefinition(draft.store.kind);
  if (collection.primaryKey.length === 0 && !kind.isRelational) {
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
  const own = kind.searchGaps?.(draft, collection) ?? [];
  return [...gaps, ...own.map((gap) => gapAt(draft, gap))];
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
      if (found) reached.set(name(draft.store.storeId, collection.name), collection);
    }
  }
  return new Set(reached.values());
}
