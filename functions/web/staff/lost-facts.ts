import type { LoggedEvent } from '../../domain/events';
import { allOf } from '../../domain/log-entries';
import { instantText } from '../../words/date-text';
import { lostEntryText } from '../../words/lost-entry-text';
import type { LostEntryView } from './lost-entries';

/** What the log says that it lost, settled or not, in order; events of one kind and hour share a line. */
export function lostFacts(log: readonly LoggedEvent[], zone: string): LostEntryView[] {
  const lines = new Map<string, LostEntryView>();
  const lost = allOf(log, 'history-lost').flatMap(({ data }) => data.lost);
  for (const { type, hour } of [...lost].sort((a, b) => a.seq - b.seq)) {
    const key = `${type} ${hour}`;
    const count = (lines.get(key)?.count ?? 0) + 1;
    lines.set(key, { what: lostEntryText(type), count, from: instantText(`${hour}:00:00.000Z`, zone) });
  }
  return [...lines.values()];
}
