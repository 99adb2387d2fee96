/** The budgets of the design. */
export const budgets = {
  /** State transitions of one request over six stores. */
  transitions: { access: 15, erasure: 22 },
  /** US dollars: 1,000 requests over six stores, half access, half erasure, mails included. */
  thousandRequests: 1.75,
  /**
   * US dollars: the limit of a rehearsal for the same. A twentieth above the budget for what depends on
   * timing (a check that falls into the next quarter of an hour, two writers that collide), plus 0.11 for the
   * upper bound by which DynamoDB is charged, plus 0.15 for times that were measured with emulators in them.
   */
  held: 2.1,
  /** US dollars: a month without requests, stores outside a VPC, in the first year, at list price. */
  idleMonth: 3.05,
  /** The same where the account's free alarms and metrics are used for nothing else. */
  idleMonthAfterFree: 1.15,
} as const;
