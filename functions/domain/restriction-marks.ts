import type { DataMap } from './data-map';
import type { LoggedEvent } from './events';
import { allOf, type EventOf, lastOf } from './log-entries';
import { optOutStores } from './opt-out-searches';
import { isLifted } from './restriction';

/**
 * The names by which the map's `restriction: { on, off }` is one of the rules that set a field, so that each
 * store writes it like an opt-out.
 */
export const RESTRICTION_MARK = { on: 'restriction-on', off: 'restriction-off' } as const;

interface Logged {
  readonly log: readonly LoggedEvent[];
}

/**
 * Stores with a field that marks records as restricted: those that the desk sets, and those that a person
 * sets.
 */
export function markStores(map: DataMap): ReturnType<typeof optOutStores> {
  return optOutStores(map, RESTRICTION_MARK.on);
}

/** The result for each mark that was to be set since the restriction began. */
export function marksSet({ log }: Logged): EventOf<'restriction-marked'>[] {
  const since = lastOf(log, 'restriction-set')?.seq ?? Infinity;
  return allOf(log, 'restriction-marked').filter(({ seq, data }) => seq > since && data.on);
}

/**
 * Stores that still have the desk's mark after the end of the restriction, where staff said that it ends with
 * it.
 */
export function marksToLift(request: Logged): string[] {
  const { log } = request;
  if (!isLifted(request) || !lastOf(log, 'restriction-ending')?.data.unmark) return [];
  const tried = allOf(log, 'restriction-marked').filter(({ data }) => !data.on);
  return marksSet(request)
    .filter(({ seq, data }) => !tried.some((one) => one.seq > seq && one.data.storeId === data.storeId))
    .flatMap(({ data }) => (data.found > 0 ? [data.storeId] : []));
}
