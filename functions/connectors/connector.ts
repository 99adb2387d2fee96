import type { CorrectReceipt, RowCorrection } from '../domain/correction';
import type { EraseInstruction } from '../domain/erase-instruction';
import type { ErasedCount } from '../domain/event-facts';
import type {
  DataPoint,
  LocatedRow,
  OrderedRow,
  RowRef,
  RowToCopy,
  Search,
  UnreadPlace,
} from '../domain/finding';
import type {
  FaultKind,
  FaultPlace,
  Rehearsal,
  StoreExamination,
  StoreFault,
} from '../domain/store-examination';
import type { VectorSearch } from './vector-search';

/**
 * The one interface of every store. A connector decides nothing: it finds rows by exact values, copies them,
 * erases or blanks exactly those it is given, and reports what it sees afterwards. Which rows belong to the
 * data subject, what is disclosed and what is kept is decided outside, on the frozen manifest. One contract
 * suite (`test/contracts/connector.contract.ts`) holds every connector, and the in-memory one of the tests,
 * to the same behaviour.
 */
export interface Connector {
  /**
   * Reads something that is known to exist. Throws {@link StoreUnavailableError} when the store cannot be
   * reached: a row counts as absent only after a probe.
   *
   * @param asked what the caller goes on to locate in the same attempt. Where that reading fails by itself if
   * the place cannot be read, the probe need not read it before; every other place of the store is read all
   * the same.
   */
  probe(asked?: readonly Search[]): Promise<void>;
  /** What the store really holds: for `map check`, and to find columns that the map does not classify. */
  describe(): Promise<StoreShape>;
  /**
   * Checks the map against the rules of the store itself: constraints, cascades, triggers, privileges, what
   * it would change by itself. Reads the structure only, no rows. A table that cannot be used is one problem
   * and does not hide the others. Throws {@link StoreUnavailableError}.
   */
  examine(): Promise<StoreExamination>;
  /**
   * Carries the instructions out and rolls them back, where the store can do so without a trace. Nothing is
   * changed afterwards.
   */
  rehearse(instructions: readonly EraseInstruction[]): Promise<Rehearsal>;
  /** Do the data points belong to the row(s) that the search finds? Never returns a stored value. */
  match(search: Search, points: readonly DataPoint[]): Promise<MatchAnswer>;
  /**
   * Rows in which a field equals one of the values, page by page in a stable order. A page is small in
   * memory. No value is looked up again for each page, so a row that several of very many values find, or two
   * fields, may come in two pages: callers tell rows apart by their keys. A row that comes while pages are
   * read is in one of them, or is found by the next reading. A store whose indexes lag may show a row that
   * has just gone or become somebody else's: `export` and `confirmAbsent` do not. A cursor of an earlier
   * version goes on, or ends in a {@link StoreShapeError}.
   */
  locate(searches: readonly Search[], cursor?: string): Promise<LocatedPage>;
  /**
   * The full content of the rows, one at a time, in the order given; a row that is gone is skipped. Memory
   * does not grow with the number of rows. Where a row is told with what it was found by and holds something
   * else, a store whose indexes lag throws {@link StoreUnavailableError}: it has to be searched again.
   */
  export(rows: readonly RowToCopy[], wish?: ExportOptions): AsyncIterable<ExportedRecord>;
  /**
   * Removes or blanks the rows named, or orders it where the store erases later. Repeating it is harmless:
   * what is gone already counts as `alreadyAbsent`, what was ordered and is still there as `submitted`. A row
   * with which something else would end that still runs is refused, unless its instruction says that it may.
   */
  erase(instructions: readonly EraseInstruction[], bounds?: readonly EraseBound[]): Promise<EraseReceipt>;
  /**
   * Reads the store again before or after an erasure, by the same searches, as it is at this moment. Must
   * probe first, in the same call. The pages behind its cursor, which `locate` reads, are read in that way
   * too.
   */
  confirmAbsent(searches: readonly Search[]): Promise<LocatedPage>;
  /**
   * Sets the fields that the map flags for this right (such as a marketing consent) on the rows found.
   * Returns how many rows now say so.
   */
  optOut(searches: readonly Search[], right: string): Promise<OptOutReceipt>;
  /**
   * Writes corrections row by row, each as a whole and only where the old values are still there. A row that
   * is refused does not stop the others. Repeating it is harmless: a row that holds the new values already
   * counts as `already`. Throws {@link StoreShapeError} for a field that the map does not call correctable.
   *
   * @param look - only reports the state of the rows, and writes nothing
   */
  correct(corrections: readonly RowCorrection[], look?: boolean): Promise<CorrectReceipt>;
  /**
   * Names the account that the credentials are of, hashed: those of another one show nobody's rows, which is
   * no absence. Undefined where that cannot be told; absent where a store has no accounts.
   */
  account?(): Promise<string | undefined>;
  /** Present where the store may hold vectors (embeddings). */
  readonly vectors?: VectorSearch;
  /** Frees sockets. */
  close(): Promise<void>;
}

