import type { StoredAnchor } from '../domain/ports';
import { type AskedLogs, lackingDigest, type Missing } from './asked-logs';
import { type AnchorReader, anchorAt, storedSince } from './newest-anchors';

/** So many anchors, and the logs that they ask for, are read at once. */
const AT_ONCE = 20;

export interface LookedBack {
  readonly missing: readonly Missing[];
  /** The newest anchor with entries that was come across, and the digest of what is lacking of it. */
  readonly mark?: { readonly stored: Pick<StoredAnchor, 'hour' | 'versionId'>; readonly lacks: string };
  /** The newest object of the bucket; empty when there is none. */
  readonly until: string;
  /** Where there was no time for all: anchors of hours before this one are left. */
  readonly next?: string;
}

/**
 * Holds the register against every anchor, the newest first: what was lost last is what is about to be done again. A restore can take it back to any day, and what came after
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
  const missing: Missing[] = [];
  let mark: LookedBack['mark'];
  for (let at = 0; at < stored.length; at += AT_ONCE) {
    const next = stored[at - 1]?.hour;
    if (next !== undefined && !hasTime()) return { missing, until, next, ...(mark ? { mark } : {}) };
    const group = await Promise.all(stored.slice(at, at + AT_ONCE).map((one) => lookAt(deps, logs, one)));
    missing.push(...group.flatMap((one) => one.missing));
    mark ??= group.find(({ hasEntries }) => hasEntries);
  }
  return { missing, until, ...(mark ? { mark } : {}) };
}

async function lookAt(deps: AnchorReader, logs: AskedLogs, { hour, versionId }: StoredAnchor) {
  const anchor = await anchorAt(deps, { hour, versionId });
  const lacking = anchor ? await logs.lackingOf(anchor) : { missing: [], doubtful: [] };
  return {
    missing: lacking.missing,
    hasEntries: Boolean(anchor?.entries?.length),
    stored: { hour, versionId },
    lacks: lackingDigest(lacking),
  };
}
