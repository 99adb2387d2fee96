/**
 * Where a collection holds decisions that a machine made about people: which of its fields say what (Art.
 * 15(1)(h) GDPR, C-203/22).
 */
export interface DecisionMap {
  /**
   * What is decided, as the person reads it; the system's `automated_decisions` with the same words say how
   * it works.
   */
  readonly what: string;
  /** Fields. Each that is absent is said to be missing, and never made up. */
  readonly decidedAt?: string;
  /** Fields whose values went in. */
  readonly inputs: readonly string[];
  readonly outcome?: string;
  /** What the outcome was held against. */
  readonly threshold?: string;
  readonly reasons?: string;
  /** What would have led to another result. */
  readonly changedBy?: string;
  /** Name and version of the rule or model. */
  readonly model?: string;
}
