import type { IdentityKind } from './data-map';
import type { Ending } from './ending';

/**
 * Identifiers by which the person is known: proven, named by the requester, or learned from records that are
 * the person's own.
 */
export type Identities = Partial<Record<IdentityKind, readonly string[]>>;

/**
 * "Rows of `collection` in which `field` equals one of `values`", the only question that a connector is
 * asked. Values are compared exactly, as text.
 */
export interface Search {
  readonly collection: string;
  readonly field: string;
  readonly values: readonly string[];
  /**
   * A search that only checks whether a row that was found names somebody else as well. Its rows are in
   * nobody's answer and never leave the findings.
   */
  readonly check?: true;
}

export interface DataPoint {
  readonly field: string;
  readonly value: string;
}

/**
 * A row by its stable key: primary-key fields as text. For S3: `{ key }`, or `{ key, line }` for a record
 * inside an object, where `line` is a record id field and never a line number, which moves.
 */
export interface RowRef {
  readonly collection: string;
  readonly key: Readonly<Record<string, string>>;
}

/** A row that a store took the order to erase. */
export interface OrderedRow extends RowRef {
  /** What the store calls the order, such as the number of a job, by the names of its connector. */
  readonly order?: Readonly<Record<string, string>>;
}

/** A row that a store was told to erase. */
export interface AskedRow extends RowRef {
  /** What staff had ticked that ends with it. */
  readonly ends?: readonly Ending[];
}

/** A row that is to be copied. */
export interface RowToCopy extends RowRef {
  /**
   * The fields that it was found by, with their values. A store whose search may lag behind its rows does not
   * copy one that holds other values by now.
   */
  readonly foundBy?: Readonly<Record<string, string>>;
}

export interface LocatedRow extends RowRef {
  /**
   * Values, as text, of the fields that the map needs before anything is exported: links to other
   * collections, identities, dates from which retention is counted. Empty fields are absent.
   */
  readonly facts: Readonly<Record<string, string>>;
  /**
   * For fields that the store compares by value and not as text, the normal form where it differs from the
   * text: `42` for `42.00`.
   */
  readonly forms?: Readonly<Record<string, string>>;
  /**
   * A field that an anonymisation blanks still holds something else. The content itself is not returned: it
   * may be long, and nothing is decided by it.
   */
  readonly filled?: true;
  /** For a collection whose rows several people may share: the rows that refer to this one. */
  readonly referrers?: readonly RowRef[];
  /**
   * The store itself does not delete it before this plain date (S3 Object Lock); `unknown` for a hold without
   * an end.
   */
  readonly heldUntil?: string;
  /**
   * What holds it: a lock of the storage (the default), or an old version of an object, which the map keeps;
   * without a date the map does not say. `same-id`: its id also belongs to a record that is not this
   * person's. `ends-more`: erasing it would also end something that still runs, such as a subscription.
   */
  readonly heldBy?: 'lock' | 'old-version' | 'same-id' | 'ends-more';
  /** For `ends-more`: all that would end. Absent: it cannot be told one by one, so nobody can approve it. */
  readonly ends?: readonly Ending[];
}

/**
 * A place in a searched collection that may hold something about the person: it could not be read, or its
 * content belongs to no collection. `place` may be personal data (an object's key), so it is sealed with the
 * findings; only counts and reasons may be logged.
 */
export interface UnreadPlace {
  readonly collection: string;
  readonly place: string;
  readonly reason: UnreadReason;
  /** The key of the one row that it is about. Nobody needs to look when the row is found in another way. */
  readonly row?: RowRef['key'];
}

/**
 * `view`, `misfit`, `forbidden`: a whole table is a view, differs from the map, or may not be read.
 * `unclaimed`: readable, found beside the person's items, and described by no collection of the map.
 * `archived`: it must be restored first. `encrypted`: with a key that the desk does not have. `old-version`:
 * an earlier version names the person, and the map does not say how to treat those. `mentioned`: it names the
 * person in a field that the map does not search. `unclear`: a searched field names the person beside others,
 * twice, or in a form that cannot be compared. `same-id`: a record there has the id of one of the person's
 * and does not name them. `same-vector`: after an erasure, it still holds the vector of an erased row, and
 * names nobody else. `unsearched`: the map has no way there from what is known of the person.
 * `other-columns`: a table in text without the columns by which the map finds people. `workbook`: Excel.
 */
export type UnreadReason =
  | 'compressed'
  | 'encoding'
  | 'not-records'
  | 'other-columns'
  | 'parquet'
  | 'avro'
  | 'orc'
  | 'workbook'
  | 'broken'
  | 'unclaimed'
  | 'too-large'
  | 'archived'
  | 'encrypted'
  | 'old-version'
  | 'mentioned'
  | 'unclear'
  | 'same-id'
  | 'same-vector'
  | 'unsearched'
  | 'view'
  | 'misfit'
  | 'forbidden';

/** Whether the place is known to name the person; then the answer may not be that nothing was found. */
export function namesThePerson(reason: UnreadReason): boolean {
  return ['mentioned', 'unclear', 'same-id', 'same-vector', 'unclaimed', 'old-version'].includes(reason);
}

/** Whether a whole table could not be read, and not a single place in it. */
export function isWholeTable(reason: UnreadReason): boolean {
  return reason === 'view' || reason === 'misfit' || reason === 'forbidden';
}
