import type { DeskDeps } from '../domain/desk-deps';
import type { AuditReader, EvidenceStore } from '../domain/ports';
import { tellDamage } from '../mailing/tell-damage';
import { faultWords, lossWords } from './fault-words';
import { verifyEvidence } from './verify-evidence';

export interface ReportDeps extends Pick<DeskDeps, 'items' | 'mailbox' | 'clock' | 'desk'> {
  readonly register: AuditReader;
  readonly evidence: EvidenceStore;
  /** Told when a run has come to its end, with how much was wrong. */
  readonly noteVerified: (faults: number) => void;
}

export interface Verified {
  readonly entries: number;
  readonly anchors: number;
  readonly faults: number;
}

/** What `audit verify` does, by schedule: staff hear what it finds, and what they have not settled yet. */
export function reportEvidence(deps: ReportDeps) {
  return async (): Promise<Verified> => {
    const now = deps.clock.now();
    const { entries, anchors, faults, losses } = await verifyEvidence({ ...deps, now });
    const open = losses.filter(({ isSettled }) => !isSettled);
    const found = [...faults.map(faultWords), ...open.map(lossWords)];
    if (found.length > 0) await tellDamage(deps, { kind: 'evidence', found, words });
    deps.noteVerified(faults.length);
    return { entries, anchors, faults: faults.length };
  };
}

const words = {
  about:
    'Every entry of the register was held against the entry before it and against the locked anchors. Something does not fit',
  remedy: 'Do not decide on the requests named here before you know what happened to their entries',
  chapter: 'evidence broken',
};
