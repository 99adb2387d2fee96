import type { Temporal } from 'temporal-polyfill';
import { answerReachedAt, endsPause } from './answer-reached';
import { askedAt, type PauseCause } from './asked-at';
import { civilDateOf, endOfDay } from './civil-time';
import type { DataSubjectRequest } from './data-subject-request';
import { DATE_MARK, marksAsMisdated, withMarkedDates } from './date-marks';
import { deadlines } from './deadlines/deadline';
import type { DeadlineCase, DeadlineEvent, Deadlines } from './deadlines/deadline-case';
import { lastDayOf } from './deadlines/last-day';
import type { LawBook } from './deadlines/law';
import { lawDays } from './deadlines/law-day';
import { requestTypeOf } from './deadlines/request-type-of';
import { isAboutDoubt } from './doubt-id';
import type { LoggedEvent } from './events';
import { extensionNotifiedAt } from './extension-notice';
import { allOf, type EventOf } from './log-entries';
import { memoisedBy } from './memoised';
import { workingDaysBefore } from './place-calendar';

/**
 * The dates that staff and the watch work with: the earliest of all laws that govern the request. Plain dates
 * in the establishment's zone.
 */
export interface DueDates {
  /** When the desk aims to be done, with some days to spare. */
  readonly aimFor: string;
  /** After this date too little time is left to carry out a decision. */
  readonly approveBy: string;
  /** The last lawful day, or the desk's own target where the law names no number of days. */
  readonly latest: string;
  /** First instant that is too late. */
  readonly latestEndsAt: string;
  readonly acknowledgeBy?: string;
  /**
   * The leading clock is paused; `latest` is its date without the pause. The clocks of other laws may be
   * paused while this one runs.
   */
  readonly paused: boolean;
  /** The law whose clock ends first, and every clock with its reasons. */
  readonly ruling: string;
  readonly clocks: readonly LawClock[];
  /**
   * Laws of the request whose date cannot be computed: they left the settings, or their rules reject the
   * case. Absent where there are none.
   */
  readonly undated?: readonly string[];
}

export interface LawClock {
  readonly regime: string;
  readonly requestType: string;
  readonly dates: Deadlines;
}

/** A desk aims to be done, and to have decided, this many working days before the last lawful day. */
const AIM_DAYS = 10;
const DECIDE_DAYS = 4;

/**
 * Where a law says only "without undue delay", the desk sets itself this many days. A complaint takes longer.
 */
const OWN_TARGET_DAYS = 7;
const COMPLAINT_TARGET_DAYS = 30;

/**
 * All clocks of a request, from its log. A routine identity link pauses nothing; only a recorded doubt does,
 * or a question that the law accepts as necessary. During a pause, reminders go by the date without it.
 */
export function dueDates(request: DataSubjectRequest, book: LawBook): DueDates {
  const before = cache.get(request);
  if (before?.book === book) return before.dates;
  const dates = computeDates(request, book);
  cache.set(request, { book, dates });
  return dates;
}

/** A request object never changes, so its dates are computed once. */
const cache = new WeakMap<DataSubjectRequest, { readonly book: LawBook; readonly dates: DueDates }>();

function computeDates(request: DataSubjectRequest, book: LawBook): DueDates {
  const found = request.received.regimes.map((regime) => ({
    regime,
    clocks: lawClock(request, regime, book),
  }));
  const clocks = found.flatMap((law) => law.clocks ?? []);
  const undated = found.filter((law) => !law.clocks).map(({ regime }) => regime);
  const dated = clocks
    .map((clock) => ({ clock, latest: lastDayToTell(clock.dates) }))
    .filter((c): c is { clock: LawClock; latest: string } => c.latest !== undefined)
    .sort((a, b) => (a.latest < b.latest ? -1 : 1));
  const lawful = dated[0]?.latest ?? ownTarget(request);
  const careful = daysFromReceipt(request, OWN_TARGET_DAYS);
  const latest = undated.length > 0 && careful < lawful ? careful : lawful;
  const acknowledge = clocks.flatMap((c) => c.dates.acknowledgeBy ?? []).sort()[0];
  return {
    ...deskTargets(request, book, latest),
    latest,
    latestEndsAt: endOfDay(latest, request.received.zone),
    paused: isClockPaused(dated[0]?.clock ?? clocks[0]),
    ruling: dated[0]?.clock.regime ?? clocks[0]?.regime ?? '',
    clocks,
    ...(acknowledge ? { acknowledgeBy: acknowledge } : {}),
    ...(undated.length > 0 ? { undated } : {}),
  };
}

