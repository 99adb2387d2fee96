import { lineAt } from './jsonl-lines';
import { furtherSieve, type LineSieve, type LineSpan, type SievedValues } from './line-sieve';
import type { StoredRecord } from './stored-record';

/** Of all objects that are read side by side. */
const MAX_KEPT_BYTES = 32 * 1024 * 1024;

/** The bytes that the objects of one search may keep together. */
export class KeptBytes {
  private free = MAX_KEPT_BYTES;

  take(bytes: number): boolean {
    if (bytes > this.free) return false;
    this.free -= bytes;
    return true;
  }

  giveBack(bytes: number): void {
    this.free += bytes;
  }
}

interface KeptBlock {
  readonly block: Buffer;
  /** The lines that were not ruled out. */
  readonly suspects: readonly LineSpan[];
}

/**
 * The blocks of an object of lines that a sieve has looked at, so that they can be searched for further
 * values without reading the object again. None are kept of an object that is too large for it.
 */
export class KeptBlocks {
  /** The sieve; undefined where bytes rule out nothing. */
  readonly sieve: LineSieve | undefined;
  private readonly blocks: KeptBlock[] = [];
  private bytes = 0;
  private isWhole: boolean;

  constructor(
    private readonly room: KeptBytes,
    private readonly sieved: SievedValues,
    sieve: LineSieve | undefined,
  ) {
    this.isWhole = sieve !== undefined;
    this.sieve = sieve && ((block, pieces) => this.keep(block, sieve(block, pieces), pieces === undefined));
  }

  /** All lines that may hold one of the values; undefined where the object has to be read again for them. */
  linesWith(values: readonly string[]): readonly StoredRecord[] | undefined {
    const further = this.isWhole ? furtherSieve(this.sieved, values) : undefined;
    return (
      further &&
      this.blocks.flatMap(({ block, suspects }) => {
        const spans = new Map([...suspects, ...further(block)].map((span) => [span.start, span]));
        return [...spans.values()].map((span) => lineAt(block, span));
      })
    );
  }

  release(): void {
    this.room.giveBack(this.bytes);
    this.bytes = 0;
    this.blocks.length = 0;
  }

  private keep(block: Buffer, suspects: readonly LineSpan[], isOfLines: boolean): readonly LineSpan[] {
    if (this.isWhole && isOfLines && this.room.take(block.length)) {
      this.bytes += block.length;
      this.blocks.push({ block, suspects });
    } else if (this.isWhole) {
      this.isWhole = false;
      this.release();
    }
    return suspects;
  }
}
