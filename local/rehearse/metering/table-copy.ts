import { itemBytes, type WireItem } from './item-size';

/** What DescribeTable says, as far as it matters here. */
export interface TableShape {
  readonly key: readonly string[];
  readonly indexes: readonly IndexShape[];
}

export interface IndexShape {
  readonly key: readonly string[];
  /** Attributes that the index holds beside the keys. */
  readonly holds: 'ALL' | readonly string[];
}

export interface ItemChange {
  readonly before: WireItem | undefined;
  readonly after: WireItem | undefined;
}

/** A table as the calls on the wire made it, so that the size of what a call replaced or read is known. */
export class TableCopy {
  private readonly items = new Map<string, WireItem>();

  constructor(readonly shape: TableShape) {}

  get size(): number {
    return this.items.size;
  }

  /** Bytes of all items. */
  get bytes(): number {
    return [...this.items.values()].reduce((sum, item) => sum + itemBytes(item), 0);
  }

  find(keyed: WireItem): WireItem | undefined {
    return this.items.get(this.keyOf(keyed));
  }

  put(item: WireItem): ItemChange {
    const before = this.find(item);
    this.items.set(this.keyOf(item), item);
    return { before, after: item };
  }

  remove(keyed: WireItem): ItemChange {
    const before = this.find(keyed);
    this.items.delete(this.keyOf(keyed));
    return { before, after: undefined };
  }

  private keyOf(item: WireItem): string {
    return JSON.stringify(this.shape.key.map((name) => item[name]));
  }
}

/** What an index shows of an item, its attributes in order; undefined when it lacks a key of the index. */
export function entryOf(
  item: WireItem | undefined,
  { key, holds }: IndexShape,
  tableKey: readonly string[],
): WireItem | undefined {
  if (!item || key.some((name) => item[name] === undefined)) return undefined;
  const shown = [...key, ...tableKey, ...(holds === 'ALL' ? Object.keys(item) : holds)];
  const entries = Object.entries(item).filter(([name]) => shown.includes(name));
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
