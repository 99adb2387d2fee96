import type { Inbox, InboxItem } from '../../functions/domain/ports';

/** Where the public form leaves what it received. */
export class MemoryInbox implements Inbox {
  readonly items = new Map<string, InboxItem>();

  async put(item: InboxItem): Promise<void> {
    if (!this.items.has(item.requestId)) this.items.set(item.requestId, item);
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
