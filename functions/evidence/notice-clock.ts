import type { DeskDeps } from '../domain/desk-deps';
import { later } from '../domain/due-dates';
import type { EvidenceStore } from '../domain/ports';

/** The latest moment that any sweep has seen. */
const SEEN = 'clock-seen';

/** What two machines may differ by. */
const SKEW = '-PT5M';

/**
 * What is wrong with the desk's clock, in sentences: it stands before a moment that an earlier sweep saw, or beside the clock of the storage. Dates already written stay
 * as they are, and the order of entries is that of their numbers.
 */
export async function noticeClock(
  deps: Pick<DeskDeps, 'clock' | 'items'> & { readonly evidence: EvidenceStore },
): Promise<string[]> {
  const now = deps.clock.now();
  const seen = (await deps.items.findCursor(SEEN)) ?? now;
  if (now >= seen) await deps.items.saveCursor(SEEN, now);
  const minutes = Math.round(deps.evidence.skewMs() / 60_000);
  return [
    ...(now < later(seen, SKEW, 'UTC')
      ? [`it was ${seen} at an earlier sweep, and the clock went back`]
      : []),
    ...(minutes === 0
      ? []
      : [`the clock is ${Math.abs(minutes)} minutes ${minutes > 0 ? 'behind' : 'ahead of'} that of AWS`]),
  ];
}
