import type { LineSpan } from './line-sieve';
import { BrokenContent } from './object-coding';
import { MAX_RECORD_BYTES, NoRecords } from './stored-record';

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST] = [0x7b, 0x7d, 0x5b, 0x5d];

const STOPS = Uint8Array.from({ length: 256 }, (_, byte) =>
  [QUOTE, COMMA, OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST].includes(byte) ? 1 : 0,
);

/** An element of an array, from behind the one before it: with the comma that parts the two. */
export interface ElementSpan extends LineSpan {
  /** Where the element itself begins. */
  readonly from: number;
}

export interface CutElements {
  readonly block: Buffer;
  readonly elements: readonly ElementSpan[];
}

/**
 * Cuts a JSON array into its elements, byte by byte and without decoding it. Each must still be parsed: only
 * quotes and brackets are looked at. Throws `BrokenContent` where commas and brackets are not those of an
 * array. https://www.rfc-editor.org/rfc/rfc8259#section-5
 */
export class JsonCutter {
  private pending: Buffer[] = [];
  private pendingBytes = 0;
  private depth = 0;
  private inString = false;
  /** Backslashes right before the end of the last chunk, inside a string. */
  private slashes = 0;
  private isClosed = false;
  /** Of the element at hand: where it begins, and behind its last byte that is no space. */
  private from = -1;
  private to = 0;
  private hasComma = false;
  private isFirst = true;

  /** The elements that end in this chunk. */
  feed(chunk: Buffer): CutElements | undefined {
    const base = this.pendingBytes;
    const elements = this.scan(chunk, base);
    this.pending.push(chunk);
    this.pendingBytes += chunk.length;
    const end = elements.at(-1)?.end;
    if (end === undefined) {
      if (this.pendingBytes > MAX_RECORD_BYTES) throw new NoRecords('too-large');
      return undefined;
    }
    const all = this.pending.length === 1 ? chunk : Buffer.concat(this.pending);
    this.pending = [all.subarray(end)];
    this.pendingBytes = all.length - end;
    this.from = this.from < 0 ? -1 : this.from - end;
    this.to -= end;
    return { block: all.subarray(0, end), elements };
  }

  /** What stands behind the last element: the closing bracket, perhaps with spaces. */
  end(): Buffer {
    if (!this.isClosed) throw new BrokenContent();
    return Buffer.concat(this.pending);
  }

  private scan(chunk: Buffer, base: number): ElementSpan[] {
    const elements: ElementSpan[] = [];
    let start = 0;
    const finish = () => {
      if (this.from < 0) return false;
      elements.push({ start, end: this.to, from: this.from });
      start = this.to;
      this.from = -1;
      this.isFirst = false;
      return true;
    };
    for (let at = 0; at < chunk.length; at += 1) {
      if (this.inString) {
        at = this.stringEnd(chunk, at);
        if (at < 0) break;
        this.inString = false;
        this.to = base + at + 1;
        continue;
      }
      const begun = at;
      while (at < chunk.length && STOPS[chunk[at] ?? 0] === 0) at += 1;
      this.plain(chunk, { from: begun, to: at, base });
      if (at >= chunk.length) break;
      const byte = chunk[at] ?? 0;
      if (this.depth > 0 || (byte !== COMMA && byte !== CLOSE_LIST)) this.inside(byte, base + at);
      else if (byte === COMMA) {
        if (!finish()) throw new BrokenContent();
        this.hasComma = true;
      } else this.close(finish());
    }
    return elements;
  }

  /** Bytes outside of strings that are no brackets: spaces, numbers, words. */
  private plain(chunk: Buffer, { from, to, base }: { from: number; to: number; base: number }): void {
    for (let at = from; at < to; at += 1) {
      if (isSpace(chunk[at] ?? 0)) continue;
      this.touch(base + at);
      if (this.depth > 0) {
        this.to = base + to;
        return;
      }
    }
  }

  private inside(byte: number, at: number): void {
    this.touch(at);
    if (byte === QUOTE) this.inString = true;
    else if (byte === OPEN_OBJECT || byte === OPEN_LIST) this.depth += 1;
    else if (byte === CLOSE_OBJECT || byte === CLOSE_LIST) this.depth -= 1;
    if (this.depth < 0) throw new BrokenContent();
  }

  /** Something of an element; none may stand where a comma is missing, or behind the end. */
  private touch(at: number): void {
    if (this.isClosed || (this.from < 0 && !this.isFirst && !this.hasComma)) throw new BrokenContent();
    if (this.from < 0) this.from = at;
    this.hasComma = false;
    this.to = at + 1;
  }

  private close(hadElement: boolean): void {
    if (this.isClosed || (!hadElement && this.hasComma)) throw new BrokenContent();
    this.isClosed = true;
  }

  /** The closing quote; -1 where it is not in this chunk. */
  private stringEnd(chunk: Buffer, from: number): number {
    let begun = from;
    let carried = this.slashes;
    for (;;) {
      const at = chunk.indexOf(QUOTE, begun);
      const end = at < 0 ? chunk.length : at;
      let before = end - 1;
      while (before >= begun && chunk[before] === BACKSLASH) before -= 1;
      const slashes = end - 1 - before + (before < begun ? carried : 0);
      carried = 0;
      this.slashes = at < 0 ? slashes : 0;
      if (at < 0) return -1;
      if (slashes % 2 === 0) return at;
      begun = at + 1;
    }
  }
}

function isSpace(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === 0x0a;
}
