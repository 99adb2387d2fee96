import type {
  Connector,
  EraseReceipt,
  ExportedRecord,
  LocatedPage,
} from '../../functions/connectors/connector';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import type { LocatedRow, RowRef, Search } from '../../functions/domain/finding';

const PAGE_ROWS = 1_000;

/** One person's rows in a store, made when they are read: a million of them take a million bits. */
export interface ManyRows {
  readonly collection: string;
  readonly count: number;
  /** Key and facts of the row of that number. */
  readonly row: (at: number) => Pick<LocatedRow, 'key' | 'facts'>;
  readonly numberOf: (key: RowRef['key']) => number;
  /** Fields by which the rows are found, each with the numbers of the rows that hold a value. */
  readonly holding: (field: string, values: readonly string[]) => Iterable<number>;
}

/** A store that holds the rows of one person and nothing else. */
export function manyRowsConnector(collections: readonly ManyRows[]): Connector {
  const erased = new Map(collections.map(({ collection, count }) => [collection, new Uint8Array(count)]));
  const of = (name: string) => collections.find(({ collection }) => collection === name);
  const isThere = (name: string, at: number) => erased.get(name)?.[at] === 0;

  function* found(searches: readonly Search[]): Generator<LocatedRow> {
    for (const { collection, field, values } of searches) {
      const rows = of(collection);
      for (const at of rows?.holding(field, values) ?? [])
        if (rows && isThere(collection, at)) yield { collection, ...rows.row(at) };
    }
  }

  // The tests read one search at a time to its end, so an open reading stands for its cursor.
  const open = new Map<string, Iterator<LocatedRow>>();
  let readings = 0;
  async function locate(searches: readonly Search[], cursor?: string): Promise<LocatedPage> {
    readings += 1;
    const name = cursor ?? `reading-${readings}`;
    const reading = open.get(name) ?? found(searches);
    open.set(name, reading);
    const rows: LocatedRow[] = [];
    for (let next = reading.next(); !next.done; next = reading.next()) {
      rows.push(next.value);
      if (rows.length === PAGE_ROWS) return { rows, unmapped: [], cursor: name };
    }
    open.delete(name);
    return { rows, unmapped: [] };
  }

  async function* exported(rows: readonly RowRef[]): AsyncGenerator<ExportedRecord> {
    for (const { collection, key } of rows) {
      const many = of(collection);
      const at = many?.numberOf(key) ?? -1;
      if (many && isThere(collection, at))
        yield { collection, key, values: { ...key, ...many.row(at).facts, note: `row ${at}` } };
    }
  }

  function erase({ collection, keys }: EraseInstruction): EraseReceipt['collections'][number] {
    const gone = erased.get(collection);
    let count = 0;
    for (const key of keys) {
      const at = of(collection)?.numberOf(key) ?? -1;
      if (gone?.[at] !== 0) continue;
      gone[at] = 1;
      count += 1;
    }
    const none = { anonymised: 0, keptShared: 0 };
    return { collection, erased: count, alreadyAbsent: keys.length - count, ...none };
  }

  return {
    probe: async () => undefined,
    describe: async () => ({ collections: [] }),
    examine: async () => ({ problems: [] }),
    rehearse: async () => ({ outcome: 'held' }),
    match: async () => 'no',
    locate,
    export: (rows) => exported(rows),
    erase: async (instructions) => ({ collections: instructions.map(erase) }),
    confirmAbsent: (searches) => locate(searches),
    optOut: async () => ({ found: 0, changed: 0 }),
    correct: async () => ({ rows: [] }),
    close: async () => undefined,
  };
}
