import type { Connector, LocatedPage, StoreShape } from '../../functions/connectors/connector';
import { StoreUnavailableError } from '../../functions/connectors/connector';
import type { LocatedRow, Search } from '../../functions/domain/finding';
import type { StoreExamination } from '../../functions/domain/store-examination';

export interface Rows {
  readonly shape?: StoreShape;
  readonly rows?: readonly LocatedRow[];
  readonly unmapped?: LocatedPage['unmapped'];
  readonly down?: boolean;
  readonly unread?: LocatedPage['unread'];
  readonly examination?: StoreExamination;
  /** What is thrown instead of a result. */
  readonly faults?: Partial<Record<'probe' | 'describe' | 'examine' | 'locate', Error>>;
}

/** A read-only store of a few rows for commands: one row per page, and every call is counted. */
export class RowsConnector implements Connector {
  readonly calls: string[] = [];

  constructor(private readonly store: Rows) {}

  async probe(): Promise<void> {
    this.asked('probe');
  }

  async describe(): Promise<StoreShape> {
    this.asked('describe');
    return this.store.shape ?? { collections: [] };
  }

  async examine(): Promise<StoreExamination> {
    this.asked('examine');
    return this.store.examination ?? { problems: [] };
  }

  async locate(searches: readonly Search[], cursor = '0'): Promise<LocatedPage> {
    this.asked('locate');
    const found = (this.store.rows ?? []).filter((row) => searches.some((search) => fits(row, search)));
    const at = Number(cursor);
    return {
      rows: found.slice(at, at + 1),
      unmapped: at === 0 ? (this.store.unmapped ?? []) : [],
      ...(at === 0 && this.store.unread ? { unread: this.store.unread } : {}),
      ...(at + 1 < found.length ? { cursor: String(at + 1) } : {}),
    };
  }

  async close(): Promise<void> {
    this.calls.push('close');
  }

  confirmAbsent = this.refuse;
  match = this.refuse;
  correct = this.refuse;
  optOut = this.refuse;
  erase = this.refuse;
  rehearse = this.refuse;

  export(): AsyncIterable<never> {
    throw new Error('a preview copies nothing');
  }

  private asked(question: 'probe' | 'describe' | 'examine' | 'locate'): void {
    this.calls.push(question);
    if (this.store.down) throw new StoreUnavailableError('connection refused');
    const fault = this.store.faults?.[question];
    if (fault) throw fault;
  }

  private async refuse(): Promise<never> {
    throw new Error('a preview asks only probe, examine and locate');
  }
}

function fits(row: LocatedRow, { collection, field, values }: Search): boolean {
  const value = { ...row.key, ...row.facts }[field];
  return row.collection === collection && value !== undefined && values.includes(value);
}
