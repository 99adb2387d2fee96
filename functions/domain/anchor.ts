import { createHash } from 'node:crypto';
import type { AppendedEntry } from './evidence-store';

/** An entry as an anchor holds it: request, number, hash and type. */
export type AnchoredEntry = readonly [requestId: string, seq: number, hash: string, type: string];

/**
 * The state of the register in one hour: the Merkle root over all entries appended in it, chained to the
 * anchor before. It holds only ids, types and hashes, which the register has in clear as well, so locking it
 * for years keeps no further data about anybody.
 */
export interface Anchor {
  readonly hour: string;
  /**
   * First hour of the anchor, which may cover a run of hours in which nothing was appended. Absent in anchors
   * from when each hour had one.
   */
  readonly from?: string;
  /** Root of the anchor before, of whichever hour; empty for the first. */
  readonly previous: string;
  readonly root: string;
  /** The entries appended in the hour, and late ones for hours that already had their anchor. Sorted. */
  readonly entries?: readonly AnchoredEntry[];
  /**
   * The newest hour, up to this one, whose anchor holds an entry: where to check that the register is still
   * the anchored one.
   */
  readonly mark?: string;
  /** In anchors from before entries were named: hashes that do not show which request they belong to. */
  readonly leaves?: readonly string[];
}

export interface AnchorBase {
  readonly hour: string;
  readonly from: string;
  readonly previous: string;
  readonly mark?: string | undefined;
}

export function anchorOf(base: AnchorBase, appended: readonly AppendedEntry[]): Anchor {
  const entries = appended.map(anchored).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const mark = entries.length > 0 ? base.hour : base.mark;
  const { hour, from, previous } = base;
  const body = { hour, from, previous, entries, ...(mark ? { mark } : {}) };
  return { ...body, root: rootOf(body) };
}

function anchored({ requestId, seq, hash, type = '' }: AppendedEntry): AnchoredEntry {
  return [requestId, seq, hash, type];
}

/** Sort key that orders the entries of one request by number. */
function keyOf([requestId, seq]: AnchoredEntry): string {
  return `${requestId}#${String(seq).padStart(6, '0')}`;
}

/** An entry as anchors of the old form hold it. */
export function leafOf({ requestId, seq, hash }: AppendedEntry): string {
  return sha256(JSON.stringify([requestId, seq, hash]));
}

/**
 * Whether a value is an anchor and its root matches its content. It may be given anything, as an attacker may
 * have written it.
 */
export function isValidAnchor(anchor: unknown): anchor is Anchor {
  const { hour, root, previous } = (anchor ?? {}) as Anchor;
  if ([hour, root, previous].some((text) => typeof text !== 'string')) return false;
  try {
    return rootOf(anchor as Anchor) === root;
  } catch {
    return false;
  }
}

function rootOf({ hour, from, previous, entries, mark, leaves }: Omit<Anchor, 'root'>): string {
  if (!entries) return merkleRoot([previous, ...(leaves ?? [])]);
  const head = JSON.stringify([hour, from, previous, mark ?? '']);
  return merkleRoot([head, ...entries.map((entry) => sha256(JSON.stringify(entry)))]);
}

/**
 * Pairs are hashed level by level; an odd one is carried up. Leaves and nodes are hashed differently (RFC
 * 9162 section 2.1).
 */
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
