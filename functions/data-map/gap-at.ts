import type { MapGap } from '../domain/data-map';
import type { DraftCollection } from './draft-map';

/** A gap of a collection, at the collection itself unless a path inside it is given. */
export function gapAt(
  draft: DraftCollection,
  {
    path = draft.path,
    ...words
  }: { path?: string; problem: string; remedy: string; concerns?: NonNullable<MapGap['concerns']> },
): MapGap {
  const place = { storeId: draft.store.storeId, collection: draft.node.name };
  return { at: `${draft.file}: ${path}`, ...words, ...place };
}
