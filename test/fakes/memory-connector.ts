import {
  BlastRadiusError,
  type Connector,
  type EraseBound,
  type EraseReceipt,
  type ExportedRecord,
  type FieldValue,
  type LocatedPage,
  type StoreError,
  StoreRefusedError,
  StoreShapeError,
  StoreUnavailableError,
} from '../../functions/connectors/connector';
import { constantBlanks } from '../../functions/connectors/constant-blanks';
import { assertCorrectable } from '../../functions/connectors/correctable-fields';
import { fieldText, isEmptyJson } from '../../functions/connectors/exact-json';
import { locateEverything } from '../../functions/connectors/locate-everything';
import { locatedFacts } from '../../functions/connectors/located-facts';
import {
  assertField,
  type CollectionSearch,
  distinctKeys,
  keyValues,
  mappedCollection,
  searchesByCollection,
} from '../../functions/connectors/mapped-collection';
import { matchPoints } from '../../functions/connectors/match-points';
import { optOutValues } from '../../functions/connectors/opt-out-values';
import type { CorrectReceipt, RowCorrection } from '../../functions/domain/correction';
import type { CollectionMap, StoreMap } from '../../functions/domain/data-map';
import type { EraseInstruction } from '../../functions/domain/erase-instruction';
import type { DataPoint, LocatedRow, RowRef, Search, UnreadPlace } from '../../functions/domain/finding';
import type { FaultPlace, Rehearsal, StoreProblem } from '../../functions/domain/store-examination';

export type MemoryRow = Record<string, FieldValue>;

const pageSize = 100;

/**
 * A store in memory that behaves as the real ones do, held to the same contract. `down` makes every call fail
 * as an unreachable store does, `fault` with a store's own error; `refuses` names collections in which a rule
 * of the store forbids erasing, also in a rehearsal. `erasesLater`: a collection whose rows it only takes the
 * order for, and erases with `settle`.
 */
export class MemoryConnector implements Connector {
  down = false;
  fault: StoreError | undefined;
  readonly refuses = new Map<string, FaultPlace>();
  problems: StoreProblem[] = [];
  unread: UnreadPlace[] = [];
  /** Whether the store can carry an erasure out and take it back. */
  canRehearse = false;
  readonly rehearsed: EraseInstruction[][] = [];
  /** How long it says that it takes. ISO 8601. */
  settlesWithin = 'P90D';
  readonly erasesLater = new Set<string>();
  private readonly ordered: EraseInstruction[] = [];
  readonly rows: Map<string, MemoryRow[]>;
  private readonly files = new Map<string, NonNullable<ExportedRecord['file']>>();

  constructor(
    private readonly store: StoreMap,
    rows: Readonly<Record<string, readonly MemoryRow[]>> = {},
  ) {
    this.rows = new Map(
      Object.entries(rows).map(([collection, all]) => [collection, all.map((row) => ({ ...row }))]),
    );
  }

  /** Gives a row a file, as stores of files have for each row. */
  attach(row: RowRef, file: NonNullable<ExportedRecord['file']>): void {
    this.files.set(this.nameOf(row.collection, row.key), file);
  }

  async probe(): Promise<void> {
    this.assertUp();
  }

  async describe() {
    this.assertUp();
    const collections = [...this.rows].map(([name, rows]) => {
      const fields = new Map(
        rows.flatMap((row) => Object.entries(row).map(([field, value]) => [field, typeof value])),
      );
      return { name, fields: [...fields].map(([field, type]) => ({ name: field, type })) };
    });
    return { collections };
  }

  async examine() {
    this.assertUp();
    return { problems: this.problems };
  }

  async rehearse(instructions: readonly EraseInstruction[]): Promise<Rehearsal> {
    this.assertUp();
    if (!this.canRehearse) return { outcome: 'not-tried', reason: 'unsupported' };
    this.rehearsed.push([...instructions]);
    const refused = instructions.find(({ collection }) => this.refuses.has(collection));
    if (!refused) return { outcome: 'held' };
    return { outcome: 'refused', fault: { kind: 'refused', place: this.placeOf(refused) } };
  }

  private placeOf({ collection }: EraseInstruction): FaultPlace {
    return { collection, ...this.refuses.get(collection) };
  }

  async match(search: Search, points: readonly DataPoint[]) {
    this.assertUp();
    const [asked] = searchesByCollection(this.store, [search]);
    for (const { field } of points) {
      assertField(mappedCollection(this.store, search.collection), field);
    }
    const rows = (asked ? this.found(asked) : []).map((row) =>
      Object.fromEntries(points.map(({ field }) => [field, fieldText(row[field]) ?? ''])),
    );
    return matchPoints(rows, points);
  }

