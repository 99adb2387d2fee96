import type { MapGap } from '../../domain/data-map';
import { placeText } from './data-map-error';
import type { DraftCollection } from './draft-map';

/** The words of a gap, and what must not be approved while it is open. */
export interface GapWords {
  /** Where in the file; the collection itself when it is absent. */
  readonly path?: string;
  readonly problem: string;
  readonly remedy: string;
  readonly concerns: NonNullable<MapGap['concerns']>;
  readonly whileKept?: readonly string[];
  readonly guesses?: NonNullable<MapGap['guesses']>;
}

/** A gap of a collection, at the collection itself unless a path inside it is given. */
export function gapAt(draft: DraftCollection, { path = draft.path, ...words }: GapWords): MapGap {
  const place = { storeId: draft.store.storeId, collection: draft.node.name };
  return { at: `${placeText(draft.file, draft.lineOf(path))}: ${path}`, ...words, ...place };
}
