import type { Clock } from '../domain/clock';

/** Real time; the only place in `functions/` that asks the process for it. */
export const systemClock: Clock = { now: () => new Date().toISOString() };
