/**
 * Request units that each call to DynamoDB is charged with. An upper bound for the mean: a rehearsal that
 * computed the units of every call from the items themselves, by AWS's rules, came to at most 1.37 read units
 * and 2.15 write units a call, indexes included, in any kind of request and either part of it. A single call
 * can take more, e.g. a query that reads a long log.
 */
export const UNITS_A_CALL = { read: 1.5, write: 2.5 } as const;
