import { createHash } from 'node:crypto';
import type { AppendedEntry } from './ports';

/**
 * What an hour of the register looked like: the Merkle root over all entries appended in it, chained to the anchor before. Holds hashes only, so locking it for
 * years keeps nothing about anybody.
 */
export interface Anchor {
  readonly hour: string;
  /** Root of the anchor before, whichever hour that was; empty for the first. */
  readonly previous: string;
  readonly root: string;
  /** Leaves in order; each hides which request it stands for. */
  readonly leaves: readonly string[];
}

export function anchorOf(hour: string, entries: readonly AppendedEntry[], previous: string): Anchor {
  const leaves = entries.map(leafOf).sort();
  return { hour, previous, root: merkleRoot([previous, ...leaves]), leaves };
}

/** An entry as an anchor holds it. */
export function leafOf({ requestId, seq, hash }: AppendedEntry): string {
  return sha256(JSON.stringify([requestId, seq, hash]));
}

/** Pairs are hashed level by level; an odd one is carried up. Leaves and nodes are told apart (RFC 9162 section 2.1). */
function merkleRoot(leaves: readonly string[]): string {
  let level = leaves.map((leaf) => sha256(`0${leaf}`));
  while (level.length > 1) {
    const next: string[] = [];
    for (let i = 0; i < level.length; i += 2) {
      const right = level[i + 1];
      next.push(right === undefined ? (level[i] ?? '') : sha256(`1${level[i]}${right}`));
    }
    level = next;
  }
  return level[0] ?? sha256('');
}

export interface AnchorFault {
  readonly hour: string;
  /** Present when the entry is there and is not what was anchored. */
  readonly entry?: AppendedEntry;
  readonly kind: 'changed' | 'removed' | 'anchor-rewritten';
}

/** Compares an hour of the register with its anchor. Entries in `late` were appended after the anchor was made and are only not anchored yet. */
export function checkAnchor(
  anchor: Anchor,
  entries: readonly AppendedEntry[],
  previous: string,
): { readonly faults: readonly AnchorFault[]; readonly unanchored: readonly AppendedEntry[] } {
  const { hour } = anchor;
  const whole =
    anchor.previous === previous && merkleRoot([anchor.previous, ...anchor.leaves]) === anchor.root;
  if (!whole) return { faults: [{ hour, kind: 'anchor-rewritten' }], unanchored: [] };
  const known = new Set(anchor.leaves);
  const unanchored = entries.filter((entry) => !known.has(leafOf(entry)));
  const present = new Set(entries.map(leafOf));
  const missing = anchor.leaves.filter((leaf) => !present.has(leaf)).length;
  const changed = unanchored
    .slice(0, missing)
    .map((entry): AnchorFault => ({ hour, entry, kind: 'changed' }));
  const removed = Array.from(
    { length: missing - changed.length },
    (): AnchorFault => ({ hour, kind: 'removed' }),
  );
  return { faults: [...changed, ...removed], unanchored: unanchored.slice(missing) };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
