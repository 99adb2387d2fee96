import type { RowRef, RowToCopy } from '../../domain/finding';
import { type ExportedRecord, StoreShapeError, StoreUnavailableError } from '../connector';
import { readContentMark } from './content-mark';
import { faultPlace } from './fault-place';
import type { Table } from './relation';

/** Rows read in one go: enough to be quick. Wide rows are fewer, down to one. */
const BATCH_ROWS = 2_000;
export const BATCH_BYTES = 1_000_000;

/**
 * The rows in the order given, a batch at a time. Each batch is a transaction of its own: none stays open
 * while the caller works. The next one is read meanwhile, unless rows are so wide that two batches would fill
 * the memory.
 */
export async function* exportRows(
  readBatch: (batch: readonly RowToCopy[]) => Promise<ReadBatch>,
  rows: readonly RowToCopy[],
): AsyncGenerator<ExportedRecord> {
  const read = (from: number, most: number) => {
    const batch = readBatch(batchOf(rows, from, most));
    // Nobody waits for it when the caller stops before.
    batch.catch(() => undefined);
    return batch;
  };
  let ahead = rows.length > 0 ? read(0, BATCH_ROWS) : undefined;
  let from = 0;
  while (ahead) {
    const { records, done, isWide } = await ahead;
    from += done;
    const next = () => (from < rows.length ? read(from, isWide ? 2 * done : BATCH_ROWS) : undefined);
    ahead = isWide ? undefined : next();
    // By itself: `yield*` would wait for each record twice.
    for (const record of records) yield record;
    ahead ??= next();
  }
}

/** Neighbours of the same collection that are named in the same way. */
function batchOf(rows: readonly RowToCopy[], from: number, most: number): readonly RowToCopy[] {
  const batch = rows.slice(from, from + Math.min(most, BATCH_ROWS));
  const [first] = batch;
  const byContent = first && isByContent(first);
  const end = batch.findIndex(
    (row) => row.collection !== first?.collection || isByContent(row) !== byContent,
  );
  return end < 0 ? batch : batch.slice(0, end);
}

export function isByContent({ key }: RowRef): boolean {
  return readContentMark(Object.values(key)) !== undefined;
}

export interface ReadBatch {
  readonly records: readonly ExportedRecord[];
  /** How many of the rows asked for were read, or are gone. */
  readonly done: number;
  /** It ended because of its bytes. */
  readonly isWide: boolean;
}

export function assertOneEach(table: Table, found: readonly number[]): void {
  if (new Set(found).size === found.length) return;
  throw new StoreShapeError(`a key of ${table.collection.name} names two rows`, {
    ...faultPlace(table.collection),
    code: 'key-not-unique',
  });
}

/**
 * A row may be somebody else's by now. It is neither copied nor left out: the search has to be made again.
 *
 * @param held - the text of a field in one of the rows that were read
 */
export function assertAsFound(
  { collection }: Table,
  refs: readonly (RowToCopy | undefined)[],
  held: (at: number, field: string) => string | undefined,
): void {
  for (const [at, ref] of refs.entries()) {
    const foundBy = ref?.foundBy;
    if (foundBy === undefined) continue;
    for (const field of Object.keys(foundBy)) {
      if (held(at, field) === foundBy[field]) continue;
      throw new StoreUnavailableError(`a row of ${collection.name} has changed since it was found`, {
        ...faultPlace(collection),
        field,
        code: 'changed-since-found',
      });
    }
  }
}