/** How many rows of a collection may change over all calls of one erasure: what was approved. */
export interface EraseBound {
  readonly collection: string;
  readonly rows: number;
}

export type MatchAnswer = 'yes' | 'no' | 'ambiguous';

export interface LocatedPage {
  readonly rows: readonly LocatedRow[];
  /**
   * Non-empty fields of these rows that the map does not know: they block approval until a person classifies
   * them.
   */
  readonly unmapped: readonly { readonly collection: string; readonly field: string }[];
  /**
   * Places that could not be read, or that no collection claims: never to be taken for absence. Absent: none.
   */
  readonly unread?: readonly UnreadPlace[];
  /** Present while there is more, also on a page without rows; opaque to the caller. */
  readonly cursor?: string;
}

export type FieldValue =
  | string
  | number
  | boolean
  | null
  | readonly FieldValue[]
  | { readonly [field: string]: FieldValue };

/**
 * `onlyIfThere`: the caller looks for what is left, so a record without a line of its own counts as gone even
 * if another line of its object is broken. An export for a copy must fail there instead.
 */
export interface ExportOptions {
  readonly onlyIfThere?: true;
}

export interface ExportedRecord extends RowRef {
  /**
   * Exact values: numbers that JSON cannot hold exactly, dates and binary come as text (ISO 8601, base64).
   */
  readonly values: Readonly<Record<string, FieldValue>>;
  /** For a stored file: its content, streamed, with its original name as data. */
  readonly file?: {
    readonly name: string;
    readonly contentType?: string;
    readonly content: AsyncIterable<Uint8Array>;
  };
}

/**
 * What this call did. A row that was erased before it counts as `alreadyAbsent`, one that the store only took
 * the order for as `submitted`: it is still there, and is asked about again until it is gone.
 */
export interface EraseReceipt {
  readonly collections: readonly ErasedCount[];
  /** How long the store takes for what it submitted (ISO 8601 duration in days, weeks or months). */
  readonly settlesWithin?: string;
  /**
   * The rows that count as `submitted`, each named, so that none is asked for twice. Absent: the store does
   * not say.
   */
  readonly ordered?: readonly OrderedRow[];
  /**
   * Rows that the store was asked to erase without an answer, in no count: it may have taken the order.
   * Absent: none.
   */
  readonly unsure?: readonly RowRef[];
  /**
   * Why the rows that are in no count were not changed; those that are counted were changed, or ordered, all
   * the same. Where nothing was, nor may have been asked for, it is thrown instead.
   */
  readonly unfinished?: StoreFault;
  /**
   * The same call was made before and its reply was lost: rows that are absent may have been erased by that
   * call.
   */
  readonly repeated?: true;
}

export interface OptOutReceipt {
  readonly found: number;
  readonly changed: number;
}

export interface StoreShape {
  /** Schemas, tables, buckets and indexes that were not read, each in words with the reason. */
  readonly notLookedAt?: readonly string[];
  readonly collections: readonly {
    /** Of the map, or else as the store calls it; a table outside `public` with its schema in front. */
    readonly name: string;
    /** Its schema, in a store that has schemas. */
    readonly schema?: string;
    readonly table?: string;
    readonly fields: readonly { readonly name: string; readonly type: string }[];
    /**
     * Fields that identify a row, the primary key first; empty where the store has none, absent where it does
     * not say.
     */
    readonly keys?: readonly (readonly string[])[];
  }[];
}

/**
 * A store did not do what it was asked to. Messages and places hold names of the schema and codes, never a
 * value or an address with credentials.
 */
export abstract class StoreError extends Error {
  abstract readonly kind: FaultKind;
  /** The store's own function told of it, so that its call was not lost. */
  isTold?: true;

  constructor(
    message: string,
    readonly place: FaultPlace = {},
  ) {
    super(message);
  }
}

/**
 * The store did not answer, or refused the credentials: a retry may help, and an erasure never counts as
 * done.
 */
export class StoreUnavailableError extends StoreError {
  override readonly name = 'StoreUnavailableError';
  readonly kind = 'no-answer';
}

/**
 * The store was reached and refused: by a constraint, a value that a column cannot hold, or a reference that
 * the map does not know. A retry cannot help.
 */
export class StoreRefusedError extends StoreError {
  override readonly name = 'StoreRefusedError';
  readonly kind = 'refused';
}

/** A permission is missing, or a policy hides rows: somebody has to grant it. */
export class StoreForbiddenError extends StoreError {
  override readonly name = 'StoreForbiddenError';
  readonly kind = 'forbidden';
}

/**
 * An erasure would touch more rows than were approved. Nothing was changed by the instruction that raised it.
 */
export class BlastRadiusError extends StoreError {
  override readonly name = 'BlastRadiusError';
  readonly kind = 'beyond-approval';
}

/**
 * The map and the store differ in a way that makes work unsafe: the map names a collection or a field that
 * the store does not have, or the other way round.
 */
export class StoreShapeError extends StoreError {
  override readonly name = 'StoreShapeError';
  readonly kind = 'misfit';
}
