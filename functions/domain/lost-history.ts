import type { EventData, LoggedEvent } from './events';

/**
 * What was anchored of a request and is not in its log: the register was restored to an earlier day, or
 * somebody rewrote it. The log itself says so, so that whatever
 * reads it knows, without another thing to ask.
 */

/**
 * Whether entries were lost and nobody has said yet how the request goes on: what it shows may be done
 * already.
 */
export function isHistoryLost(log: readonly LoggedEvent[]): boolean {
  const last = log.findLast(({ type }) => type === 'history-lost' || type === 'history-settled');
  return last?.type === 'history-lost';
}

/** Every entry that was lost and not settled, in the order of its number. */
export function lostEntries(log: readonly LoggedEvent[]): EventData['history-lost']['lost'] {
  const settled = log.findLast(({ type }) => type === 'history-settled')?.seq ?? 0;
  return log
    .flatMap((event) => (event.type === 'history-lost' && event.seq > settled ? event.data.lost : []))
    .sort((a, b) => a.seq - b.seq);
}

/** Hashes of all entries that the log knows to be lost. */
export function knownLosses(log: readonly LoggedEvent[]): ReadonlySet<string> {
  const all = log.flatMap((event) => (event.type === 'history-lost' ? event.data.lost : []));
  return new Set(all.map(({ hash }) => hash));
}
