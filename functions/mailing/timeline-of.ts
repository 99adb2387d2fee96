import { allOf, type DataSubjectRequest, lastOf, wasMailed } from '../domain/data-subject-request';
import type { DeskDeps } from '../domain/desk-deps';
import { civilDateOf, type DueDates, dueDates } from '../domain/due-dates';
import type { TimelineFacts, TimelinePause } from '../pages/timeline';

type Deps = Pick<DeskDeps, 'book' | 'clock'>;

/** The dates of a request as a picture and its sentences need them. */
export function timelineOf(deps: Deps, request: DataSubjectRequest, forStaff: boolean): TimelineFacts {
  const dates = dueDates(request, deps.book);
  const { zone } = request.received;
  const day = (instant: string) => civilDateOf(instant, zone).toString();
  const acknowledged = allOf(request.log, 'mailed').find((e) => e.data.to === 'requester');
  const answered = allOf(request.log, 'mailed').find((e) => e.data.key === 'outcome');
  return {
    today: day(deps.clock.now()),
    receivedOn: day(request.received.receivedAt),
    dueOn: dates.latest,
    reason: dueBecause(dates),
    ...(acknowledged ? { acknowledgedOn: day(acknowledged.at) } : {}),
    ...(forStaff ? { aimFor: dates.aimFor, approveBy: dates.approveBy } : {}),
    ...extensionOf(dates, request, day),
    ...(answered && wasMailed(request, 'outcome') ? { answeredOn: day(answered.at) } : {}),
    pauses: pausesOf(request, day),
  };
}

/** Why the answer is due when it is, in whole sentences with the article, as the ruling clock derived it. */
export function dueBecause(dates: DueDates): string {
  const ruling = dates.clocks.find((clock) => clock.regime === dates.ruling);
  const steps = ruling?.dates.explain ?? [];
  if (steps.length === 0) return 'The law names no number of days; this is the date we hold ourselves to.';
  return steps.map((s) => `${s.text}${s.article ? ` (${s.article})` : ''}.`).join(' ');
}

function extensionOf(
  dates: DueDates,
  request: DataSubjectRequest,
  day: (instant: string) => string,
): Pick<TimelineFacts, 'extended'> {
  const event = lastOf(request.log, 'extended');
  const first = dates.clocks.find((clock) => clock.regime === dates.ruling)?.dates.respondBy;
  if (!event || !first) return {};
  return { extended: { firstDueOn: first, toldOn: day(event.at), because: event.data.words } };
}

function pausesOf(request: DataSubjectRequest, day: (instant: string) => string): TimelinePause[] {
  const doubts = allOf(request.log, 'identity-doubted').map((doubt) => {
    const settled = allOf(request.log, 'identity-doubt-settled').find((e) => e.seq > doubt.seq);
    return {
      from: day(doubt.at),
      because: 'we had to ask who you are',
      ...(settled ? { until: day(settled.at) } : {}),
    };
  });
  const questions = allOf(request.log, 'question-asked')
    .filter((e) => e.data.pauses)
    .map((asked) => {
      const answer = allOf(request.log, 'question-answered').find((e) => e.seq > asked.seq);
      return {
        from: day(asked.at),
        because: 'we asked which data you mean',
        ...(answer ? { until: day(answer.at) } : {}),
      };
    });
  return [...doubts, ...questions].sort((a, b) => (a.from < b.from ? -1 : 1));
}
