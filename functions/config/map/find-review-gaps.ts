import type { MapGap } from '../../domain/data-map';
import { defined } from '../../domain/defined';
import { placeText } from './data-map-error';
import type { CollectionYaml, DatasetYaml } from './data-map-schema';
import { type DraftCollection, isSkipped, type MapStore, storeOfDataset } from './draft-map';
import { gapAt } from './gap-at';
import type { PlacedNode } from './read-fideslang';

/** Guesses of a drafted map that nobody has reviewed: a wrong one could give out or erase the wrong rows. */
export function reviewGaps(draft: DraftCollection): MapGap[] {
  const words = unreviewed(draft.node, draft.store.storeId);
  return words === undefined
    ? []
    : [gapAt(draft, { path: `${draft.path}.rightsdesk_meta.review`, ...words, concerns: 'both' })];
}

/**
 * The same for what is to be left out. Nobody searches there, so that no request can tell whether it concerns
 * it: such a guess blocks them all.
 */
export function skippedReviewGaps(
  datasets: readonly PlacedNode<DatasetYaml>[],
  stores: readonly MapStore[],
): MapGap[] {
  return datasets.flatMap((placed) => {
    const { node, file, path, lineOf } = placed;
    const storeId = storeOfDataset(placed, stores, [])?.storeId;
    return node.collections.filter(isSkipped).flatMap((collection): MapGap[] => {
      const words = unreviewed(collection, storeId);
      const at = `${path}.collections[${collection.name}].rightsdesk_meta.review`;
      const place = `${placeText(file, lineOf(at))}: ${at}`;
      return words === undefined ? [] : [{ at: place, ...words, concerns: 'both' }];
    });
  });
}

function unreviewed(
  { rightsdesk_meta: meta }: CollectionYaml,
  storeId: string | undefined,
): Pick<MapGap, 'problem' | 'remedy' | 'guesses'> | undefined {
  const { length: count } = meta?.review ?? [];
  if (count === 0) return undefined;
  return {
    problem:
      count === 1
        ? 'holds a guess that nobody has reviewed'
        : `holds ${count} guesses that nobody has reviewed`,
    remedy: 'check each line under review, correct what is wrong, and delete the line',
    ...defined({ guesses: storeId === undefined ? undefined : { storeId, count } }),
  };
}
