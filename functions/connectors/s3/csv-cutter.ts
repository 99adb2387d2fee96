import type { LineSpan } from './line-sieve';
import { BrokenContent } from './object-coding';
import { MAX_RECORD_BYTES, NoRecords } from './stored-record';

const [QUOTE, BACKSLASH, LF, CR, SPACE, TAB] = [0x22, 0x5c, 0x0a, 0x0d, 0x20, 0x09];

/** What the cell at hand holds so far. */
const [NOTHING, SPACES, SOMETHING] = [0, 1, 2];

/** Whole rows, and where each of them lies. */
export interface CutRows {
  readonly block: Buffer;
  readonly rows: readonly LineSpan[];
}

/**
 * Cuts a table in text into rows, byte by byte and without decoding it, so that a row can be taken out of the
 * original bytes. Rows end where a line ends outside of quotes. Throws {@link BrokenContent} where quotes
 * could be read in several ways: then nobody can say where the following rows begin.
 */
export class CsvCutter {
  private readonly stops: Uint8Array;
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private inQuotes = false;
  private isClosed = false;
  private isAfterReturn = false;
  private cell = NOTHING;
  private cells = 1;
  private isOdd = false;
  private last = 0;

  constructor(
    private readonly delimiter: number,
    private readonly columns: number,
  ) {
    this.stops = Uint8Array.from({ length: 256 }, (_, byte) =>
      [QUOTE, LF, CR, delimiter, 0].includes(byte) ? 1 : 0,
    );
  }

  /** The rows that end in this chunk. */
  feed(chunk: Buffer): CutRows | undefined {
    const rows = this.scan(chunk);
    const end = (rows.at(-1)?.end ?? this.pendingBytes) - this.pendingBytes;
    const block = rows.length === 0 ? undefined : this.joined(chunk.subarray(0, end));
    this.pending.push(chunk.subarray(end));
    this.pendingBytes += chunk.length - end;
    this.last = chunk.at(-1) ?? this.last;
    if (this.pendingBytes > MAX_RECORD_BYTES) throw new NoRecords('too-large');
    return block && { block, rows };
  }

  /** The last row, where no line ending follows it. */
  end(): CutRows | undefined {
    if (this.inQuotes) throw new BrokenContent();
    if (this.pendingBytes === 0) return undefined;
    this.isOdd ||= this.isAfterReturn;
    const rows = [this.rowFrom(0, this.pendingBytes)];
    return { block: this.joined(Buffer.alloc(0)), rows };
  }

  private joined(rest: Buffer): Buffer {
    const block = this.pendingBytes === 0 ? rest : Buffer.concat([...this.pending, rest]);
    this.pending = [];
    this.pendingBytes = 0;
    return block;
  }

  private scan(chunk: Buffer): LineSpan[] {
    const { stops, delimiter } = this;
    const rows: LineSpan[] = [];
    let start = 0;
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.inQuotes) {
        at = this.closingQuote(chunk, at);
        if (at < 0) break;
        continue;
      }
      const begun = at;
      while (at < chunk.length && stops[chunk[at] ?? 0] === 0) at += 1;
      if (at > begun) this.run(chunk, begun, at);
      if (at >= chunk.length) break;
      const byte = chunk[at];
      if (byte === QUOTE) this.quote();
      if (this.isAfterReturn && byte !== LF) this.isOdd = true;
      this.isAfterReturn = byte === CR;
      if (byte === QUOTE) continue;

      if (byte === delimiter) {
        this.cells += 1;
        this.cell = NOTHING;
        this.isClosed = false;
      } else if (byte === LF) {
        const end = this.pendingBytes + at + 1;
        rows.push(this.rowFrom(start, end));
        start = end;
      } else if (byte === 0) this.isOdd = true;
    }
    return rows;
  }

  /**
   * Where the quotes close; -1 where they do not in this chunk. A backslash before a quote may make it a part
   * of the text: programs differ.
   */
  private closingQuote(chunk: Buffer, from: number): number {
    const at = chunk.indexOf(QUOTE, from);
    if (at < 0) return -1;
    if ((at > 0 ? chunk[at - 1] : this.last) === BACKSLASH) throw new BrokenContent();
    this.inQuotes = false;
    this.isClosed = true;
    return at;
  }

  /** A return without a line feed may end a row or not, so that a quote behind it may open a cell or not. */
  private quote(): void {
    if (this.isAfterReturn) throw new BrokenContent();
    if (this.isClosed || this.cell === NOTHING) {
      this.inQuotes = true;
      this.isClosed = false;
      this.cell = SOMETHING;
    } else if (this.cell === SPACES) throw new BrokenContent();
  }

  /** Bytes of a cell that mean nothing but themselves. */
  private run(chunk: Buffer, from: number, to: number): void {
    if (this.isClosed) throw new BrokenContent();
    if (this.isAfterReturn) this.isOdd = true;
    this.isAfterReturn = false;
    for (let at = from; at < to && this.cell !== SOMETHING; at += 1)
      this.cell = chunk[at] === SPACE || chunk[at] === TAB ? SPACES : SOMETHING;
  }

  private rowFrom(start: number, end: number): LineSpan {
    const isWhole = this.cells === this.columns && !this.isOdd;
    this.cells = 1;
    this.cell = NOTHING;
    this.isClosed = false;
    this.isOdd = false;
    this.isAfterReturn = false;
    return { start, end, isWhole };
  }
}
