import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * Rows in a stable order, to be read one after the other as often as wanted. An array is one; a person may
 * have a million rows, and those are packed.
 */
export interface Rows<T> extends Iterable<T> {
  readonly length: number;
  /** Only for what is small: the result is an array. */
  map<U>(change: (row: T) => U): U[];
  /** Only where few match: the result is an array. */
  filter(matches: (row: T) => boolean): T[];
  some(matches: (row: T) => boolean): boolean;
}

/** Rows up to this number are kept as they are. */
const FEW = 2_000;

/** Rows that are packed, and unpacked, together. */
const CHUNK = 500;

/** Most rows are keys and numbers that resemble each other, so the fastest level does. */
const LEVEL = 1;

/**
 * Gathers rows: a few in an array, many as compressed JSON, which takes some bytes a row instead of some
 * hundred. What is iterated then is a copy of each row, so rows are compared by their keys and never by
 * identity.
 */
export function packRows<T>(rows: Iterable<T>): Rows<T> {
  const packing = new RowPacker<T>();
  packing.addAll(rows);
  return packing.rows();
}

/** Takes rows one by one or page by page; see {@link packRows}. */
export class RowPacker<T> {
  private few: T[] | undefined = [];
  private open: T[] = [];
  private readonly chunks: Buffer[] = [];

  get length(): number {
    return this.few?.length ?? this.chunks.length * CHUNK + this.open.length;
  }

  add(row: T): void {
    if (this.few && this.few.length < FEW) this.few.push(row);
    else this.pack(row);
  }

  addAll(rows: Iterable<T>): void {
    for (const row of rows) this.add(row);
  }

  /** All that was added, in that order. Nothing may be added afterwards. */
  rows(): Rows<T> {
    return this.few ?? new PackedRows<T>(this.chunks, this.open);
  }

  private pack(row: T): void {
    const before = this.few ?? [];
    this.few = undefined;
    for (const one of before) this.pack(one);
    this.open.push(row);
    if (this.open.length < CHUNK) return;
    this.chunks.push(deflateRawSync(JSON.stringify(this.open), { level: LEVEL }));
    this.open = [];
  }
}

class PackedRows<T> implements Rows<T> {
  readonly length: number;
  private last: { readonly at: number; readonly rows: readonly T[] } | undefined;

  constructor(
    private readonly chunks: readonly Buffer[],
    private readonly rest: readonly T[],
  ) {
    this.length = chunks.length * CHUNK + rest.length;
  }

  *[Symbol.iterator](): Iterator<T> {
    for (let at = 0; at < this.chunks.length; at += 1) yield* this.chunk(at);
    yield* this.rest;
  }

  map<U>(change: (row: T) => U): U[] {
    return [...rowsAs(this, change)];
  }

  filter(matches: (row: T) => boolean): T[] {
    return [...rowsWhere(this, matches)];
  }

  some(matches: (row: T) => boolean): boolean {
    for (const row of this) if (matches(row)) return true;
    return false;
  }

  at(index: number): T | undefined {
    const at = Math.floor(index / CHUNK);
    return at < this.chunks.length
      ? this.chunk(at)[index % CHUNK]
      : this.rest[index - this.chunks.length * CHUNK];
  }

  private chunk(at: number): readonly T[] {
    const packed = this.chunks[at];
    if (packed === undefined) return [];
    if (this.last?.at !== at) this.last = { at, rows: unpacked<T>(packed) };
    return this.last.rows;
  }
}

/** Whether rows are kept packed. */
export function isPacked(value: unknown): value is Rows<unknown> {
  return value instanceof PackedRows;
}

/** The row in a place. Quick for neighbours of the row that was asked for last. */
export function rowAt<T>(rows: Rows<T>, index: number): T | undefined {
  if (Array.isArray(rows)) return (rows as readonly T[])[index];
  if (rows instanceof PackedRows) return (rows as PackedRows<T>).at(index);
  let at = 0;
  for (const row of rows) {
    if (at === index) return row;
    at += 1;
  }
  return undefined;
}

/** The JSON that this module has written. */
function unpacked<T>(chunk: Buffer): T[] {
  return JSON.parse(inflateRawSync(chunk).toString('utf8')) as T[];
}

/** The rows that match: the same list where all do, so that no second one is kept. */
export function keptRows<T>(rows: Rows<T>, matches: (row: T) => boolean): Rows<T> {
  return rows.some((row) => !matches(row)) ? packRows(rowsWhere(rows, matches)) : rows;
}

/** Rows that match, read when they are asked for. */
export function* rowsWhere<T>(rows: Iterable<T>, matches: (row: T) => boolean): Generator<T> {
  for (const row of rows) if (matches(row)) yield row;
}

/** Each row changed, read when it is asked for. */
export function* rowsAs<T, U>(rows: Iterable<T>, change: (row: T) => U): Generator<U> {
  for (const row of rows) yield change(row);
}

/** All rows of several lists, one list after the other. */
export function* allRows<T>(lists: Iterable<{ readonly rows: Iterable<T> }>): Generator<T> {
  for (const { rows } of lists) yield* rows;
}

/**
 * Rows in parts, each an array.
 *
 * @param size - rows in a part, at most
 * @param weight - bytes of JSON in a part of several rows, at most
 */
export function* rowParts<T>(
  rows: Iterable<T>,
  size: number,
  weight = Number.POSITIVE_INFINITY,
): Generator<T[]> {
  let part: T[] = [];
  let held = 0;
  for (const row of rows) {
    const more = weight === Number.POSITIVE_INFINITY ? 0 : Buffer.byteLength(JSON.stringify(row));
    if (part.length > 0 && (part.length >= size || held + more > weight)) {
      yield part;
      [part, held] = [[], 0];
    }
    part.push(row);
    held += more;
  }
  if (part.length > 0) yield part;
}
