import { createHmac, randomBytes } from 'node:crypto';
import type { Tombstone, Tombstones } from '../../functions/domain/ports';

/** Keyed hashes only, as the real ones: what was erased cannot be read back from them. */
export class MemoryTombstones implements Tombstones {
  readonly entries = new Map<string, { readonly requestId: string; readonly erasedAt: string }>();
  private readonly key = randomBytes(32);

  async put(requestId: string, entries: readonly Tombstone[], at: string): Promise<void> {
    for (const entry of entries) this.entries.set(this.idOf(entry), { requestId, erasedAt: at });
  }

  async find(
    entry: Tombstone,
  ): Promise<{ readonly requestId: string; readonly erasedAt: string } | undefined> {
    return this.entries.get(this.idOf(entry));
  }

  private idOf({ storeId, collection, field, value }: Tombstone): string {
    return createHmac('sha256', this.key)
      .update(JSON.stringify([storeId, collection, field, value]))
      .digest('base64url');
  }
}
