import { allOf, type DataSubjectRequest, lastOf } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf, type DueDates, dueDates, lastDayToTell } from '../domain/due-dates';
import type { LoggedEvent } from '../domain/events';
import { extensionToldAt } from '../domain/extension-notice';
import { isAboutDoubt } from '../domain/questions';
import { stopsClock } from '../domain/stops-clock';
import type { TimelineFacts, TimelinePause } from '../pages/timeline';
import { dateWords } from '../pages/words/date-words';

type Deps = Pick<DeskDeps, 'book' | 'clock'>;

/** The dates of a request as a picture and its sentences need them. */
export function timelineOf(deps: Deps, request: DataSubjectRequest, forStaff: boolean): TimelineFacts {
  const dates = dueDates(request, deps.book);
  const { zone } = request.received;
  const day = (instant: string) => civilDateOf(instant, zone).toString();
  const answered = allOf(request.log, 'mailed').find((e) => e.data.key === 'outcome');
  return {
    today: day(deps.clock.now()),
    receivedOn: day(request.received.receivedAt),
    dueOn: dates.latest,
    reason: [dueBecause(dates), ...(forStaff ? reviewWarning(deps, dates) : [])].join(' '),
    ...acknowledgement(dates, request, { day, forStaff }),
    ...(forStaff ? { aimFor: dates.aimFor, approveBy: dates.approveBy } : {}),
    ...extensionOf(deps, request, day),
    ...(answered ? { answeredOn: day(answered.at) } : {}),
    ...afterwards(dates, request, day),
    pauses: pausesOf(deps, request, day),
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

/** Staff may not take a date for certain that nobody here has checked. */
function reviewWarning({ book }: Deps, { ruling }: DueDates): string[] {
  const law = book.regimes[ruling];
  return law?.review === 'notYetReviewed'
    ? [`The rules of ${law.shortName} are not yet reviewed: check them before you rely on this date.`]
    : [];
}

/** Why the answer is due when it is, in whole sentences with the article, as the ruling clock derived it. */
export function dueBecause(dates: DueDates): string {
  const ruling = dates.clocks.find((clock) => clock.regime === dates.ruling);
  const steps = ruling?.dates.explain ?? [];
  if (steps.length === 0) return 'The law names no number of days; this is the date we hold ourselves to.';
  const words = steps.map((s) => `${datesInWords(s.text)}${s.article ? ` (${s.article})` : ''}.`);
  const dated = ruling && lastDayToTell(ruling.dates) !== undefined;
  return [...words, ...(dated ? [] : ['So this is the date we hold ourselves to.'])].join(' ');
}

function datesInWords(text: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\d\b/g, (date) => dateWords(date));
}

function extensionOf(deps: Deps, request: DataSubjectRequest, day: Day): Pick<TimelineFacts, 'extended'> {
  const event = lastOf(request.log, 'extended');
  const toldAt = event && extensionToldAt(request, event);
  if (!toldAt) return {};
  const before = { ...request, log: request.log.filter((e) => e.seq !== event.seq) };
  const firstDueOn = dueDates(before, deps.book).latest;
  return { extended: { firstDueOn, toldOn: day(toldAt), because: event.data.words } };
}

/** The person's answer, or staff who needed none. */
function endsDoubt(event: LoggedEvent): boolean {
  if (event.type === 'identity-doubt-settled') return true;
  return event.type === 'question-answered' && isAboutDoubt(event.data.questionId);
}

/** Only what the ruling law lets stop its clock: elsewhere a doubt or a question moves nothing. */
function pausesOf(deps: Deps, request: DataSubjectRequest, day: Day): TimelinePause[] {
  const doubted = stopsClock(deps.book, request, 'identity_requested')
    ? allOf(request.log, 'identity-doubted')
    : [];
  const doubts = doubted.map((doubt) => {
    const ended = request.log.find((e) => e.seq > doubt.seq && endsDoubt(e));
    return {
      from: day(doubt.at),
      because: 'we had to ask who you are',
      ...(ended ? { until: day(ended.at) } : {}),
    };
  });
  const asks = stopsClock(deps.book, request, 'clarification_requested')
    ? allOf(request.log, 'question-asked')
    : [];
  const questions = asks
    .filter((e) => e.data.pauses)
    .map((asked) => {
      const { questionId } = asked.data;
      const answer = allOf(request.log, 'question-answered').find((e) => e.data.questionId === questionId);
      return {
        from: day(asked.at),
        because: 'we asked which data you mean',
        ...(answer ? { until: day(answer.at) } : {}),
      };
    });
  return [...doubts, ...questions].sort((a, b) => (a.from < b.from ? -1 : 1));
}
