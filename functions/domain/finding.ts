import type { IdentityKind } from './data-map';

/**
 * Identifiers the person is known by: proven, named by the person, or learned from records that are the
 * person's own.
 */
export type Identities = Partial<Record<IdentityKind, readonly string[]>>;

/**
 * "Rows of `collection` in which `field` equals one of `values`" - the only question a connector is asked.
 * Values are compared exactly, as text.
 */
export interface Search {
  readonly collection: string;
  readonly field: string;
  readonly values: readonly string[];
  /**
   * Asked only to see whether a row that was found names somebody else as well: what it finds is nobody's
   * answer, and never leaves the findings.
   */
  readonly check?: true;
}

export interface DataPoint {
  readonly field: string;
  readonly value: string;
}

/**
 * A row by its stable key: primary-key fields as text (for S3: `{ key }` or `{ key, line }` for a record
 * inside a JSONL object - `line` is a record id field, never a line number that moves).
 */
export interface RowRef {
  readonly collection: string;
  readonly key: Readonly<Record<string, string>>;
}

export interface LocatedRow extends RowRef {
  /**
   * Values, as text, of the fields that the map needs before anything is exported: links to other
   * collections, identities, dates that retention is counted from. Empty fields are absent.
   */
  readonly facts: Readonly<Record<string, string>>;
  /**
   * Of fields whose values the store compares by their sense, the one form of it where that is not the text
   * itself: `42` for `42.00`.
   */
  readonly forms?: Readonly<Record<string, string>>;
  /** For a collection whose rows several people may share: the rows that point at this one. */
  readonly referrers?: readonly RowRef[];
  /**
   * The store itself will not let go of it before this plain date (S3 Object Lock); `unknown` for a hold
   * without an end.
   */
  readonly heldUntil?: string;
  /**
   * What holds it: a lock of the storage (the default), or that it stands in an old version of an object,
   * which the map keeps; without a date the map says nothing. `same-id`: its id also stands for a record that
   * is not this person's.
   */
  readonly heldBy?: 'lock' | 'old-version' | 'same-id';
}

/**
 * A place under a searched collection of which nobody can say that it holds nothing on the person: it could
 * not be read, or what is in it belongs to no
 * collection. `place` may be personal data (an object's key), so it is sealed with the findings; only counts
 * and reasons may be logged.
 */
export interface Unread {
  readonly collection: string;
  readonly place: string;
  readonly reason: UnreadReason;
  /**
   * The key of the one row that it is about: it needs no looking at where the row is found by another way.
   */
  readonly row?: RowRef['key'];
}

/**
 * `view`, `misfit`, `forbidden`: a whole table, which is a view, is not as the map says, or may not be read.
 * `unclaimed`: readable, and found beside the person's items, but no collection of the map describes it.
 * `archived`: it must be brought back first.
 * `encrypted`: with a key that the desk does not have. `old-version`: an earlier version holds the person,
 * and the map does not say what becomes of those.
 * `mentioned`: it names the person in a field that the map does not search. `unclear`: a searched field names
 * the person beside others, twice, or in a form that cannot be
 * compared. `same-id`: a record there has the id of one of the person's and does not name the person.
 * `unsearched`: the map describes no way there from what is known of the person.
 */
export type UnreadReason =
  | 'compressed'
  | 'encoding'
  | 'not-records'
  | 'broken'
  | 'unclaimed'
  | 'too-large'
  | 'archived'
  | 'encrypted'
  | 'old-version'
  | 'mentioned'
  | 'unclear'
  | 'same-id'
  | 'unsearched'
  | 'view'
  | 'misfit'
  | 'forbidden';

/**
 * Whether something in the place is known to name the person: nobody may be told then that nothing was found.
 */
export function namesThePerson(reason: UnreadReason): boolean {
  return ['mentioned', 'unclear', 'same-id', 'unclaimed', 'old-version'].includes(reason);
}

/** Whether it is a table as a whole that could not be read, and no single place in it. */
export function isWholeTable(reason: UnreadReason): boolean {
  return reason === 'view' || reason === 'misfit' || reason === 'forbidden';
}
