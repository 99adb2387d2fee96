import { hash } from 'node:crypto';
import { RowPacker, type Rows, rowAt } from './rows';

/** Rows by a key, however they are kept; a `Map` is one. */
export interface KeyedRows<T> extends Iterable<[string, T]> {
  readonly size: number;
  has(key: string): boolean;
  get(key: string): T | undefined;
  values(): Iterable<T>;
}

/** Keys, however they are kept; a `Set` is one. */
export type Keys = Pick<ReadonlySet<string>, 'has' | 'size'>;

/**
 * Rows by a key, in the order in which they came: what a `Map` does, in a tenth of the memory once there are
 * many. A key that comes again is left out. Quick where keys are asked for in about the order in which they
 * came.
 */
export class PackedMap<T> implements KeyedRows<T> {
  private readonly packer = new RowPacker<T>();
  private readonly places = new KeyTable();
  private packed: Rows<T> | undefined;

  /** @param expected - how many rows will come; with it, less memory is used while they do */
  constructor(
    private readonly keyOf: (row: T) => string,
    rows: Iterable<T> = [],
    expected = lengthOf(rows),
  ) {
    this.places.expect(expected);
    for (const row of rows) this.add(row);
  }

  get size(): number {
    return this.packer.length;
  }

  /** Not after the first look into it. */
  add(row: T): void {
    if (this.places.add(this.keyOf(row), this.packer.length)) this.packer.add(row);
  }

  has(key: string): boolean {
    return this.places.find(key) !== undefined;
  }

  get(key: string): T | undefined {
    const place = this.places.find(key);
    return place === undefined ? undefined : rowAt(this.values(), place);
  }

  values(): Rows<T> {
    this.packed ??= this.packer.rows();
    return this.packed;
  }

  *[Symbol.iterator](): Iterator<[string, T]> {
    for (const row of this.values()) yield [this.keyOf(row), row];
  }
}

/** Keys that can only be asked for: what a `Set` does, in a tenth of the memory. */
export class KeySet {
  private readonly table = new KeyTable();

  /** @param expected - how many keys will come; with it, less memory is used while they do */
  constructor(keys: Iterable<string> = [], expected = lengthOf(keys)) {
    this.table.expect(expected);
    for (const key of keys) this.add(key);
  }

  get size(): number {
    return this.table.size;
  }

  add(key: string): void {
    this.table.add(key, 0);
  }

  has(key: string): boolean {
    return this.table.find(key) !== undefined;
  }
}

/** How many rows there are, where that is known without reading them; 0 elsewhere. */
export function lengthOf(rows: Iterable<unknown>): number {
  return 'length' in rows && typeof rows.length === 'number' ? rows.length : 0;
}

/** Up to this many keys are kept as they are. */
const FEW = 2_000;
/** At most this percentage of the places is taken. */
const FULL = 75;

/**
 * Keys by the first 128 bits of their SHA-256, with a number for each. By these, two keys of a person are as
 * good as never taken for one: with a million keys the chance is 1 to 10^26.
 */
class KeyTable {
  size = 0;
  private few: Map<string, number> | undefined = new Map();
  /** Five numbers a place: four of the hash, and the value plus one; 0 for a free place. */
  private table = new Uint32Array(0);
  private expected = 2 * FEW;

  /** How many keys will come; a wrong number costs only memory. */
  expect(keys: number): void {
    this.expected = Math.max(this.expected, keys);
  }

  /** False where the key is there already. */
  add(key: string, value: number): boolean {
    if (this.few) {
      if (this.few.has(key)) return false;
      this.few.set(key, value);
      this.size += 1;
      if (this.size > FEW) this.spread(this.few);
      return true;
    }
    if (100 * (this.size + 1) > FULL * (this.table.length / 5)) this.grow();
    const isNew = this.put(hashOf(key), value + 1);
    if (isNew) this.size += 1;
    return isNew;
  }

  find(key: string): number | undefined {
    if (this.few) return this.few.get(key);
    const at = this.placeOf(hashOf(key));
    const stored = this.table[at + 4] ?? 0;
    return stored === 0 ? undefined : stored - 1;
  }

  private spread(few: ReadonlyMap<string, number>): void {
    this.few = undefined;
    this.table = new Uint32Array(5 * Math.ceil((100 * this.expected) / FULL));
    for (const [key, value] of few) this.put(hashOf(key), value + 1);
  }

  private grow(): void {
    const old = this.table;
    this.table = new Uint32Array(2 * old.length);
    for (let at = 0; at < old.length; at += 5) {
      const stored = old[at + 4] ?? 0;
      if (stored > 0) this.put(old.subarray(at, at + 4), stored);
    }
  }

  private put(hash: Uint32Array, stored: number): boolean {
    const at = this.placeOf(hash);
    if ((this.table[at + 4] ?? 0) > 0) return false;
    this.table.set(hash, at);
    this.table[at + 4] = stored;
    return true;
  }

  /** Where the hash is, or the free place for it. */
  private placeOf(hash: Uint32Array): number {
    const places = this.table.length / 5;
    let place = (hash[0] ?? 0) % places;
    while (!this.isFreeOr(hash, 5 * place)) place = (place + 1) % places;
    return 5 * place;
  }

  private isFreeOr(hash: Uint32Array, at: number): boolean {
    const { table } = this;
    if (table[at + 4] === 0) return true;
    return (
      table[at] === hash[0] &&
      table[at + 1] === hash[1] &&
      table[at + 2] === hash[2] &&
      table[at + 3] === hash[3]
    );
  }
}

function hashOf(key: string): Uint32Array {
  const digest = hash('sha256', key, 'buffer');
  return Uint32Array.of(
    digest.readUInt32LE(0),
    digest.readUInt32LE(4),
    digest.readUInt32LE(8),
    digest.readUInt32LE(12),
  );
}