/** Whether an open question pauses this clock. */
export function isClockPaused(clock: Pick<LawClock, 'dates'> | undefined): boolean {
  return clock?.dates.status === 'suspended' || clock?.dates.status === 'notStarted';
}

/** One mail both answers and says that it was done: where a law has a date for either, the earlier. */
export function lastDayToTell(dates: Deadlines): string | undefined {
  return [lastDayOf(dates), dates.completionNoticeBy].filter((day) => typeof day === 'string').sort()[0];
}

/**
 * The clock of one law, or none where the law gives no such right. Days that no calendar of the place covers
 * count like weekends, which can only make a date earlier. Undefined where no date can be computed: an error
 * here must not hold up the request.
 */
function lawClock(request: DataSubjectRequest, regime: string, book: LawBook): LawClock[] | undefined {
  if (!book.regimes[regime]) return undefined;
  return (
    tryClock(() => clockBy(request, regime, book)) ??
    tryClock(() => clockBy(request, regime, { ...book, calendars: {} }))
  );
}

function clockBy(request: DataSubjectRequest, regime: string, book: LawBook): LawClock[] {
  const deadlineCase = lawCase(request, regime, book);
  if (!deadlineCase) return [];
  const { requestType } = deadlineCase;
  return [{ regime, requestType, dates: deadlinesUnder(book)(JSON.stringify(deadlineCase)) }];
}

/** Cached by the case: each fold of a log asks again with an equal one. */
const deadlinesUnder = /* @__PURE__ */ memoisedBy(
  (book: LawBook) => (deadlineCase: string) => deadlines(JSON.parse(deadlineCase), book),
);

function tryClock(workOutDates: () => LawClock[]): LawClock[] | undefined {
  try {
    return workOutDates();
  } catch {
    return undefined;
  }
}

/**
 * One request under one law, as the deadline rules take it; undefined where the law gives no such right. An
 * entry that a wrong clock dated counts from when that was recorded.
 */
export function lawCase(
  written: DataSubjectRequest,
  regime: string,
  book: LawBook,
): DeadlineCase | undefined {
  const request = { ...written, log: withEarliestPauseEnds(written.log, withMarkedDates(written.log)) };
  const law = book.regimes[regime];
  const { place, zone, receivedAt } = request.received;
  const requestType = law && requestTypeOf(law, request.right, lawDays(law, receivedAt, zone).givingOn);
  if (!requestType) return undefined;
  return {
    regime,
    requestType,
    place: book.calendars[place] ? place : null,
    zone,
    received: receivedAt,
    events: request.log.flatMap((event) => deadlineEvent(event, request, regime)),
  };
}

/**
 * An answer that a wrong clock dated came after the entry before it, and before its date was recorded as
 * wrong. Alarms go by the earlier of the two, since a pause makes a date later.
 */
function withEarliestPauseEnds(
  written: readonly LoggedEvent[],
  marked: readonly LoggedEvent[],
): LoggedEvent[] {
  const notes = written.filter(({ commandId }) => commandId.startsWith(DATE_MARK));
  let soonest = marked[0]?.at ?? '';
  return marked.map((event, i) => {
    const isMoved = event.at !== written[i]?.at;
    if (!notes.some((note) => marksAsMisdated(note, event))) soonest = event.at;
    return isMoved && endsPause(event) ? { ...event, at: soonest } : event;
  });
}

