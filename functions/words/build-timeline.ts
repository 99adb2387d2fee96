import { answerReachedAt, endsPause } from '../domain/answer-reached';
import { askedAt } from '../domain/asked-at';
import { civilDateOf } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { isAboutDoubt } from '../domain/doubt-id';
import { type DueDates, dueDates } from '../domain/due-dates';
import type { LoggedEvent } from '../domain/events';
import { extensionNotifiedAt } from '../domain/extension-notice';
import { allOf, lastOf } from '../domain/log-entries';
import { otherRunningDay, runningDay } from '../domain/running-day';
import { stopsClock, stopsEveryClock } from '../domain/stops-clock';
import { dueReason, dueWorkings } from './due-reason';
import type { TimelineFacts, TimelinePause } from './timeline';

type Deps = Pick<DeskDeps, 'book' | 'clock'>;

/** The dates of a request, for the picture and its sentences. */
export function buildTimeline(deps: Deps, request: DataSubjectRequest, forStaff: boolean): TimelineFacts {
  const dates = dueDates(request, deps.book);
  const { zone } = request.received;
  const day = (instant: string) => civilDateOf(instant, zone).toString();
  const answered = allOf(request.log, 'mailed').find((e) => e.data.key === 'outcome');
  return {
    today: day(deps.clock.now()),
    receivedOn: day(request.received.receivedAt),
    dueOn: dates.latest,
    reason: [
      dueReason(deps.book, request, forStaff ? 'staff' : 'person'),
      ...(forStaff ? reviewWarning(deps, dates) : []),
    ].join(' '),
    workings: dueWorkings(deps.book, request),
    ...acknowledgement(dates, request, { day, forStaff }),
    ...(forStaff ? { aimFor: dates.aimFor, approveBy: dates.approveBy } : {}),
    ...extensionOf(deps, request, day),
    ...(answered ? { answeredOn: day(answered.at) } : {}),
    ...afterwards(dates, request, day),
    pauses: pausesOf(deps, request, day).map((pause) => ({ ...pause, ...besides(dates, pause) })),
  };
}

type Day = (instant: string) => string;

function acknowledgement(
  dates: DueDates,
  request: DataSubjectRequest,
  { day, forStaff }: { day: Day; forStaff: boolean },
): Pick<TimelineFacts, 'acknowledgedOn' | 'acknowledgeBy'> {
  const first = allOf(request.log, 'mailed').find((e) => e.data.to === 'requester');
  if (first) return { acknowledgedOn: day(first.at) };
  return forStaff && dates.acknowledgeBy ? { acknowledgeBy: dates.acknowledgeBy } : {};
}

function afterwards(
  { clocks }: DueDates,
  request: DataSubjectRequest,
  day: Day,
): Pick<TimelineFacts, 'complaintBy' | 'appealed'> {
  const earliest = (field: 'complaintBy' | 'appealRespondBy') =>
    clocks.flatMap((clock) => clock.dates[field] ?? []).sort()[0];
  const complaintBy = earliest('complaintBy');
  const answerBy = earliest('appealRespondBy');
  const appeal = lastOf(request.log, 'appealed');
  return {
    ...(complaintBy ? { complaintBy } : {}),
    ...(appeal ? { appealed: { on: day(appeal.at), ...(answerBy ? { answerBy } : {}) } } : {}),
  };
}

/** Warns staff that nobody has reviewed the law whose date this is. */
function reviewWarning({ book }: Deps, { ruling }: DueDates): string[] {
  const law = book.regimes[ruling];
  return law?.review === 'notYetReviewed'
    ? [`The rules of ${law.shortName} are not yet reviewed: check them before you rely on this date.`]
    : [];
}

function extensionOf(deps: Deps, request: DataSubjectRequest, day: Day): Pick<TimelineFacts, 'extended'> {
  const event = lastOf(request.log, 'extended');
  const toldAt = event && extensionNotifiedAt(request, event);
  if (!toldAt) return {};
  const before = { ...request, log: request.log.filter((e) => e.seq !== event.seq) };
  const firstDueOn = runningDay(dueDates(before, deps.book)).day;
  return { extended: { firstDueOn, toldOn: day(toldAt), because: event.data.words } };
}

/** The first day on which the answer had arrived, among the entries about it. */
function firstReached(request: DataSubjectRequest, endings: readonly LoggedEvent[], day: Day) {
  const days = endings.filter(endsPause).map((event) => day(answerReachedAt(request, event)));
  const [until] = days.sort();
  return until === undefined ? {} : { until };
}

/** The person's answer, or staff who needed none. */
function endsDoubt(event: LoggedEvent): boolean {
  if (event.type === 'identity-doubt-settled') return true;
  return event.type === 'question-answered' && isAboutDoubt(event.data.questionId);
}

/** The day until which another law's clock runs, while a question that does not stop it is open. */
function besides(dates: DueDates, { until, ofOneLaw }: TimelinePause): Pick<TimelinePause, 'runsUntil'> {
  const day = until === undefined && ofOneLaw ? otherRunningDay(dates) : undefined;
  return day === undefined ? {} : { runsUntil: day };
}

/** Marks a pause that stops the clock of one law while that of another runs on. */
function whose(deps: Deps, request: DataSubjectRequest, asked: Parameters<typeof stopsEveryClock>[2]) {
  return stopsEveryClock(deps.book, request, asked) ? {} : { ofOneLaw: true as const };
}

/** Only pauses that stop the clock of the law whose date counts. */
function pausesOf(deps: Deps, request: DataSubjectRequest, day: Day): TimelinePause[] {
  const doubted = stopsClock(deps.book, request, 'identity_requested')
    ? allOf(request.log, 'identity-doubted')
    : [];
  const doubts = doubted.flatMap((doubt, at) => {
    const from = askedAt(request, doubt);
    if (from === undefined) return [];
    const next = doubted[at + 1]?.seq ?? Number.POSITIVE_INFINITY;
    const ended = request.log.filter((e) => e.seq > doubt.seq && e.seq < next && endsDoubt(e));
    return {
      from: day(from),
      because: 'we had to ask who you are',
      ...whose(deps, request, 'identity_requested'),
      ...firstReached(request, ended, day),
    };
  });
  const asks = stopsClock(deps.book, request, 'clarification_requested')
    ? allOf(request.log, 'question-asked')
    : [];
  const questions = asks
    .filter((e) => e.data.pauses)
    .flatMap((asked) => {
      const from = askedAt(request, asked);
      if (from === undefined) return [];
      const { questionId } = asked.data;
      const answers = allOf(request.log, 'question-answered').filter((e) => e.data.questionId === questionId);
      return {
        from: day(from),
        because: 'we asked which data you mean',
        ...whose(deps, request, 'clarification_requested'),
        ...firstReached(request, answers, day),
      };
    });
  return [...doubts, ...questions].sort((a, b) => (a.from < b.from ? -1 : 1));
}
