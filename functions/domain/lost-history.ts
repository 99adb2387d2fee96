import type { EventData, LoggedEvent } from './events';

/**
 * Entries of a request that were anchored and are not in its log: the register was restored to an earlier
 * day, or somebody rewrote it. The log records it itself, so its readers need no other source.
 */

/**
 * Whether entries were lost and staff have not said yet how the request goes on. What it shows as open may be
 * done already.
 */
export function isHistoryLost(log: readonly LoggedEvent[]): boolean {
  const last = log.findLast(({ type }) => type === 'history-lost' || type === 'history-settled');
  return last?.type === 'history-lost';
}

/** Every lost entry that is not settled, ordered by its number. */
export function lostEntries(log: readonly LoggedEvent[]): EventData['history-lost']['lost'] {
  const settled = log.findLast(({ type }) => type === 'history-settled')?.seq ?? 0;
  return log
    .flatMap((event) => (event.type === 'history-lost' && event.seq > settled ? event.data.lost : []))
    .sort((a, b) => a.seq - b.seq);
}

/** Hashes of all entries that the log records as lost. */
export function knownLosses(log: readonly LoggedEvent[]): ReadonlySet<string> {
  const all = log.flatMap((event) => (event.type === 'history-lost' ? event.data.lost : []));
  return new Set(all.map(({ hash }) => hash));
}
