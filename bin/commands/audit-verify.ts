import { type ChainFault, firstFault } from '../../functions/adapters/event-chain';
import type { LoggedEvent } from '../../functions/domain/events';
import type { AuditReader, RequestRegister } from '../../functions/domain/ports';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { counted } from '../counted';
import { onRegister } from '../open-register';
import { readLog } from './read-log';
import { type AnchorReport, anchorWords, verifyAnchors } from './verify-anchors';

export interface AuditReport {
  readonly ok: boolean;
  readonly requests: number;
  readonly entries: number;
  /** The first bad entry of each damaged log. */
  readonly faults: readonly AuditFault[];
  /** What the anchors say; absent when the desk's evidence is out of reach (`EVIDENCE_BUCKET`). */
  readonly anchors?: AnchorReport;
}

export interface AuditFault {
  readonly requestId: string;
  /** Absent when the log cannot be read at all. */
  readonly seq?: number;
  readonly kind: ChainFault['kind'] | 'unreadable';
}

export async function auditVerify(
  options: { config: string; json?: true },
  console: Console,
): Promise<ExitCode> {
  const report = await onRegister(options.config, console.env, async ({ register, evidence, clock }) => {
    const chains = await verifyAudit(register);
    if (!evidence) return chains;
    const anchors = await verifyAnchors({ register, evidence, now: clock.now() });
    return { ...chains, ok: chains.ok && anchors.faults.length === 0, anchors };
  });
  if (options.json) printJson(console.stdout, report);
  else printLines(console.stdout, auditWords(report));
  return report.ok ? exitCodes.done : exitCodes.foundProblems;
}

/** Recomputes the hash chain of every log. A log cut off at its end still forms a chain, which this cannot see. */
export async function verifyAudit(
  register: Pick<RequestRegister, 'summaries'> & AuditReader,
): Promise<AuditReport> {
  const faults: AuditFault[] = [];
  let requests = 0;
  let entries = 0;
  for await (const { requestId } of register.summaries()) {
    const log = await readLog(register, requestId);
    const fault = faultOf(log);
    if (fault) faults.push({ requestId, ...fault });
    requests += 1;
    entries += log?.length ?? 0;
  }
  return { ok: faults.length === 0, requests, entries, faults };
}

function faultOf(log: readonly LoggedEvent[] | undefined): Omit<AuditFault, 'requestId'> | undefined {
  if (!log) return { kind: 'unreadable' };
  return log.length === 0 ? { seq: 1, kind: 'missing' } : firstFault(log);
}

const faultWords = {
  edited: 'was changed after it was written',
  missing: 'is missing',
  unlinked: 'does not follow from the entry before it',
  unreadable: 'can no longer be read',
};

export function auditWords(report: AuditReport): string[] {
  return [
    ...report.faults.map(
      ({ requestId, seq, kind }) =>
        `${requestId}: ${seq === undefined ? 'an entry' : `entry ${seq}`} ${faultWords[kind]}`,
    ),
    ...(report.anchors ? anchorWords(report.anchors) : []),
    `${counted(report.requests, 'log')} with ${report.entries} entries read, ${report.faults.length} damaged.`,
  ];
}
