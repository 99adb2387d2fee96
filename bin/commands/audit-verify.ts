import type { EvidenceReport } from '../../functions/watch/audit/evidence-fault';
import { evidenceFaultText, lossText } from '../../functions/watch/audit/fault-text';
import { verifyEvidence } from '../../functions/watch/audit/verify-evidence';
import { type Console, type ExitCode, exitCodes, printJson, printLines } from '../console';
import { countLabel } from '../count-text';
import { onRegister } from '../open-register';

/** Verifies every log, and the anchors where `EVIDENCE_BUCKET` names their bucket. */
export async function auditVerify(
  options: { config: string; json?: true },
  console: Console,
): Promise<ExitCode> {
  const report = await onRegister(options.config, console.env, async ({ register, evidence, clock }) => ({
    ...(await verifyEvidence({ register, evidence, now: clock.now() })),
    isAnchored: evidence !== undefined,
  }));
  if (options.json) printJson(console.stdout, report);
  else printLines(console.stdout, auditLines(report, report.isAnchored));
  return report.ok ? exitCodes.done : exitCodes.foundProblems;
}

/** @param isAnchored - whether the bucket of the anchors was read */
export function auditLines(report: EvidenceReport, isAnchored = true): string[] {
  const { faults, losses, requests, entries } = report;
  return [
    ...faults.map(evidenceFaultText),
    ...losses.map(lossText),
    ...(isAnchored
      ? anchoredWords(report)
      : ['EVIDENCE_BUCKET is not set: a log that lost its end, or is missing entirely, would go unnoticed.']),
    `${countLabel(requests, 'log')} with ${entries} entries read, ${countLabel(faults.length, 'fault')}.`,
  ];
}

function anchoredWords({ anchors, until, unanchored, wholeUnanchored }: EvidenceReport): string[] {
  return [
    ...wholeUnanchored.map((id) => `${id}: no anchor covers this request yet`),
    `${countLabel(anchors, 'anchor')}${until ? ` until ${until} UTC` : ''}, ${unanchored} entries not anchored yet.`,
  ];
}
