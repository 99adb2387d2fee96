import { type Anchor, isValidAnchor } from '../../domain/anchor';
import { nextHour } from '../../domain/anchor-hours';
import { defined } from '../../domain/defined';
import type { EvidenceStore, StoredAnchor } from '../../domain/evidence-store';
import { inGroups } from '../../domain/in-groups';
import type { AnchorFaultKind, EvidenceFault } from './evidence-fault';

/** An anchor as it was first written, with what is wrong with it. */
export interface WalkedAnchor {
  readonly hour: string;
  /** Absent where the object is no anchor. */
  readonly anchor?: Anchor;
  readonly faults: readonly EvidenceFault[];
}

/** How many are fetched at once. */
const AT_ONCE = 20;

/**
 * Goes through the bucket in the order of its listing, the oldest hour first.
 *
 * @param now - instant
 */
export async function* walkAnchors(
  deps: { readonly evidence: EvidenceStore },
  now: string,
): AsyncIterable<WalkedAnchor> {
  let before: Step | undefined;
  for await (const group of inGroups(deps.evidence.list(), AT_ONCE)) {
    const read = await Promise.all(group.map((stored) => deps.evidence.read(stored)));
    for (const [i, stored] of group.entries()) {
      const anchor = isValidAnchor(read[i]) && read[i].hour === stored.hour ? read[i] : undefined;
      const kinds = [...faultsOf(stored, now, before), ...chainFaults(anchor, stored, before)];
      const faults = kinds.map((kind): EvidenceFault => ({ kind, hour: stored.hour }));
      yield { hour: stored.hour, ...defined({ anchor }), faults };
      before = { stored, anchor, writtenBy: latest(stored.at, before?.writtenBy) };
    }
  }
}

interface Step {
  readonly stored: StoredAnchor;
  readonly anchor: Anchor | undefined;
  /** When the latest of all so far was written. */
  readonly writtenBy: string;
}

function latest(a: string, b = ''): string {
  return a > b ? a : b;
}

/**
 * Faults that the bucket itself shows. It has its own clock, so an anchor with a false date still shows when
 * it was written.
 */
function faultsOf(stored: StoredAnchor, now: string, before: Step | undefined): AnchorFaultKind[] {
  return [
    ...(stored.versions > 1 ? (['anchor-twice'] as const) : []),
    ...(stored.isHidden ? (['anchor-hidden'] as const) : []),
    ...(stored.hour > now.slice(0, 13) ? (['anchor-future'] as const) : []),
    ...(before && stored.at < before.writtenBy ? (['anchor-backdated'] as const) : []),
  ];
}

/**
 * Faults between one anchor and the next. After an object that is no anchor, the next one cannot be compared.
 * An anchor of the old form does not name the hours before it, so only the chain shows whether one is
 * missing.
 */
function chainFaults(
  anchor: Anchor | undefined,
  { hour }: StoredAnchor,
  before: Step | undefined,
): AnchorFaultKind[] {
  if (!anchor) return ['anchor-rewritten'];
  if (!before) return anchor.previous === '' ? [] : ['anchor-missing'];
  const isGap = before.anchor?.from !== undefined && (anchor.from ?? hour) > nextHour(before.stored.hour);
  if (isGap) return ['anchor-missing'];
  return before.anchor && anchor.previous !== before.anchor.root ? ['anchor-rewritten'] : [];
}
