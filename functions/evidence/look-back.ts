import type { StoredAnchor } from '../domain/evidence-store';
import type { AskedLogs, Missing } from './asked-logs';
import type { Mark } from './checked-anchors';
import { type HeldAgainst, marksIn } from './marks-in';
import { type AnchorReader, anchorAt, storedSince } from './newest-anchors';

/** So many anchors, and the logs that they ask for, are read at once. */
const AT_ONCE = 20;

export interface LookedBack {
  readonly missing: readonly Missing[];
  /** What each sweep from now on looks at again, of what was come across. */
  readonly marks: readonly Mark[];
  /** The newest object of the bucket; empty when there is none. */
  readonly until: string;
  /** Where there was no time for all: anchors of hours before this one are left. */
  readonly next?: string;
}

/**
 * Holds the register against every anchor, the newest first: what was lost last is what is about to be done
 * again. A restore can take it back to any day, and what came after
 * it is whole, so that nothing short of the first anchor says where to stop.
 *
 * @param before - hour; only anchors of earlier ones. Absent: all
 * @param hasTime - asked before each group but the first, so that each look comes further
 */
export async function lookBack(
  deps: AnchorReader,
  logs: AskedLogs,
  before: string | undefined,
  hasTime: () => boolean,
): Promise<LookedBack> {
  const all = await storedSince(deps);
  const until = all.at(-1)?.hour ?? '';
  const stored = all.filter(({ hour }) => before === undefined || hour < before).reverse();
  const looked: HeldAgainst[] = [];
  const found = () => ({
    until,
    missing: looked.flatMap(({ lacking }) => lacking.missing),
    marks: marksIn([...looked].reverse()),
  });
  for (let at = 0; at < stored.length; at += AT_ONCE) {
    const next = stored[at - 1]?.hour;
    if (next !== undefined && !hasTime()) return { ...found(), next };
    const group = stored.slice(at, at + AT_ONCE).map((one) => lookAt(deps, logs, one));
    looked.push(...(await Promise.all(group)).flat());
  }
  return found();
}

/** Nothing where there is no anchor, or a quiet one. */
async function lookAt(deps: AnchorReader, logs: AskedLogs, stored: StoredAnchor): Promise<HeldAgainst[]> {
  const anchor = await anchorAt(deps, stored);
  return anchor?.entries?.length ? [{ stored, lacking: await logs.lackingOf(anchor) }] : [];
}
