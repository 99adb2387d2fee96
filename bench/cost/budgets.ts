/** What the design allows. */
export const budgets = {
  /** State transitions of one request over six stores. */
  transitions: { access: 30, erasure: 40 },
  /** US dollars: 1,000 requests over six stores, half access, half erasure, mails included. */
  thousandRequests: 1.6,
  /** US dollars: a month without requests, stores outside a VPC, in the first year. */
  idleMonth: 1.1,
} as const;
