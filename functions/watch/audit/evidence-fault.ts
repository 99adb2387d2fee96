import type { ChainFault } from '../../adapters/event-chain';

/** What can be wrong with a log by itself, or against the anchors. */
export type LogFaultKind =
  | ChainFault['kind']
  /** It is no valid entry any more. */
  | 'unreadable'
  /** Dated earlier than the entry before it. */
  | 'backdated'
  /** Dated later than now. */
  | 'future'
  /** Not the entry that was anchored under its number. */
  | 'changed'
  /** It was anchored, and the log ends before it. */
  | 'removed'
  /** The log calls it lost and settled, and the locked bucket has no confirmation of that. */
  | 'settled-unconfirmed'
  /** Hours old, and in no anchor. */
  | 'unanchored'
  /** The request has anchored entries, and the register has nothing of it. */
  | 'request-missing';

/** What can be wrong with the anchors. */
export type AnchorFaultKind =
  /** It is no anchor, does not match its root, or does not follow from the one before. */
  | 'anchor-rewritten'
  /** It was written a second time. What was written first is read. */
  | 'anchor-twice'
  /** It was deleted. What was written before that is read. */
  | 'anchor-hidden'
  /** No anchor covers the hours before it. */
  | 'anchor-missing'
  /** It was written after one of a later hour. */
  | 'anchor-backdated'
  /** It is for an hour in the future. */
  | 'anchor-future'
  /** An entry that an anchor of the old form holds, without its request's id, is missing. */
  | 'entry-missing'
  /** The last hours have no anchor. */
  | 'anchors-stopped';

export type EvidenceFault =
  | {
      readonly kind: LogFaultKind;
      readonly requestId: string;
      /** Absent for the whole log. */
      readonly seq?: number;
      /**
       * Number of consecutive entries it is about.
       *
       * @default 1
       */
      readonly entries?: number;
    }
  | { readonly kind: AnchorFaultKind; readonly hour: string };

/** A lost entry whose loss the log of its request records: see `history-lost`. */
export interface NotedLoss {
  readonly requestId: string;
  readonly entries: number;
  /** Staff said how the request goes on, in the locked bucket as well. */
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
  /** Entries so recent that no anchor need hold them yet. */
  readonly unanchored: number;
  /** Requests without any anchored entry: if they disappeared now, nothing would show it. */
  readonly wholeUnanchored: readonly string[];
}
