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
 * The anchors that each sweep looks at again: back to the newest with entries of its own hour, and before
 * them the newest that lacks an entry of a log. Oldest first, as `looked` is.
 */
export function anchorsToRecheck(looked: readonly ComparedAnchor[]): AnchorMark[] {
  const own = looked.findLastIndex(({ lacking }) => lacking.hasOwn);
  const newest = looked.slice(Math.max(0, own)).slice(-MAX_MARKS).map(markOf);
  return withWitness(newest, witnessOf(looked));
}

/**
 * The newest anchor with a lost entry of a request that is still there. Its log records the loss: where it
 * no longer does, the register was restored once more, perhaps before that record was anchored.
 */
export function witnessOf(looked: readonly ComparedAnchor[]): AnchorMark | undefined {
  const witness = looked.findLast(({ lacking }) => lacking.missing.some(({ isGone }) => !isGone));
  return witness && markOf(witness);
}

/** The same marks with the witness, which may be one of them. */
export function withWitness(marks: readonly AnchorMark[], witness: AnchorMark | undefined): AnchorMark[] {
  const others = marks.filter(({ hour }) => hour !== witness?.hour);
  const all = witness ? [witness, ...others] : others;
  return all.sort((a, b) => (a.hour < b.hour ? -1 : 1));
}

function markOf({ stored: { hour, versionId }, lacking }: ComparedAnchor): AnchorMark {
  return { hour, versionId, lacks: missingDigest(lacking) };
}
