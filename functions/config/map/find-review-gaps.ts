import type { MapGap } from '../../domain/data-map';
import { placeText } from './data-map-error';
import type { CollectionYaml, DatasetYaml } from './data-map-schema';
import { type DraftCollection, isSkipped } from './draft-map';
import { gapAt } from './gap-at';
import type { PlacedNode } from './read-fideslang';

/** Guesses of a drafted map that nobody has reviewed: a wrong one could give out or erase the wrong rows. */
export function reviewGaps(draft: DraftCollection): MapGap[] {
  const words = unreviewed(draft.node);
  return words === undefined
    ? []
    : [gapAt(draft, { path: `${draft.path}.rightsdesk_meta.review`, ...words, concerns: 'both' })];
}

/**
 * The same for what is to be left out. Nobody searches there, so that no request can tell whether it concerns
 * it: such a guess blocks them all.
 */
export function skippedReviewGaps(datasets: readonly PlacedNode<DatasetYaml>[]): MapGap[] {
  return datasets.flatMap(({ node, file, path, lineOf }) =>
    node.collections.filter(isSkipped).flatMap((collection): MapGap[] => {
      const words = unreviewed(collection);
      const at = `${path}.collections[${collection.name}].rightsdesk_meta.review`;
      const place = `${placeText(file, lineOf(at))}: ${at}`;
      return words === undefined ? [] : [{ at: place, ...words, concerns: 'both' }];
    }),
  );
}

function unreviewed({
  rightsdesk_meta: meta,
}: CollectionYaml): Pick<MapGap, 'problem' | 'remedy'> | undefined {
  const { length } = meta?.review ?? [];
  if (length === 0) return undefined;
  return {
    problem:
      length === 1
        ? 'holds a guess that nobody has reviewed'
        : `holds ${length} guesses that nobody has reviewed`,
    remedy: 'check each line under review, correct what is wrong, and delete the line',
  };
}
