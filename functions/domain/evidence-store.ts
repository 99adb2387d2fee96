import type { LoggedEvent } from './events';

/** The entries appended in one hour, for the anchor of that hour. */
export interface AppendedReader {
  /** `hour` as `2026-03-05T10`, in UTC. In no particular order. */
  appendedIn(hour: string): AsyncIterable<AppendedEntry>;
}

export interface AppendedEntry {
  readonly requestId: string;
  readonly seq: number;
  readonly hash: string;
  /** Its type, if this code knows it. Absent where it was not stored beside the hash. */
  readonly type?: string;
}

/** Anchors, written once and locked: the state of the register in each hour. */
export interface EvidenceStore extends SettledLosses {
  /** False when this hour has an anchor already; the first is kept. Never makes a second version. */
  put(hour: string, anchor: unknown): Promise<boolean>;
  /** What is in the bucket itself, oldest hour first. `after`: only later hours (`2026-03-05T10`). */
  list(after?: string): AsyncIterable<StoredAnchor>;
  /** What was first written under this hour; nothing when it cannot be read as JSON. */
  read(stored: Pick<StoredAnchor, 'hour' | 'versionId'>): Promise<unknown | undefined>;
  /**
   * How many milliseconds the storage's clock was ahead of this machine's at its last answer; 0 within five
   * minutes.
   */
  skewMs(): number;
}

/**
 * What staff confirmed in the locked bucket about lost entries. Access to the register alone does not suffice
 * to confirm it.
 */
export interface SettledLosses {
  /** Stores it. The same hashes of a request are stored once; the first is kept. */
  confirm(loss: SettledLoss): Promise<void>;
  /** All that were ever confirmed. `at` is the storage's own time. */
  confirmed(): AsyncIterable<SettledLoss>;
}

export interface SettledLoss {
  readonly requestId: string;
  /** Of the entries that were lost. */
  readonly hashes: readonly string[];
  readonly way: 'go-on' | 'by-person';
  readonly staffId: string;
  /** Instant. */
  readonly at: string;
}

/** An object of the evidence bucket, with every version ever written under its name. */
export interface StoredAnchor {
  readonly hour: string;
  /** Instant at which the storage took the oldest version, by its own clock. */
  readonly at: string;
  /** Id of the oldest version. */
  readonly versionId: string;
  /** More than one: somebody overwrote it. */
  readonly versions: number;
  /** Somebody deleted it; the earlier versions are still there. */
  readonly isHidden: boolean;
}

export interface AuditReader {
  history(requestId: string): Promise<readonly LoggedEvent[]>;
  /**
   * Every request with any entry in the register, once each, found by the entries themselves and not by an
   * index.
   */
  requestIds(): AsyncIterable<string>;
}
