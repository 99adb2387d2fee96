/**
 * What a store says about itself before anything is approved: which of the map's plans it would refuse, and
 * what it would do on its own. Names of tables,
 * columns and constraints only, no value of anybody.
 */
export interface StoreExamination {
  readonly problems: readonly StoreProblem[];
  /**
   * Collections in the order in which the store lets rows go, dependents first; those of one group point at
   * each other and must go in one transaction. Absent
   * where the store keeps no references.
   */
  readonly eraseGroups?: readonly (readonly string[])[];
}

export interface StoreProblem {
  /** Of the map; the table that nobody mapped stands in `table`. */
  readonly collection: string;
  readonly field?: string;
  readonly table?: string;
  readonly constraint?: string;
  /** One word for machines, such as `cascade`, `not-null`, `no-key`, `privilege`. */
  readonly code: string;
  /** One sentence for staff, and one that says what to do and is safe if followed blindly. */
  readonly problem: string;
  readonly remedy: string;
  /**
   * What must not be approved in this collection, and in what is keyed to it, while this stands. `nothing`:
   * worth knowing.
   */
  readonly blocks: 'everything' | 'erasure' | 'nothing';
  /** It stands in the way only of rows at which a row of one of these collections points that stays. */
  readonly whileKept?: readonly string[];
}

/**
 * How a rehearsal of an erasure ended: carried out and rolled back, not tried and why, or refused by the
 * store.
 */
export type Rehearsal =
  | { readonly outcome: 'held' }
  | { readonly outcome: 'not-tried'; readonly reason: 'unsupported' | 'too-many-rows' | 'triggers' | 'busy' }
  | { readonly outcome: 'refused'; readonly fault: StoreFault };

/** Why a store did not do what it was asked. */
export interface StoreFault {
  readonly kind: FaultKind;
  readonly place?: FaultPlace;
}

/**
 * `no-answer`: it may answer later. `refused`: it was reached and a rule of its own says no. `misfit`: the
 * map names what is not there, or not so.
 * `forbidden`: a right is missing. `beyond-approval`: more would have changed than was approved, so nothing
 * was.
 */
export type FaultKind = 'no-answer' | 'refused' | 'misfit' | 'forbidden' | 'beyond-approval';

/** Names from the schema and codes of the store, never a value. */
export interface FaultPlace {
  readonly collection?: string;
  readonly table?: string;
  readonly field?: string;
  /** Of a DynamoDB table. */
  readonly index?: string;
  readonly constraint?: string;
  /** SQLSTATE, or the name of the service's error. */
  readonly code?: string;
}
