import type { StoredAnchor } from '../../domain/evidence-store';
import { anchorsToRecheck, type ComparedAnchor, witnessOf } from './anchors-to-recheck';
import type { LogCacheOfLook, MissingEntry } from './asked-logs';
import type { AnchorMark } from './checked-anchors';
import { type AnchorReader, anchorAt, storedSince } from './newest-anchors';

/** How many anchors, and the logs that they need, are read at once. */
const AT_ONCE = 20;

export interface CheckedBack {
  readonly missing: readonly MissingEntry[];
  /** Those of the anchors met here that each later sweep looks at again. */
  readonly marks: readonly AnchorMark[];
  /** The newest of them that lacks an entry of a log. */
  readonly witness: AnchorMark | undefined;
  /** Hour of the newest object of the bucket; empty when there is none. */
  readonly until: string;
  /** Where there was no time for all: anchors of hours before this one are left. */
  readonly next?: string;
}

/**
 * Checks the register against every anchor, the newest first: what was lost last is what is about to be done
 * again. A restore can take the register back to any day, and what came after that day is whole, so only the
 * first anchor is the end.
 *
 * @param before - hour; only anchors of earlier ones. Absent: all
 * @param hasTime - asked before each group except the first, so that each look makes progress
 */
export async function checkAllAnchors(
  deps: AnchorReader,
  logs: LogCacheOfLook,
  before: string | undefined,
  hasTime: () => boolean,
): Promise<CheckedBack> {
  const all = await storedSince(deps);
  const until = all.at(-1)?.hour ?? '';
  const stored = all.filter(({ hour }) => before === undefined || hour < before).reverse();
  const looked: ComparedAnchor[] = [];
  const found = () => {
    const oldestFirst = [...looked].reverse();
    const missing = looked.flatMap(({ lacking }) => lacking.missing);
    return { until, missing, marks: anchorsToRecheck(oldestFirst), witness: witnessOf(oldestFirst) };
  };
  for (let at = 0; at < stored.length; at += AT_ONCE) {
    const next = stored[at - 1]?.hour;
    if (next !== undefined && !hasTime()) return { ...found(), next };
    const group = stored.slice(at, at + AT_ONCE).map((one) => lookAt(deps, logs, one));
    looked.push(...(await Promise.all(group)).flat());
  }
  return found();
}

/** `undefined` where there is no anchor, or one of a quiet hour. */
async function lookAt(
  deps: AnchorReader,
  logs: LogCacheOfLook,
  stored: StoredAnchor,
): Promise<ComparedAnchor[]> {
  const anchor = await anchorAt(deps, stored);
  return anchor?.entries?.length ? [{ stored, lacking: await logs.lackingOf(anchor) }] : [];
}
