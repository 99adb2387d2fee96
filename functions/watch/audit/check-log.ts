import { firstChainFault } from '../../adapters/event-chain';
import { plusDuration } from '../../domain/civil-time';
import type { LoggedEvent } from '../../domain/events';
import { isHistoryLost, knownLosses } from '../../domain/lost-history';
import type { AnchoredEntries, LostEntry } from './anchored-entries';
import type { EvidenceFault, LogFaultKind, NotedLoss } from './evidence-fault';

/** What one log shows. */
export interface CheckedLog {
  readonly faults: readonly EvidenceFault[];
  readonly loss?: NotedLoss;
  /** Entries that are in no anchor and need not be yet. */
  readonly young: number;
  readonly isWholeYoung: boolean;
}

/** An entry that is in no anchor after this long was kept out of them. */
const MUST_BE_ANCHORED = '-PT3H';

/** Clocks of functions differ by seconds; a larger difference is no accident. */
const SKEW = 'PT5M';

export interface Limits {
  /** What is older than this instant is anchored. */
  readonly anchored: string;
  /** What is younger than this instant is dated in the future. */
  readonly future: string;
}

export function limitsAt(now: string): Limits {
  return { anchored: plusDuration(now, MUST_BE_ANCHORED, 'UTC'), future: plusDuration(now, SKEW, 'UTC') };
}

export interface CheckedAgainst {
  readonly anchored?: AnchoredEntries | undefined;
  readonly limits: Limits;
  /**
   * Hashes of entries that staff confirmed as lost, in the locked bucket. The log's own word on that could be
   * made up by anyone who can write it.
   */
  readonly confirmed?: ReadonlySet<string> | undefined;
}

/**
 * Checks a log against its own chain, the clock and, where there are any, the anchors, and takes its entries
 * out of these.
 */
export function checkLog(
  requestId: string,
  log: readonly LoggedEvent[],
  { anchored, limits, confirmed }: CheckedAgainst,
): CheckedLog {
  const loose = anchored ? log.filter((event) => !anchored.take(requestId, event)) : [];
  const lost = anchored?.lostOf(requestId) ?? [];
  const noted = knownLosses(log);
  const missing = lost.filter(({ hash }) => !noted.has(hash));
  const unconfirmed = lost.filter(({ hash }) => noted.has(hash) && !confirmed?.has(hash));
  const replaced = new Set(missing.map(({ seq }) => seq));
  const old = loose.filter(({ at, seq }) => at < limits.anchored && !replaced.has(seq));
  const faults = [
    ...chainFault(requestId, log),
    ...datedWrong(requestId, log, limits),
    ...runs(
      requestId,
      'changed',
      missing.filter(({ seq }) => seq <= log.length),
    ),
    ...runs(
      requestId,
      'removed',
      missing.filter(({ seq }) => seq > log.length),
    ),
    ...runs(requestId, 'unanchored', old),
    ...runs(requestId, 'settled-unconfirmed', isHistoryLost(log) ? [] : unconfirmed),
  ];
  const entries = lost.length - missing.length;
  return {
    faults,
    ...(entries > 0
      ? { loss: { requestId, entries, isSettled: !isHistoryLost(log) && unconfirmed.length === 0 } }
      : {}),
    young: loose.length - old.length,
    isWholeYoung:
      faults.length === 0 && lost.length === 0 && anchored !== undefined && loose.length === log.length,
  };
}

/** Compared as text first: there are a million entries, and all but a few are in order. */
function isBefore(at: string, than: string): boolean {
  return at < than && plusDuration(at, SKEW, 'UTC') < than;
}

function chainFault(requestId: string, log: readonly LoggedEvent[]): EvidenceFault[] {
  if (log.length === 0) return [{ kind: 'missing', requestId, seq: 1 }];
  const fault = firstChainFault(log, requestId);
  return fault ? [{ ...fault, requestId }] : [];
}

function datedWrong(requestId: string, log: readonly LoggedEvent[], limits: Limits): EvidenceFault[] {
  const future = log.find(({ at }) => at > limits.future);
  const back = log.find(({ at }, i) => isBefore(at, log[i - 1]?.at ?? at));
  return [
    ...(back ? [{ kind: 'backdated', requestId, seq: back.seq } as const] : []),
    ...(future ? [{ kind: 'future', requestId, seq: future.seq } as const] : []),
  ];
}

/** One fault for each run of consecutive numbers. */
function runs(
  requestId: string,
  kind: LogFaultKind,
  entries: readonly Pick<LostEntry, 'seq'>[],
): EvidenceFault[] {
  const found: { seq: number; entries: number }[] = [];
  for (const { seq } of entries) {
    const last = found.at(-1);
    if (last && seq === last.seq + last.entries) last.entries += 1;
    else found.push({ seq, entries: 1 });
  }
  return found.map((run) => ({ kind, requestId, ...run }));
}
