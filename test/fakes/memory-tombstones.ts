import { createHmac, randomBytes } from 'node:crypto';
import type { FoundTombstone, Tombstone, TombstoneDates, Tombstones } from '../../functions/domain/ports';

/** Keyed hashes only, as in the real table: erased values cannot be read back from them. */
export class MemoryTombstones implements Tombstones {
  readonly entries = new Map<string, FoundTombstone & { readonly until: string }>();
  private readonly key = randomBytes(32);

  async put(requestId: string, entries: readonly Tombstone[], { at, until }: TombstoneDates): Promise<void> {
    for (const entry of entries) {
      const print = entry.print ? { print: entry.print } : {};
      this.entries.set(this.idOf(entry), { requestId, erasedAt: at, until, ...print });
    }
  }

  async find(
    entries: readonly Omit<Tombstone, 'print'>[],
    now: string,
  ): Promise<readonly (FoundTombstone | undefined)[]> {
    return entries.map((entry) => {
      const stored = this.entries.get(this.idOf(entry));
      if (stored === undefined || stored.until <= now) return undefined;
      const { until: _until, ...found } = stored;
      return found;
    });
  }

  private idOf({ storeId, collection, field, value }: Omit<Tombstone, 'print'>): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([storeId, collection, field, value]))
      .digest('base64url');
  }
}
