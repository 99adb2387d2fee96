import type { Clock } from '../../domain/clock';
import type { DeskDeps } from '../../domain/desk-deps';

/** What the staff pages depend on. */
export type StaffDeps = Omit<DeskDeps, 'inbox' | 'stores' | 'packages' | 'tombstones'> & {
  /** The time used for codes of authenticator apps; default the desk's clock. */
  readonly phoneClock?: Clock;
  /**
   * Milliseconds. A page whose response time must not tell whom it knows answers only at multiples of this.
   * @default 0, at once
   */
  readonly answerEvery?: number;
  /**
   * Maximum size of all files of one answer about a manual store together, in bytes. Behind API Gateway and
   * Lambda a request holds at most 6 MB, files in base64: 4 MB there.
   * @default 20 MB
   */
  readonly largestUpload?: number;
};
