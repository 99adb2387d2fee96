/**
 * The only source of "now" in the desk, so that tests and the local run can move time.
 *
 * Deadlines are counted from this instant in the civil time of the establishment, never in the zone of the
 * process.
 */
export interface Clock {
  /** The present instant as an ISO 8601 string in UTC, e.g. `2026-03-05T10:00:00.000Z`. */
  now(): string;
  /** Waits this many milliseconds of real time, where a test need not. @default a timer of the process */
  pause?(ms: number): Promise<void>;
}
