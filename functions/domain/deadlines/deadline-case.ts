import type { Confidence, RegimeId } from './law';

/** What can move a clock. Requests and answers come in pairs; the law decides which of them count. */
export const DEADLINE_EVENT_TYPES = [
  'identity_requested',
  'identity_verified',
  'clarification_requested',
  'clarification_received',
  'fee_requested',
  'fee_paid',
  'extended',
  'refused',
  'appealed',
] as const;

export type DeadlineEventType = (typeof DEADLINE_EVENT_TYPES)[number];

/** Something that happened to the request, at an instant with an offset or `Z`. */
export interface DeadlineEvent {
  type: DeadlineEventType;
  at: string;
  /** `extended` under a law that sets no length: the day (`YYYY-MM-DD`) that the notice named. */
  until?: string;
}

/** One request under one law. A request under three laws is three cases with a clock each. */
export interface DeadlineCase {
  regime: RegimeId;
  /** As in the law's file: `access`, `deletion`, `correction`, `appeal`, `complaint` ... */
  requestType: string;
  /** Holiday calendar of the establishment that acts, e.g. `DE-BY`; `null` when not known (weekends only). */
  place: string | null;
  /** IANA zone of that establishment: every date is a civil date there. */
  zone: string;
  /** Instant of receipt with an offset or `Z`. */
  received: string;
  events: DeadlineEvent[];
}

/** The dates that have an exclusive upper instant. */
export type DateField =
  | 'acknowledgeBy'
  | 'respondBy'
  | 'extensionNoticeBy'
  | 'extendedRespondBy'
  | 'completionNoticeBy'
  | 'appealRespondBy'
  | 'complaintBy';

/**
 * Why there is no date for the answer.
 *
 * `suspended`: a question is open and pauses the clock. `notStarted`: it has not begun. `withoutUndueDelay`:
 * the law names no number. `notInForce`: the rule did not apply on the day of receipt.
 */
export type DeadlineStatus = 'suspended' | 'notStarted' | 'withoutUndueDelay' | 'notInForce';

/**
 * Other readings, by name.
 *
 * `later`: a later date that can be argued. `strictSaturdayCounted`: business days if Saturdays were counted.
 * `unsuspended`: as if no question were open. `earlierIfAskDayCounts`: if the day of asking counts after all.
 */
export type AlternativeName = 'later' | 'strictSaturdayCounted' | 'unsuspended' | 'earlierIfAskDayCounts';

export type DatesByField = Partial<Record<DateField, string>>;

/** One step of the reasoning, in the order the law applies it. */
export interface ExplainStep {
  text: string;
  article?: string;
  link?: string;
  confidence: Confidence;
}

/** The dates of one request under one law. All dates are civil dates (`YYYY-MM-DD`) in the case's zone. */
export interface Deadlines {
  acknowledgeBy?: string;
  /** The unextended last day for the answer, or `null` with a `status`. */
  respondBy: string | null;
  extensionNoticeBy?: string;
  /** Only after a valid notice; `null` when that notice named no day or the clock is paused. */
  extendedRespondBy?: string | null;
  completionNoticeBy?: string;
  /** After an `appealed` event: the last day to answer the appeal. */
  appealRespondBy?: string;
  /** After a `refused` event, where the law gives the requester a fixed time to go to the authority. */
  complaintBy?: string;
  /** For each date, the first UTC instant that is too late. */
  endsBeforeUtc: DatesByField;
  /** Also set beside a `respondBy` when the extended clock is paused. */
  status?: DeadlineStatus;
  /** Present after an `extended` event: whether its notice was lawful and in time. */
  extensionValid?: boolean;
  /** The act itself must happen at once (marketing objection, withdrawal of consent). */
  actAtOnce?: true;
  /** While a question is open: the date to use for reminders. */
  unsuspendedRespondBy?: string;
  alternatives?: Partial<Record<AlternativeName, DatesByField>>;
  explain: ExplainStep[];
  /** What the dates were computed with, to be stored beside them. */
  computedWith: { regime: RegimeId; calendar: string; calendarVersion: string };
}

/** The case names something the law book does not have; `field` and `allowed` say what to correct. */
export class DeadlineCaseError extends Error {
  override readonly name = 'DeadlineCaseError';

  constructor(
    readonly field: string,
    message: string,
    readonly allowed: readonly string[],
  ) {
    super(message);
  }
}
