import { csvRecord } from './csv-cells';
import { CsvCutter, type CutRows } from './csv-cutter';
import { type CsvBeginning, type CsvForm, csvBeginning } from './csv-header';
import type { LineSieve } from './line-sieve';
import { NoRecords, type StoredRecord } from './stored-record';

/** A first row that is longer than this is no header. */
const MAX_HEADER_BYTES = 1024 * 1024;

/**
 * Cuts a table in UTF-8 into its rows, with one block of whole rows in memory at a time. What stands before
 * the first row comes as a piece of its own. Throws {@link NoRecords} and `BrokenContent` where the content
 * cannot be cut for certain.
 *
 * @param sieve - picks the rows that are wanted; without it they all are
 */
export async function* csvRecords(
  content: AsyncIterable<Uint8Array>,
  form: CsvForm,
  sieve: LineSieve = (_, rows = []) => rows,
): AsyncGenerator<StoredRecord> {
  let head: Buffer = Buffer.alloc(0);
  let table: Table | undefined;
  for await (const chunk of content) {
    const bytes = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    if (table !== undefined) {
      yield* rowsIn(table, table.cutter.feed(bytes), sieve);
      continue;
    }
    head = head.length === 0 ? bytes : Buffer.concat([head, bytes]);
    table = begun(csvBeginning(head, false, form));
    if (table !== undefined) yield* opening(table, head, sieve);
    else if (head.length > MAX_HEADER_BYTES) throw new NoRecords('other-columns');
  }
  if (table === undefined) {
    table = begun(csvBeginning(head, true, form));
    if (table === undefined) {
      if (head.length > 0) yield { bytes: head, text: '' };
      return;
    }
    yield* opening(table, head, sieve);
  }
  yield* rowsIn(table, table.cutter.end(), sieve);
}

interface Table extends CsvBeginning {
  readonly cutter: CsvCutter;
}

function begun(beginning: CsvBeginning | undefined): Table | undefined {
  if (beginning === undefined) return undefined;
  const { delimiter, columns } = beginning.dialect;
  return { ...beginning, cutter: new CsvCutter(delimiter.charCodeAt(0), columns.length) };
}

function* opening(table: Table, head: Buffer, sieve: LineSieve): Generator<StoredRecord> {
  if (table.length > 0) yield { bytes: head.subarray(0, table.length), text: '' };
  yield* rowsIn(table, table.cutter.feed(head.subarray(table.length)), sieve);
}

function* rowsIn(table: Table, cut: CutRows | undefined, sieve: LineSieve): Generator<StoredRecord> {
  if (cut === undefined) return;
  for (const { start, end } of sieve(cut.block, cut.rows))
    yield csvRecord(Buffer.from(cut.block.subarray(start, end)), table.dialect);
}
