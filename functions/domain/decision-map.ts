/**
 * Where a collection holds automated decisions about people: which of its fields say what (Art. 15(1)(h)
 * GDPR, C-203/22).
 */
export interface DecisionMap {
  /**
   * What is decided, as the person reads it; the system's `automated_decisions` in the same words says how it
   * works.
   */
  readonly what: string;
  /** Fields. A missing one is reported as missing and never made up. */
  readonly decidedAt?: string;
  /** Fields with the input values. */
  readonly inputs: readonly string[];
  readonly outcome?: string;
  /** The threshold that the result was compared with. */
  readonly threshold?: string;
  readonly reasons?: string;
  /** What would have led to another result. */
  readonly changedBy?: string;
  /** Name and version of the rule or model. */
  readonly model?: string;
}
