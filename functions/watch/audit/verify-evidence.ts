import { hoursSince } from '../../domain/anchor-hours';
import type { LoggedEvent } from '../../domain/events';
import type { AuditReader, EvidenceStore } from '../../domain/evidence-store';
import { inGroups } from '../../domain/in-groups';
import { AnchoredEntries } from './anchored-entries';
import { type CheckedLog, checkLog, type Limits, limitsAt } from './check-log';
import { type ConfirmedLosses, confirmedLosses } from './confirmed-losses';
import type { EvidenceFault, EvidenceReport, NotedLoss } from './evidence-fault';
import { isUnreadable } from './is-unreadable';
import { walkAnchors } from './walk-anchors';

export interface VerifyInput {
  readonly register: AuditReader;
  /** Absent: the logs are checked on their own. */
  readonly evidence?: EvidenceStore | undefined;
  /** Instant. */
  readonly now: string;
}

/** How many logs are read at once. */
const AT_ONCE = 20;

/** Hours after which a missing anchor is more than a delay. */
const STOPPED = 3;

/**
 * Walks through the bucket, oldest version first, and then through the whole register, entry by entry: each
 * entry must be in an anchor, and each anchored entry must be in the register. No index or cursor is trusted.
 * Holds a few hundred bytes an entry in memory.
 *
 * @throws only when the register or the bucket is unreachable
 */
export async function verifyEvidence(input: VerifyInput): Promise<EvidenceReport> {
  const { evidence, now } = input;
  const walked = evidence && (await walk({ evidence }, now));
  const confirmed = evidence && (await confirmedLosses(evidence));
  const logs = await checkLogs(input, { anchored: walked?.anchored, confirmed, limits: limitsAt(now) });
  const faults = [...(walked?.faults ?? []), ...logs.faults, ...(walked ? leftIn(walked, logs, now) : [])];
  return {
    ok: faults.length === 0,
    requests: logs.requests,
    entries: logs.entries,
    anchors: walked?.anchors ?? 0,
    ...(walked?.until ? { until: walked.until } : {}),
    faults,
    losses: logs.losses,
    unanchored: logs.unanchored,
    wholeUnanchored: logs.wholeUnanchored,
  };
}

interface Walked {
  readonly anchored: AnchoredEntries;
  readonly faults: EvidenceFault[];
  anchors: number;
  until?: string;
}

async function walk(deps: { readonly evidence: EvidenceStore }, now: string): Promise<Walked> {
  const walked: Walked = { anchored: new AnchoredEntries(), faults: [], anchors: 0 };
  for await (const { hour, anchor, faults } of walkAnchors(deps, now)) {
    walked.faults.push(...faults);
    walked.anchors += 1;
    if (anchor) walked.anchored.add(anchor);
    if (hour <= now.slice(0, 13)) walked.until = hour;
  }
  return walked;
}

interface CheckedLogs {
  readonly faults: EvidenceFault[];
  readonly losses: NotedLoss[];
  readonly wholeUnanchored: string[];
  requests: number;
  entries: number;
  unanchored: number;
}

interface Against {
  readonly anchored: AnchoredEntries | undefined;
  readonly confirmed: ConfirmedLosses | undefined;
  readonly limits: Limits;
}

async function checkLogs(
  deps: Pick<VerifyInput, 'register'>,
  { anchored, confirmed, limits }: Against,
): Promise<CheckedLogs> {
  const all: CheckedLogs = {
    faults: [],
    losses: [],
    wholeUnanchored: [],
    requests: 0,
    entries: 0,
    unanchored: 0,
  };
  for await (const ids of inGroups(deps.register.requestIds(), AT_ONCE)) {
    const logs = await Promise.all(ids.map((id) => readLog(deps, id)));
    for (const [i, requestId] of ids.entries()) {
      all.requests += 1;
      const log = logs[i];
      if (log)
        add(
          all,
          requestId,
          log,
          checkLog(requestId, log, { anchored, limits, confirmed: confirmed?.get(requestId) }),
        );
      else {
        all.faults.push({ kind: 'unreadable', requestId });
        anchored?.lostOf(requestId);
      }
    }
  }
  return all;
}

function add(all: CheckedLogs, requestId: string, log: readonly LoggedEvent[], checked: CheckedLog): void {
  all.entries += log.length;
  all.unanchored += checked.young;
  all.faults.push(...checked.faults);
  if (checked.loss) all.losses.push(checked.loss);
  if (checked.isWholeYoung) all.wholeUnanchored.push(requestId);
}

/** Entries that the anchors hold and the register does not, and whether the anchors continue at all. */
function leftIn(
  { anchored, until, anchors }: Walked,
  { entries }: CheckedLogs,
  now: string,
): EvidenceFault[] {
  const isNew = anchors === 0 && entries === 0;
  const isStopped = !isNew && (until === undefined ? anchors > 0 : hoursSince(until, now) >= STOPPED);
  return [
    ...anchored.untaken(now).map((lost): EvidenceFault => ({ kind: 'request-missing', seq: 1, ...lost })),
    ...anchored.namelessLeft().map((hour): EvidenceFault => ({ kind: 'entry-missing', hour })),
    ...(isStopped ? [{ kind: 'anchors-stopped', hour: until ?? '' } as const] : []),
  ];
}

/** `undefined` when an entry is no valid entry any more. */
async function readLog(
  deps: Pick<VerifyInput, 'register'>,
  requestId: string,
): Promise<readonly LoggedEvent[] | undefined> {
  try {
    return await deps.register.history(requestId);
  } catch (error) {
    if (isUnreadable(error)) return undefined;
    throw error;
  }
}
