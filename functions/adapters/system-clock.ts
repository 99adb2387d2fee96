import type { Clock } from '../domain/clock';

/**
 * The real time. No other file in `functions/` asks the process for it, so that tests and local runs can move
 * it.
 */
export const systemClock: Clock = { now: () => new Date().toISOString() };

/** The time on people's phones, which is never moved: codes of authenticator apps depend on it. */
export const phoneClock: Clock = { now: () => new Date().toISOString() };
