import { type Anchor, leafOf } from '../../domain/anchor';
import type { LoggedEvent } from '../../domain/events';
import { mayHaveEnded } from '../../domain/stub-end';

/** An anchored entry that was not found. */
export interface LostEntry {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Everything that the anchors hold. Each entry that is found is taken out, so what is left in the end is
 * missing from the register.
 */
export class AnchoredEntries {
  /** By request: hash to number. After a restore two entries may have had the same number. */
  private readonly named = new Map<string, Map<string, number>>();
  /** By request: hour of its newest entry. */
  private readonly newest = new Map<string, string>();
  /** For anchors of the old form: leaf to hour. */
  private readonly nameless = new Map<string, string>();

  add({ hour, entries = [], leaves = [] }: Anchor): void {
    for (const [requestId, seq, hash] of entries) {
      const own = this.named.get(requestId) ?? new Map<string, number>();
      this.named.set(requestId, own.set(hash, seq));
      if (hour > (this.newest.get(requestId) ?? '')) this.newest.set(requestId, hour);
    }
    for (const leaf of leaves) this.nameless.set(leaf, hour);
  }

  /** Whether the entry of this request is anchored. */
  take(requestId: string, { seq, hash }: Pick<LoggedEvent, 'seq' | 'hash'>): boolean {
    const own = this.named.get(requestId);
    if (own?.get(hash) === seq) return own.delete(hash);
    return this.nameless.delete(leafOf({ requestId, seq, hash }));
  }

  /** For a request whose log was taken: the entries that the log should hold and does not, in order. */
  lostOf(requestId: string): LostEntry[] {
    const own = [...(this.named.get(requestId) ?? [])];
    this.named.delete(requestId);
    return own.map(([hash, seq]) => ({ hash, seq })).sort((a, b) => a.seq - b.seq);
  }

  /**
   * Requests of which no entry was taken, with their number of entries, except those whose stub may have
   * ended by `now` (instant).
   */
  untaken(now: string): { requestId: string; entries: number }[] {
    return [...this.named]
      .filter(([requestId]) => !mayHaveEnded(this.newest.get(requestId) ?? '', now))
      .map(([requestId, own]) => ({ requestId, entries: own.size }));
  }

  /** Hours of anchors of the old form, one for each missing entry. */
  namelessLeft(): string[] {
    return [...this.nameless.values()];
  }
}
