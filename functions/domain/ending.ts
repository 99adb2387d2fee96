/**
 * Something that still runs and that a store would end along with a row, such as a subscription. Its id and
 * what is shown of it are about a person: they stand in findings and manifests, which are sealed.
 */
export interface Ending {
  /** In words of the vendor's file: "a running subscription". */
  readonly what: string;
  /** The same for several, without a number: "running subscriptions". */
  readonly several?: string;
  /** As the store names it, with its list where there are several: one that begins later has another id. */
  readonly id: string;
  /** What staff see of it before they decide: its status, its date. */
  readonly shown?: string;
}

/** What may be logged of endings: how many of which kind. */
export interface EndingCount {
  readonly what: string;
  readonly several?: string;
  readonly count: number;
}

/** Counts by kind, in the order in which they come. */
export function endingCounts(endings: Iterable<Ending>): EndingCount[] {
  const counts = new Map<string, EndingCount>();
  for (const { what, several } of endings) {
    const count = (counts.get(what)?.count ?? 0) + 1;
    counts.set(what, { what, ...(several === undefined ? {} : { several }), count });
  }
  return [...counts.values()];
}

/** Whether all of these were approved. */
export function areApproved(endings: readonly Ending[], approved: readonly Ending[]): boolean {
  const ids = new Set(approved.map(({ id }) => id));
  return endings.every(({ id }) => ids.has(id));
}
