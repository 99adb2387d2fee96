import { createHash } from 'node:crypto';
import type { AppendedEntry } from './evidence-store';

/** An entry as an anchor holds it: request, number, hash and type. */
export type AnchoredEntry = readonly [requestId: string, seq: number, hash: string, type: string];

/**
 * What an hour of the register looked like: the Merkle root over all entries appended in it, chained to the
 * anchor before. Holds ids, types and hashes only, which
 * the register keeps in clear as well, so locking it for years keeps nothing more about anybody.
 */
export interface Anchor {
  readonly hour: string;
  /**
   * First hour it speaks of: one anchor may stand for a run of hours in which nothing was appended. Absent in
   * anchors from before each hour had one.
   */
  readonly from?: string;
  /** Root of the anchor before, whichever hour that was; empty for the first. */
  readonly previous: string;
  readonly root: string;
  /**
   * What was appended in the hour, and what had turned up since for an hour that had its anchor already.
   * Sorted.
   */
  readonly entries?: readonly AnchoredEntry[];
  /**
   * The newest hour up to this one whose anchor holds an entry: where to look whether the register is still
   * the one that was anchored.
   */
  readonly mark?: string;
  /** Of anchors from before entries were named: hashes that hide which request each stands for. */
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

/** Sorts entries of one request by their numbers. */
function keyOf([requestId, seq]: AnchoredEntry): string {
  return `${requestId}#${String(seq).padStart(6, '0')}`;
}

/** An entry as an anchor of the old form holds it. */
export function leafOf({ requestId, seq, hash }: AppendedEntry): string {
  return sha256(JSON.stringify([requestId, seq, hash]));
}

/**
 * Whether an anchor is one, and says by its root what it says otherwise. Whatever an attacker may have put
 * there can be asked.
 */
export function isWhole(anchor: unknown): anchor is Anchor {
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
 * Pairs are hashed level by level; an odd one is carried up. Leaves and nodes are told apart (RFC 9162
 * section 2.1).
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
