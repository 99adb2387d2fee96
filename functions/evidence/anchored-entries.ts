import { type Anchor, leafOf } from '../domain/anchor';
import type { LoggedEvent } from '../domain/events';
import { mayHaveEnded } from '../domain/stub-end';

/** An entry that was anchored and was not found. */
export interface LostEntry {
  readonly seq: number;
  readonly hash: string;
}

/**
 * Everything that the anchors hold, out of which each entry that is found is taken: what is left in the end
 * is not in the register.
 */
export class AnchoredEntries {
  /** By request: hash to number. After a restore two entries may have had one number. */
  private readonly named = new Map<string, Map<string, number>>();
  /** By request: hour of its newest entry. */
  private readonly newest = new Map<string, string>();
  /** Of anchors of the old form: leaf to hour. */
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

  /** Of a request whose log was taken: what the log should hold and does not, in order. */
  lostOf(requestId: string): LostEntry[] {
    const own = [...(this.named.get(requestId) ?? [])];
    this.named.delete(requestId);
    return own.map(([hash, seq]) => ({ hash, seq })).sort((a, b) => a.seq - b.seq);
  }

  /**
   * Requests of which nothing was taken, with how many entries they had; but those whose stub may have ended
   * by `now` (instant).
   */
  untaken(now: string): { requestId: string; entries: number }[] {
    return [...this.named]
      .filter(([requestId]) => !mayHaveEnded(this.newest.get(requestId) ?? '', now))
      .map(([requestId, own]) => ({ requestId, entries: own.size }));
  }

  /** Hours of anchors of the old form, one for each entry that nobody has. */
  namelessLeft(): string[] {
    return [...this.nameless.values()];
  }
}
