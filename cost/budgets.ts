/** What the design allows. */
export const budgets = {
  /** State transitions of one request over six stores. */
  transitions: { access: 15, erasure: 22 },
  /** US dollars: 1,000 requests over six stores, half access, half erasure, mails included. */
  thousandRequests: 1.75,
  /**
   * US dollars: the same, as a rehearsal is held to it. Above the budget by a twentieth for what depends on
   * timing (a check that falls into the next quarter of an hour, two writers that meet), and by 0.11 for the
   * upper bound by which DynamoDB is charged.
   */
  held: 1.95,
  /** US dollars: a month without requests, stores outside a VPC, in the first year. */
  idleMonth: 1.1,
} as const;
