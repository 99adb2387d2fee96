import type { Clock } from '../../domain/clock';
import type { DeskDeps } from '../../domain/desk-deps';

/** What the staff's side of the web works with. */
export type StaffDeps = Omit<DeskDeps, 'inbox' | 'stores' | 'packages' | 'tombstones'> & {
  /** The time that phones with an authenticator app go by; default the desk's clock. */
  readonly phoneClock?: Clock;
  /**
   * Milliseconds: a page that must not tell by its time whom it knows answers at multiples of this only.
   * @default 0, at once
   */
  readonly answerEvery?: number;
  /**
   * All files of one answer about a manual store together, in bytes. Behind API Gateway and Lambda a request
   * holds at most 6 MB, files in base64: 4 MB there.
   * @default 20 MB
   */
  readonly largestUpload?: number;
};
