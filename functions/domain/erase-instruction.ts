import type { Blank } from './blank';
import type { OrderedRow } from './finding';

/**
 * What to do with rows of one collection. Instructions are carried out in the given order, dependents first.
 */
export interface EraseInstruction {
  readonly collection: string;
  readonly keys: readonly Readonly<Record<string, string>>[];
  /**
   * For each key, the fields by which its row was found, with their values. A store without transactions does
   * not change a row that holds others by now. Absent, or empty for a row: not compared.
   */
  readonly foundBy?: readonly Readonly<Record<string, string>>[];
  /**
   * `erase` removes the row (or object, or JSONL record); `anonymise` overwrites the fields named and keeps
   * the rest.
   */
  readonly action: 'erase' | 'anonymise';
  /**
   * For `anonymise`: the new value of each field; null blanks it. Hashing is never offered, because it is
   * pseudonymisation.
   */
  readonly blank?: Readonly<Record<string, Blank>>;
  /** Skip a row to which any of these fields of another collection still refers. */
  readonly unlessReferencedBy?: readonly {
    readonly collection: string;
    readonly field: string;
    readonly ownField: string;
  }[];
  /**
   * Rows with which something else may end that still runs, as staff ticked: its ids, by the row's key. A
   * row that would end anything more is refused, and so is any row when this is absent.
   */
  readonly mayEnd?: readonly RowEndings[];
  /**
   * Rows for which the store took the order in an earlier call of this erasure. What it removes together with
   * one of them is ordered with it. Absent: none.
   */
  readonly orderedBefore?: readonly OrderedRow[];
  /**
   * Names the attempt, for vendors that answer a repeated call with the first answer: the same when it is
   * repeated because no answer came, another one after a failure that was answered. Nothing of the person.
   */
  readonly attempt?: string;
  /**
   * More affected rows than this are a fault of the map or the query: the connector rolls back (or stops
   * before the first write) and throws `BlastRadiusError`.
   */
  readonly atMost: number;
}

/** What may end with one row. */
export interface RowEndings {
  readonly key: Readonly<Record<string, string>>;
  readonly ids: readonly string[];
}