  async locate(searches: readonly Search[], cursor = '0'): Promise<LocatedPage> {
    this.assertUp();
    const all = searchesByCollection(this.store, searches).flatMap((search) =>
      this.found(search).map((row) => ({ collection: search.collection, row })),
    );
    const start = Number(cursor);
    if (!Number.isInteger(start)) {
      throw new StoreShapeError('the cursor is not one of this connector');
    }
    const page = all.slice(start, start + pageSize);
    const unmapped = page.flatMap(({ collection, row }) => unmappedFields(collection, row));
    return {
      rows: page.map(({ collection, row }) => this.located(collection, row)),
      unmapped: [...new Map(unmapped.map((one) => [JSON.stringify(one), one])).values()],
      ...(this.unread.length > 0 ? { unread: this.unread } : {}),
      ...(start + pageSize < all.length ? { cursor: String(start + pageSize) } : {}),
    };
  }

  async *export(rows: readonly RowRef[]): AsyncGenerator<ExportedRecord> {
    this.assertUp();
    const named = this.byName(new Set(rows.map(({ collection }) => collection)));
    for (const ref of rows) {
      const row = named.get(this.nameOf(ref.collection, ref.key));
      const file = this.files.get(this.nameOf(ref.collection, ref.key));
      if (row) {
        yield { ...ref, values: { ...row }, ...(file ? { file } : {}) };
      }
    }
  }

  async erase(
    instructions: readonly EraseInstruction[],
    bounds?: readonly EraseBound[],
  ): Promise<EraseReceipt> {
    this.assertUp();
    if (bounds) assertWithin(bounds, instructions);
    const before = new Map([...this.rows].map(([name, rows]) => [name, rows.map((row) => ({ ...row }))]));
    try {
      const collections = instructions.map((instruction) => this.carryOut(instruction));
      return this.takeOrders(instructions, collections, before);
    } catch (error) {
      for (const [name, rows] of before) {
        this.rows.set(name, rows);
      }
      throw error;
    }
  }

  async confirmAbsent(searches: readonly Search[]): Promise<LocatedPage> {
    await this.probe();
    return locateEverything(this, searches);
  }

  async optOut(searches: readonly Search[], right: string) {
    this.assertUp();
    const receipt = { found: 0, changed: 0 };
    for (const search of searchesByCollection(this.store, searches)) {
      const values = optOutValues(search.collection, right);
      for (const row of values ? this.found(search) : []) {
        receipt.found += 1;
        receipt.changed += overwrite(row, values ?? {}) ? 1 : 0;
      }
    }
    return receipt;
  }

  async correct(corrections: readonly RowCorrection[], look = false): Promise<CorrectReceipt> {
    this.assertUp();
    for (const one of corrections) assertCorrectable(mappedCollection(this.store, one.collection), one);
    return { rows: corrections.map((one) => this.correctRow(one, look)) };
  }

  private correctRow(
    { collection, key, changes }: RowCorrection,
    look: boolean,
  ): CorrectReceipt['rows'][number] {
    const row = this.byName(new Set([collection])).get(this.nameOf(collection, key));
    if (!row) return { state: 'gone' };
    const holds = (side: 'from' | 'to') =>
      changes.every((change) => (fieldText(row[change.field]) ?? null) === change[side]);
    if (holds('to')) return { state: 'already' };
    if (!holds('from')) return { state: 'changed' };
    if (look) return { state: 'open' };
    const refusal = this.refuses.get(collection);
    if (refusal) return { state: 'refused', ...refusal };
    for (const { field, to } of changes) row[field] = to;
    return { state: 'done' };
  }

  async close(): Promise<void> {}

  private assertUp(): void {
    if (this.fault) throw this.fault;
    if (this.down) {
      throw new StoreUnavailableError(`${this.store.storeId} is not available`);
    }
  }

  private all(collection: string): MemoryRow[] {
    return this.rows.get(collection) ?? [];
  }

  private nameOf(collection: string, key: Readonly<Record<string, string>>): string {
    return JSON.stringify([collection, keyValues(mappedCollection(this.store, collection), key)]);
  }

  private byName(collections: ReadonlySet<string>): Map<string, MemoryRow> {
    const rows = [...collections].flatMap((name) => {
      const collection = mappedCollection(this.store, name);
      return this.all(name).map((row): [string, MemoryRow] => [
        this.nameOf(name, keyOf(collection, row)),
        row,
      ]);
    });
    // Of several under one name, the first.
    return new Map(rows.reverse());
  }

  private found({ collection, conditions }: CollectionSearch): MemoryRow[] {
    return this.all(collection.name).filter((row) =>
      conditions.some(({ field, values }) => values.includes(fieldText(row[field]) ?? '')),
    );
  }

