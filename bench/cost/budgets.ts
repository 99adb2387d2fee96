/** What the design allows, and what is held in its place where it is not met. */
export const budgets = {
  /** State transitions of one request over six stores. */
  transitions: { access: 30, erasure: 40 },
  /** US dollars: 1,000 requests over six stores, half access, half erasure, mails included. */
  thousandRequests: 1.6,
  /**
   * US dollars: the same, as a rehearsal is held to it. More than the design allows, since the first count was: it may fall and must not grow. A twentieth
   * above what was counted, for what depends on timing: a page that comes before or after a step.
   */
  held: 2.8,
  /** US dollars: a month without requests, stores outside a VPC, in the first year. */
  idleMonth: 1.1,
} as const;
