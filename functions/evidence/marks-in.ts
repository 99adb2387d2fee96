import type { StoredAnchor } from '../domain/evidence-store';
import { type Lacking, lackingDigest } from './asked-logs';
import type { Mark } from './checked-anchors';

/** An anchor with entries, and what of it is not in the register. */
export interface HeldAgainst {
  readonly stored: Pick<StoredAnchor, 'hour' | 'versionId'>;
  readonly lacking: Lacking;
}

/** An index that shows nothing for long makes no sweep look at more than these. */
const MOST = 8;

/**
 * What each sweep looks at again: back to the newest that has entries of its own hour. Oldest first, as
 * `looked` is.
 */
export function marksIn(looked: readonly HeldAgainst[]): Mark[] {
  const own = looked.findLastIndex(({ lacking }) => lacking.hasOwn);
  return looked.slice(Math.max(0, own)).slice(-MOST).map(markOf);
}

function markOf({ stored: { hour, versionId }, lacking }: HeldAgainst): Mark {
  return { hour, versionId, lacks: lackingDigest(lacking) };
}
