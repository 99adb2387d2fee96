import type { ChainFault } from '../adapters/event-chain';

/** What can be wrong with a log by itself, or against the anchors. */
export type LogFaultKind =
  | ChainFault['kind']
  /** It is no entry any more. */
  | 'unreadable'
  /** Dated earlier than the entry before it. */
  | 'backdated'
  /** Dated later than now. */
  | 'future'
  /** Not what was anchored under its number. */
  | 'changed'
  /** It was anchored, and the log ends before it. */
  | 'removed'
  /** The log calls it lost and settled, and nobody said so in the locked bucket. */
  | 'settled-unconfirmed'
  /** Hours old, and in no anchor. */
  | 'unanchored'
  /** The request has anchored entries, and nothing of it is in the register. */
  | 'request-missing';

/** What can be wrong with the anchors. */
export type AnchorFaultKind =
  /** It is no anchor, does not say what its root says, or does not follow from the one before. */
  | 'anchor-rewritten'
  /** It was written a second time; what is read is what was written first. */
  | 'anchor-twice'
  /** It was deleted; what is read is what was written before that. */
  | 'anchor-hidden'
  /** No anchor speaks of the hours before it. */
  | 'anchor-missing'
  /** It was written after one of a later hour. */
  | 'anchor-backdated'
  /** It is for an hour that has not come. */
  | 'anchor-future'
  /** An entry that an anchor holds without its name is gone. */
  | 'entry-missing'
  /** There is no anchor of the last hours. */
  | 'anchors-stopped';

export type EvidenceFault =
  | {
      readonly kind: LogFaultKind;
      readonly requestId: string;
      /** Absent where it is about the whole log. */
      readonly seq?: number;
      /** How many entries in a row it is about. @default 1 */
      readonly entries?: number;
    }
  | { readonly kind: AnchorFaultKind; readonly hour: string };

/** An entry that was lost, and whose loss is in the log of its request: see `history-lost`. */
export interface NotedLoss {
  readonly requestId: string;
  readonly entries: number;
  /** Somebody said how it goes on, in the locked bucket as well. */
  readonly isSettled: boolean;
}

export interface EvidenceReport {
  readonly ok: boolean;
  readonly requests: number;
  readonly entries: number;
  readonly anchors: number;
  /** The hour of the newest anchor. */
  readonly until?: string;
  readonly faults: readonly EvidenceFault[];
  readonly losses: readonly NotedLoss[];
  /** Entries so young that no anchor need hold them yet. */
  readonly unanchored: number;
  /** Requests of which no anchor holds anything yet: if they went now, nothing would show it. */
  readonly wholeUnanchored: readonly string[];
}
