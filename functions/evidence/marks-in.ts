import type { StoredAnchor } from '../domain/evidence-store';
import { type Lacking, lackingDigest } from './asked-logs';
import type { Mark } from './checked-anchors';

/** An anchor with entries, and those of them that are not in the register. */
export interface HeldAgainst {
  readonly stored: Pick<StoredAnchor, 'hour' | 'versionId'>;
  readonly lacking: Lacking;
}

/** Bounds what a sweep looks at when the index has shown nothing for long. */
const MAX_MARKS = 8;

/**
 * The anchors that each sweep looks at again: back to the newest with entries of its own hour. Oldest first,
 * as `looked` is.
 */
export function marksIn(looked: readonly HeldAgainst[]): Mark[] {
  const own = looked.findLastIndex(({ lacking }) => lacking.hasOwn);
  return looked.slice(Math.max(0, own)).slice(-MAX_MARKS).map(markOf);
}

function markOf({ stored: { hour, versionId }, lacking }: HeldAgainst): Mark {
  return { hour, versionId, lacks: lackingDigest(lacking) };
}
