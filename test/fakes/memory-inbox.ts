import type { Inbox, InboxItem } from '../../functions/domain/ports';

/** Where the public form leaves what it received. */
export class MemoryInbox implements Inbox {
  readonly items = new Map<string, InboxItem>();

  async put(item: InboxItem): Promise<boolean> {
    if (this.items.has(item.requestId)) return false;
    this.items.set(item.requestId, item);
    return true;
  }

  async setAside(requestId: string, note: Pick<InboxItem, 'triedOn' | 'registered'>): Promise<void> {
    const item = this.items.get(requestId);
    if (item) this.items.set(requestId, { ...item, ...note });
  }

  async find(requestId: string): Promise<InboxItem | undefined> {
    return this.items.get(requestId);
  }

  async remove(requestId: string): Promise<void> {
    this.items.delete(requestId);
  }

  async *waiting(): AsyncIterable<InboxItem> {
    yield* [...this.items.values()];
  }
}
