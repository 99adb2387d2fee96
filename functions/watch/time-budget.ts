/** Time that a single request may take. With less than this left, none is begun. Milliseconds. */
const RESERVE_MS = 45_000;

/**
 * Until when each part of a sweep may begin something new, as shares of the available time. What a part does
 * not need is left to the next ones.
 */
export const SHARES = { law: 0.6, rest: 0.75, inbox: 0.9, scan: 1 } as const;

export interface TimeBudget {
  /** Whether one more may be begun within the first `share` (0 to 1) of the available time. */
  has(share: number): boolean;
}

/** @param remainingMs - the time that Lambda says is left; without it time does not matter */
export function timeBudget(remainingMs?: () => number): TimeBudget {
  if (!remainingMs) return { has: () => true };
  const usable = Math.max(0, remainingMs() - RESERVE_MS);
  return { has: (share) => remainingMs() - RESERVE_MS > usable * (1 - share) };
}
