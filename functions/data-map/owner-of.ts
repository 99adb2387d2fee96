import type { DraftCollection } from './draft-map';

/** Whose the rows of a collection are: one person's, unless the map says that several may share one. */
export function ownerOf(draft: DraftCollection): 'subject' | 'shared' {
  return draft.node.rightsdesk_meta?.owner ?? 'subject';
}