function deadlineEvent(event: LoggedEvent, request: DataSubjectRequest, regime: string): DeadlineEvent[] {
  switch (event.type) {
    case 'identity-doubted':
      return questionEvent(event, request, 'identity_requested');
    case 'identity-doubt-settled':
      return [{ type: 'identity_verified', at: answerReachedAt(request, event) }];
    case 'question-asked':
      return event.data.pauses ? questionEvent(event, request, 'clarification_requested') : [];
    case 'question-answered':
      return answerEvent(event, request);
    case 'extended':
      return extendsClock(event, regime) ? extensionEvent(event, request) : [];
    case 'decided':
      return event.data.decision === 'refused' ? [{ type: 'refused', at: event.at }] : [];
    case 'staff-finished':
      return event.data.outcome === 'refused' ? [{ type: 'refused', at: event.at }] : [];
    case 'appealed':
      return [{ type: 'appealed', at: event.data.receivedAt ?? event.at }];
    default:
      return [];
  }
}

function questionEvent(
  event: PauseCause,
  request: DataSubjectRequest,
  type: 'identity_requested' | 'clarification_requested',
): DeadlineEvent[] {
  const at = askedAt(request, event);
  return at === undefined ? [] : [{ type, at }];
}

/**
 * An extension moves only the clocks of laws under which a ground was chosen. An old entry names one ground
 * and moved them all.
 */
function extendsClock({ data }: EventOf<'extended'>, regime: string): boolean {
  return data.grounds === undefined || Object.hasOwn(data.grounds, regime);
}

function extensionEvent(event: EventOf<'extended'>, request: DataSubjectRequest): DeadlineEvent[] {
  const at = extensionNotifiedAt(request, event);
  return at === undefined
    ? []
    : [{ type: 'extended', at, ...(event.data.until && { until: event.data.until }) }];
}

/**
 * A doubt ends when the controller has the information, not when staff look at it: settling only says whether
 * it was enough (Art. 12A(2)(b) UK GDPR; EDPB Guidelines 01/2022, para 159). Without an answer in the log it
 * ends when staff settle it.
 */
function answerEvent(event: EventOf<'question-answered'>, request: DataSubjectRequest): DeadlineEvent[] {
  const { questionId } = event.data;
  const at = answerReachedAt(request, event);
  if (isAboutDoubt(questionId)) return [{ type: 'identity_verified', at }];
  return isPausing(questionId, request) ? [{ type: 'clarification_received', at }] : [];
}

/** An answer moves the clock only when it answers the question that paused it. */
function isPausing(questionId: string, { log }: DataSubjectRequest): boolean {
  return allOf(log, 'question-asked').some((e) => e.data.questionId === questionId && e.data.pauses);
}

function ownTarget(request: DataSubjectRequest): string {
  return daysFromReceipt(request, request.right === 'complaint' ? COMPLAINT_TARGET_DAYS : OWN_TARGET_DAYS);
}

function daysFromReceipt(request: DataSubjectRequest, days: number): string {
  return receivedOn(request).add({ days }).toString();
}

function deskTargets(
  request: DataSubjectRequest,
  book: LawBook,
  latest: string,
): { aimFor: string; approveBy: string } {
  const start = receivedOn(request).toString();
  const before = (days: number) => workingDaysBefore(book, request.received.place, { date: latest, days });
  const notBeforeReceipt = (date: string) => (date < start ? start : date);
  return { aimFor: notBeforeReceipt(before(AIM_DAYS)), approveBy: notBeforeReceipt(before(DECIDE_DAYS)) };
}

/** Civil date of receipt in the establishment's zone. */
export function receivedOn(request: DataSubjectRequest): Temporal.PlainDate {
  return civilDateOf(request.received.receivedAt, request.received.zone);
}
