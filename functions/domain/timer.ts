import type { DataSubjectRequest } from './data-subject-request';
import type { LawBook } from './deadlines/law';
import type { Desk } from './desk';
import type { DueDates } from './due-dates';
import type { DateContext } from './redated-request';

/** Mails to staff are sent in the morning: a wall-clock time in the establishment's zone. */
export const MORNING = '08:00';

/**
 * Something the watch has to do about a request, and when. It is derived from the log alone, so that after a
 * missed sweep it is done late, but never twice.
 */
export interface Timer {
  readonly kind: TimerKind;
  /** Tells repetitions apart. It becomes the command id, so that two sweeps at the same time do it once. */
  readonly key: string;
  /** Instant. */
  readonly at: string;
}

export type TimerKind =
  | 'acknowledge'
  | 'remind-requester'
  | 'tell-staff-unverified'
  | 'close-unverified'
  | 'tell-unverified'
  | 'tell-unreached'
  | 'lapse-identifiers'
  | 'retry-stores'
  | 'give-up-stores'
  | 'tell-given-up'
  | 'remind-proof'
  | 'end-erasure-notice'
  | 'hand-over-paused'
  | 'second-reading'
  | 'remind-staff'
  | 'overdue'
  | 'carry-out-approval'
  | 'remind-task'
  | 'remind-collection'
  | 'expire-package'
  | 'check-queue'
  | 'tell-passed-over'
  | 'check-driver'
  | 'ask-again'
  | 'prove-addresses'
  | 'send-held'
  | 'tell-recipients'
  | 'tell-strangers'
  | 'tell-unclear'
  | 'read-later'
  | 'end-kept'
  | 'shred-kept'
  | 'shred'
  | 'end-stub'
  | 'tell-failed'
  | 'tell-undelivered'
  | 'remind-letter'
  | 'tell-undated'
  | 'remind-progress'
  | 'tell-progress'
  | 'look-at-restriction'
  | 'tell-restriction-ending'
  | 'end-restriction'
  | 'lift-marks'
  | 'date-anew'
  | 'ask-settlement'
  | 'tell-settlement'
  | 'check-settled'
  | 'tell-settled'
  | 'ask-recipient'
  | 'tell-recipient-silent';

/** What timers depend on besides the log: the settings, the laws, and which dates a wrong clock wrote. */
export interface TimerContext extends DateContext {
  readonly desk: Desk;
  readonly book: LawBook;
}

/** What each group of timers is worked out from. */
export interface TimerInput {
  readonly request: DataSubjectRequest;
  readonly zone: string;
  readonly desk: Desk;
  readonly book: LawBook;
  /** The dates for alarms and reminders. */
  readonly dates: DueDates;
  /** The dates for ending a wait: the same, or later where the clock was behind on receipt. */
  readonly ends: DueDates;
  /** Instant. */
  readonly now?: string | undefined;
}
