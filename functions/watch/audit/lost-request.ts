import { isValidAnchor } from '../../domain/anchor';
import type { EventData, EventType, LoggedEvent } from '../../domain/events';
import type { AuditReader, EvidenceStore } from '../../domain/evidence-store';
import { inGroups } from '../../domain/in-groups';
import { allOf } from '../../domain/log-entries';
import { lostEntries } from '../../domain/lost-history';
import type { RequestRegister } from '../../domain/ports';
import { mayHaveEnded } from '../../domain/stub-end';
import { confirmedLosses } from './confirmed-losses';

type Lost = EventData['history-lost']['lost'];

/** A request that lost entries, with all that the evidence shows about them. */
export interface LostRequest {
  readonly requestId: string;
  /** The register has nothing of it. */
  readonly isGone: boolean;
  readonly lost: Lost;
  /** What the entries alone suggest; staff decide. */
  readonly suggests: 'go-on' | 'by-person' | 'by-hand';
}

/**
 * Entries that may be lost and repeated without harm: the desk's own records, searches and mails. Staff look
 * at any other loss.
 */
const harmless: ReadonlySet<string> = new Set<EventType>([
  'mailed',
  'reminded',
  'workflow-started',
  'search-started',
  'store-searched',
  'store-unavailable',
  'stores-retried',
  'trouble',
  'overdue',
  'preview-viewed',
  'manifest-frozen',
  'decision-asked',
  'task-asked',
  'identifiers-asked',
  'history-lost',
]);

/**
 * Requests that lost entries and that staff have not settled yet, and those that are missing altogether.
 * Reads every log and every anchor.
 *
 * @param now - instant
 */
export async function lostRequests(
  register: Pick<RequestRegister, 'find'> & AuditReader,
  evidence: EvidenceStore,
  now: string,
): Promise<LostRequest[]> {
  const all: LostRequest[] = [];
  const confirmed = await confirmedLosses(evidence);
  const known = new Set<string>();
  for await (const ids of inGroups(register.requestIds(), 20)) {
    const logs = await Promise.all(ids.map((id) => register.history(id)));
    for (const [i, requestId] of ids.entries()) {
      const log = logs[i] ?? [];
      if (log.length > 0) known.add(requestId);
      const lost = unsettled(log, confirmed.get(requestId));
      if (lost.length > 0) all.push({ requestId, isGone: false, lost, suggests: suggested(lost) });
    }
  }
  return [...all, ...(await goneRequests(evidence, known, now))];
}

/** Losses that are not settled, or that only the log calls settled. */
function unsettled(log: readonly LoggedEvent[], confirmed: ReadonlySet<string> | undefined): Lost {
  const open = lostEntries(log);
  const others = allOf(log, 'history-lost').flatMap(({ data }) => data.lost);
  const claimed = others.filter((one) => !open.includes(one) && !confirmed?.has(one.hash));
  return [...claimed, ...open].sort((a, b) => a.seq - b.seq);
}

function suggested(lost: Lost): LostRequest['suggests'] {
  return lost.every(({ type }) => harmless.has(type)) ? 'go-on' : 'by-person';
}

/** Except those whose stub may have ended. */
async function goneRequests(
  evidence: EvidenceStore,
  known: ReadonlySet<string>,
  now: string,
): Promise<LostRequest[]> {
  const gone = new Map<string, Lost[number][]>();
  for await (const stored of evidence.list()) {
    const anchor = await evidence.read(stored);
    if (!isValidAnchor(anchor)) continue;
    for (const [requestId, seq, hash, type] of anchor.entries ?? []) {
      if (known.has(requestId)) continue;
      gone.set(requestId, [...(gone.get(requestId) ?? []), { seq, hash, type, hour: anchor.hour }]);
    }
  }
  const isLoss = (lost: Lost) => lost.some(({ hour }) => !mayHaveEnded(hour, now));
  return [...gone]
    .filter(([, lost]) => isLoss(lost))
    .map(([requestId, lost]) => ({ requestId, isGone: true, lost, suggests: 'by-hand' }));
}
