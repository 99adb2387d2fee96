import type { LoggedEvent } from './events';

/** The entries appended in one hour, for the anchor that fixes them. */
export interface AppendedReader {
  /** `hour` as `2026-03-05T10`, in UTC. In no particular order. */
  appendedIn(hour: string): AsyncIterable<AppendedEntry>;
}

export interface AppendedEntry {
  readonly requestId: string;
  readonly seq: number;
  readonly hash: string;
  /** Its type, as far as this code knows it. Absent where it was not noted beside the hash. */
  readonly type?: string;
}

/** Anchors, written once and locked: what an hour of the register looked like. */
export interface EvidenceStore extends SettledLosses {
  /** False when this hour has an anchor already; the first stands. Never makes a second version. */
  put(hour: string, anchor: unknown): Promise<boolean>;
  /**
   * What lies in the bucket, oldest hour first, whatever any table says. `after`: only later hours
   * (`2026-03-05T10`).
   */
  list(after?: string): AsyncIterable<StoredAnchor>;
  /** What was written first under this hour; nothing when that cannot be read as JSON. */
  read(stored: Pick<StoredAnchor, 'hour' | 'versionId'>): Promise<unknown | undefined>;
  /**
   * By how many milliseconds the storage's clock was ahead of this machine's at its last answer; 0 within
   * five minutes.
   */
  skewMs(): number;
}

/**
 * What somebody said in the locked bucket about entries that are lost: whoever can only write the register
 * cannot say it.
 */
export interface SettledLosses {
  /** Keeps it. The same hashes of a request are kept once; the first stands. */
  confirm(loss: SettledLoss): Promise<void>;
  /** All that was ever said. `at` is the storage's own. */
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

/** An object of the evidence bucket with all that was ever written under its name. */
export interface StoredAnchor {
  readonly hour: string;
  /** When the storage took the oldest version, by its own clock. Instant. */
  readonly at: string;
  /** Names the oldest version. */
  readonly versionId: string;
  /** More than one: somebody wrote over it. */
  readonly versions: number;
  /** Somebody deleted it; what was written before still lies there. */
  readonly isHidden: boolean;
}

export interface AuditReader {
  history(requestId: string): Promise<readonly LoggedEvent[]>;
  /**
   * Every request of which anything lies in the register, once, found by the entries themselves and not by
   * any index.
   */
  requestIds(): AsyncIterable<string>;
}
