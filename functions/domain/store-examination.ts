/**
 * What a store reports about itself before anything is approved: which of the map's plans it would refuse,
 * and what it would do on its own. Only names of tables, columns and constraints, no values.
 */
export interface StoreExamination {
  readonly problems: readonly StoreProblem[];
  /**
   * Collections in the order in which the store can erase rows, dependents first; those of one group refer to
   * each other and must be erased in one transaction. Absent where the store has no references.
   */
  readonly eraseGroups?: readonly (readonly string[])[];
  /**
   * Collections whose rows hold vectors (embeddings), with which the store is searched after an erasure.
   * Absent: none.
   */
  readonly vectors?: readonly string[];
  /** The account in which the rows were found, hashed. Absent where stores have none, or do not say. */
  readonly account?: string;
}

export interface StoreProblem {
  /** Of the map; a table that is not in the map is named in `table`. */
  readonly collection: string;
  readonly field?: string;
  readonly table?: string;
  readonly constraint?: string;
  /** A machine-readable code, such as `cascade`, `not-null`, `no-key`, `privilege`. */
  readonly code: string;
  /** One sentence for staff, and one that says what to do and is safe to follow literally. */
  readonly problem: string;
  readonly remedy: string;
  /**
   * What must not be approved in this collection, and in what depends on it, until this is mended. `nothing`:
   * only worth knowing.
   */
  readonly blocks: 'everything' | 'erasure' | 'nothing';
  /** It blocks only rows to which a row of one of these collections refers that is kept. */
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
 * `no-answer`: it may answer later. `refused`: it was reached and a rule of its own forbids it. `misfit`: the
 * map names something that is missing or different there. `forbidden`: a permission is missing.
 * `beyond-approval`: more would have changed than was approved, so nothing was changed.
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
