import type { StoredAnchor } from '../../domain/evidence-store';
import { type MissingOfAnchor, missingDigest } from './asked-logs';
import type { AnchorMark } from './checked-anchors';

/** An anchor with entries, and those of them that are not in the register. */
export interface ComparedAnchor {
  readonly stored: Pick<StoredAnchor, 'hour' | 'versionId'>;
  readonly lacking: MissingOfAnchor;
}

/** Bounds what a sweep looks at when the index has shown nothing for long. */
const MAX_MARKS = 8;

/**
 * The anchors that each sweep looks at again: back to the newest with entries of its own hour. Oldest first,
 * as `looked` is.
 */
export function anchorsToRecheck(looked: readonly ComparedAnchor[]): AnchorMark[] {
  const own = looked.findLastIndex(({ lacking }) => lacking.hasOwn);
  return looked.slice(Math.max(0, own)).slice(-MAX_MARKS).map(markOf);
}

function markOf({ stored: { hour, versionId }, lacking }: ComparedAnchor): AnchorMark {
  return { hour, versionId, lacks: missingDigest(lacking) };
}
