/** What a single request may take: below this, none is begun. Milliseconds. */
const RESERVE_MS = 45_000;

/**
 * Until when, as shares of the time there is, each part of a sweep may begin something new. What a part does
 * not need, the
 * next ones have.
 */
export const SHARES = { law: 0.6, rest: 0.75, inbox: 0.9, scan: 1 } as const;

export interface TimeBudget {
  /** Whether one more may be begun, of the first `share` (0 to 1) of the time there was. */
  has(share: number): boolean;
}

/** @param remainingMs - what the function's platform says is left; without it time does not matter */
export function timeBudget(remainingMs?: () => number): TimeBudget {
  if (!remainingMs) return { has: () => true };
  const usable = Math.max(0, remainingMs() - RESERVE_MS);
  return { has: (share) => remainingMs() - RESERVE_MS > usable * (1 - share) };
}
