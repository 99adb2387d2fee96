import type { Clock } from '../domain/clock';

/**
 * Real time; the only place in `functions/` that asks the process for it. A test or the local run may move
 * it.
 */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** The time on people's phones, which nobody moves: the codes of an authenticator app go by it. */
export const phoneClock: Clock = { now: () => new Date().toISOString() };
