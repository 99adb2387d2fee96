import { mailDamage } from '../../casework/mail/mail-damage';
import { plusDuration } from '../../domain/civil-time';
import type { DeskDeps } from '../../domain/desk-deps';
import { withParts } from '../../domain/desk-deps';
import type { AuditReader, EvidenceStore } from '../../domain/evidence-store';
import { forgetChecked } from './checked-anchors';
import type { EvidenceFault } from './evidence-fault';
import { evidenceFaultText, lossText, settlementText } from './fault-text';
import { verifyEvidence } from './verify-evidence';

export interface ReportDeps extends Pick<DeskDeps, 'items' | 'mailbox' | 'clock' | 'desk'> {
  readonly register: AuditReader;
  readonly evidence: EvidenceStore;
  /** Called at the end of a run with the number of faults. */
  readonly noteVerified: (faults: number) => void;
}

export interface Verified {
  readonly entries: number;
  readonly anchors: number;
  readonly faults: number;
}

/**
 * Does what `audit verify` does, by schedule: staff are told what it finds, and what they have not settled
 * yet.
 */
export async function reportEvidence(deps: ReportDeps): Promise<Verified> {
  const now = deps.clock.now();
  const { entries, anchors, faults, losses } = await verifyEvidence(withParts(deps, { now }));
  const open = losses.filter(({ isSettled }) => !isSettled);
  const wrong = [...faults.map(evidenceFaultText), ...open.map(lossText)];
  const found = [...wrong, ...(await newlySettled(deps, now))];
  const about = wrong.length > 0 ? words : settledWords;
  if (faults.some(({ kind }) => isLoss(kind))) await forgetChecked(deps);
  if (found.length > 0) await mailDamage(deps, { kind: 'evidence', found, words: about });
  deps.noteVerified(faults.length);
  return { entries, anchors, faults: faults.length };
}

/** The next sweep records in the log which entries it lacks: it may append, and this function may not. */
function isLoss(kind: EvidenceFault['kind']): boolean {
  return kind === 'changed' || kind === 'removed';
}

/**
 * For how long a settlement is reported: less than the week after which a lasting finding is reported again,
 * so once.
 */
const SETTLED_WITHIN = '-P6D';

/**
 * Somebody with stolen permissions could settle a loss that they caused, so all staff hear of each
 * settlement.
 */
async function newlySettled({ evidence }: ReportDeps, now: string): Promise<string[]> {
  const since = plusDuration(now, SETTLED_WITHIN, 'UTC');
  const all: string[] = [];
  for await (const loss of evidence.confirmed()) if (loss.at >= since) all.push(settlementText(loss));
  return all;
}

const settledWords = {
  about: 'Somebody has said how requests go on whose entries were lost',
  remedy: 'Ask your colleague who is named here. If it was not them, decide nothing and see the runbook',
  chapter: 'evidence broken',
};

const words = {
  about:
    'Every entry of the register was checked against the entry before it and against the locked anchors. Something does not fit',
  remedy: 'Do not decide on the requests named here before you know what happened to their entries',
  chapter: 'evidence broken',
};