  private located(collection: CollectionMap, row: MemoryRow): LocatedRow {
    const located = {
      collection: collection.name,
      key: keyOf(collection, row),
      ...locatedFacts(collection, (field) => fieldText(row[field])),
    };
    return collection.owner === 'shared'
      ? { ...located, referrers: this.referrers(row, collection.referencedBy) }
      : located;
  }

  private referrers(row: MemoryRow, pointers: CollectionMap['referencedBy']): RowRef[] {
    return pointers.flatMap(({ collection, field, ownField }) =>
      this.all(collection)
        .filter((other) => fieldText(other[field]) === fieldText(row[ownField]))
        .map((other) => ({ collection, key: keyOf(mappedCollection(this.store, collection), other) })),
    );
  }

  /** Erases what it took the order for. */
  settle(): void {
    for (const instruction of this.ordered.splice(0)) this.carryOut(instruction);
  }

  /** Puts back what is erased later, and counts it as submitted. */
  private takeOrders(
    instructions: readonly EraseInstruction[],
    done: EraseReceipt['collections'],
    before: ReadonlyMap<string, MemoryRow[]>,
  ): EraseReceipt {
    const isLater = ({ collection }: { readonly collection: string }) => this.erasesLater.has(collection);
    for (const name of this.erasesLater) this.rows.set(name, before.get(name) ?? []);
    const collections = done.map((one) => {
      const submitted = one.erased + one.anonymised;
      return isLater(one) && submitted > 0 ? { ...one, erased: 0, anonymised: 0, submitted } : one;
    });
    const isOrdered = collections.some((one) => 'submitted' in one);
    if (!isOrdered) return { collections };
    this.ordered.push(...instructions.filter(isLater));
    return { collections, settlesWithin: this.settlesWithin };
  }

  private carryOut(instruction: EraseInstruction): EraseReceipt['collections'][number] {
    if (this.refuses.has(instruction.collection)) {
      throw new StoreRefusedError(`${instruction.collection}: refused`, this.placeOf(instruction));
    }
    const collection = mappedCollection(this.store, instruction.collection);
    const keys = distinctKeys(collection, instruction.keys);
    const wanted = new Set(keys.map((key) => JSON.stringify([collection.name, key])));
    const present = this.all(collection.name).filter((row) =>
      wanted.has(this.nameOf(collection.name, keyOf(collection, row))),
    );
    if (present.length > instruction.atMost) {
      throw new BlastRadiusError(`${collection.name}: ${present.length} rows would change`);
    }
    const shared = present.filter(
      (row) => this.referrers(row, instruction.unlessReferencedBy ?? []).length > 0,
    );
    const free = present.filter((row) => !shared.includes(row));
    const changed = this.change(collection, free, instruction);
    const erased = instruction.action === 'erase';
    return {
      collection: collection.name,
      erased: erased ? changed : 0,
      anonymised: erased ? 0 : changed,
      alreadyAbsent: keys.length - present.length + free.length - changed,
      keptShared: shared.length,
    };
  }

  private change(
    collection: CollectionMap,
    rows: readonly MemoryRow[],
    { action, blank = {} }: EraseInstruction,
  ): number {
    if (action === 'anonymise') {
      const fields = Object.keys(blank);
      if (fields.length === 0 || fields.some((field) => collection.primaryKey.includes(field))) {
        throw new StoreShapeError(`nothing in ${collection.name} can be overwritten as the map says`);
      }
      return rows.filter((row) => overwrite(row, constantBlanks(blank))).length;
    }
    this.rows.set(
      collection.name,
      this.all(collection.name).filter((row) => !rows.includes(row)),
    );
    return rows.length;
  }
}

/** A call may ask for no more rows of a collection than were approved, and for none of another. */
function assertWithin(bounds: readonly EraseBound[], instructions: readonly EraseInstruction[]): void {
  for (const { collection } of instructions) {
    const asked = instructions.filter((i) => i.collection === collection).flatMap((i) => i.keys).length;
    const approved = bounds.find((b) => b.collection === collection)?.rows ?? 0;
    if (asked > approved) throw new BlastRadiusError(`${collection}: ${asked} rows, ${approved} approved`);
  }
}

function keyOf(collection: CollectionMap, row: MemoryRow): Record<string, string> {
  return Object.fromEntries(collection.primaryKey.map((field) => [field, fieldText(row[field]) ?? '']));
}

function unmappedFields(collection: CollectionMap, row: MemoryRow) {
  const mapped = [...collection.fields.map((field) => field.name), ...collection.primaryKey];
  return Object.keys(row)
    .filter((field) => !mapped.includes(field) && !isEmptyJson(row[field]))
    .map((field) => ({ collection: collection.name, field }));
}

function overwrite(
  row: MemoryRow,
  values: Readonly<Record<string, string | number | boolean | null>>,
): boolean {
  const different = Object.entries(values).some(([field, value]) => (row[field] ?? null) !== value);
  Object.assign(row, values);
  return different;
}
