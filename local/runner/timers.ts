/**
 * The runner's view of time, so that a virtual clock can drive timeouts, heartbeats and waits for a retry.
 */
export interface Timers {
  /** The present instant in milliseconds since 1970-01-01T00:00:00Z. */
  epochMs(): number;
  /**
   * Calls `fire` once when the instant has come; at once (but never synchronously) when it has already
   * passed.
   *
   * @returns a function that cancels the timer; harmless after it fired.
   */
  schedule(atEpochMs: number, fire: () => void): () => void;
}
