import { answerReachedAt, endsPause } from '../domain/answer-reached';
import { civilDateOf } from '../domain/civil-time';
import type { DataSubjectRequest } from '../domain/data-subject-request';
import { deadlines } from '../domain/deadlines/deadline';
import type { ExplainStep } from '../domain/deadlines/deadline-case';
import type { LawBook, Regime } from '../domain/deadlines/law';
import {
  type DueDates,
  dueDates,
  isClockPaused,
  type LawClock,
  lastDayToTell,
  lawCase,
} from '../domain/due-dates';
import type { LoggedEvent } from '../domain/events';
import { isReview } from '../domain/rights';
import { otherRunningDay } from '../domain/running-day';
import { dateText } from './date-text';

/** Who reads the sentence: the person or staff. */
export type Reader = 'person' | 'staff';

interface Ruling {
  readonly clock: LawClock;
  readonly law: Regime;
}

/**
 * Why the answer is due on its date, in a plain sentence. Staff also read the article of the law whose clock
 * counts, and notes on questions that were asked or answered late; the person finds how the date was worked
 * out under {@link dueWorkings}.
 */
export function dueReason(book: LawBook, request: DataSubjectRequest, reader: Reader): string {
  const dates = dueDates(request, book);
  const ruling = rulingOf(dates, book);
  if (!ruling) return isWithoutRight(dates, request) ? noRight(request, reader) : OWN_TARGET;
  if (ruling.clock.dates.status === 'notInForce') return NOT_YET;
  const day = lastDayToTell(ruling.clock.dates);
  if (day === undefined) return OWN_TARGET;
  if (day !== dates.latest) return UNDATED;
  const waits = waitsOf(book, request);
  const article = reader === 'staff' ? articleOf(ruling) : undefined;
  const counted = waits.didMove && !dates.paused ? `; ${NOT_COUNTED}` : '';
  const first = `${sentence(ruling, dates, reader)}${counted}${article ? ` (${article})` : ''}.`;
  return [first, ...(reader === 'staff' ? waits.notes : [])].join(' ');
}

const OWN_TARGET = 'The law names no number of days; this is the date we hold ourselves to.';
/**
 * Whether no governing law gives what was asked for. A complaint to the desk is not a right under these laws,
 * so this does not apply to it.
 */
function isWithoutRight({ clocks, undated }: DueDates, { right }: DataSubjectRequest): boolean {
  return clocks.length === 0 && !undated && !isReview(right);
}

function noRight({ received }: DataSubjectRequest, reader: Reader): string {
  const laws = received.regimes.length > 1 ? 'None of the laws that may apply gives' : 'The law gives no';
  const what = received.regimes.length > 1 ? 'a right to this' : 'right to this';
  return reader === 'person'
    ? `${laws} ${what}. We deal with it all the same, and this is the date we hold ourselves to.`
    : `${laws} ${what}. Decide on it all the same: do it, or say why not. This is the date we hold ourselves to.`;
}

const NOT_YET = 'The law was not in force when this arrived; this is the date we hold ourselves to.';
const NOT_COUNTED = 'the time until the answer to our question arrived does not count';
const UNDATED =
  'The date under one of the laws cannot be worked out now, so we hold ourselves to this one, which is earlier than any law’s.';

/** How a question, or a doubt about who asks, moved the date. The notes are for staff. */
function waitsOf(book: LawBook, request: DataSubjectRequest): { didMove: boolean; notes: string[] } {
  const { log, received } = request;
  const asked = log.filter(({ type }) => type === 'identity-doubted' || type === 'question-asked');
  if (asked.length === 0) return { didMove: false, notes: [] };
  const isWait = (event: LoggedEvent) => asked.includes(event) || endsPause(event);
  const without = dueDates({ ...request, log: log.filter((event) => !isWait(event)) }, book).latest;
  const didMove = dueDates(request, book).latest !== without;
  const day = (instant: string) => civilDateOf(instant, received.zone).toString();
  const isLate = asked.some(({ at }) => day(at) > without);
  const isAnsweredLate = log.filter(endsPause).some((e) => day(answerReachedAt(request, e)) > without);
  return {
    didMove,
    notes: [
      ...(isLate ? [`A question asked after ${dateText(without)} moves nothing.`] : []),
      ...(didMove && isAnsweredLate
        ? [
            `Without our question the last day was ${dateText(without)}, before the answer came. This date holds only if the question was needed and asked at once: answer as soon as you can.`,
          ]
        : []),
    ],
  };
}

function rulingOf(dates: DueDates, book: LawBook): Ruling | undefined {
  const clock = dates.clocks.find(({ regime }) => regime === dates.ruling);
  const law = book.regimes[dates.ruling];
  return clock && law ? { clock, law } : undefined;
}

function sentence({ clock, law }: Ruling, due: DueDates, reader: Reader): string {
  const { dates } = clock;
  const { latest } = due;
  const request = reader === 'person' ? 'your request' : 'the request';
  const rule = clockRule({ clock, law });
  const first = `The law gives us ${periodWords(rule?.respond)}, counted from the day ${request} arrived`;
  if (latest === dates.completionNoticeBy)
    return `The law gives us ${periodWords(rule?.completionNotice)} to do it and to say so`;
  if (latest === dates.extendedRespondBy)
    return 'The law lets us take until then, since we have said why we need longer';
  const other = otherRunningDay(due);
  if (other)
    return `${first}; under this law the clock stands still until the answer to our question arrives, but under another that may apply it runs on, until ${dateText(other)}, and we keep to the earlier date if we can`;
  if (isClockPaused(clock))
    return `${first}; the clock stands still until the answer to our question arrives, but we keep to this date if we can`;
  return first;
}

function clockRule({ clock, law }: Ruling) {
  const name = law.requestTypes[clock.requestType]?.clock;
  return name === undefined ? undefined : law.clocks[name];
}

function articleOf(ruling: Ruling): string | undefined {
  const source = clockRule(ruling)?.respond?.source;
  return source === undefined ? undefined : ruling.law.sources[source]?.article;
}

const NUMBERS: Readonly<Record<number, string>> = { 1: 'one', 2: 'two', 3: 'three' };

/** `one month`, `45 days`, `15 working days`. */
function periodWords(period: { amount: number | null; unit: string | null } | null | undefined): string {
  if (!period?.amount) return 'some time';
  const { amount, unit } = period;
  const noun = { months: 'month', businessDays: 'working day' }[unit ?? ''] ?? 'day';
  return `${NUMBERS[amount] ?? amount} ${noun}${amount === 1 ? '' : 's'}`;
}

/**
 * How the date was worked out under the law whose clock counts, step by step, each with its article. Other
 * laws and other dates are left out.
 */
export function dueWorkings(book: LawBook, request: DataSubjectRequest): string[] {
  const dates = dueDates(request, book);
  const ruling = rulingOf(dates, book);
  if (!ruling) return [];
  const steps = stepsOf(book, request, ruling).map(
    (step) => `${datesInWords(step.text)}${step.article ? ` (${step.article})` : ''}.`,
  );
  return steps.length > 0 ? [lawInFront(ruling, dates), ...steps] : [];
}

/**
 * The steps to the date of the answer. The date by which the receipt must be confirmed is another one, with
 * its own uncertainty about working days.
 */
function stepsOf(book: LawBook, request: DataSubjectRequest, { clock, law }: Ruling): readonly ExplainStep[] {
  const rule = clockRule({ clock, law });
  const deadlineCase = lawCase(request, law.id, book);
  const name = law.requestTypes[clock.requestType]?.clock;
  if (!rule?.acknowledge || !deadlineCase || name === undefined) return clock.dates.explain;
  const { acknowledge: _other, ...answer } = rule;
  const alone = { ...law, clocks: { ...law.clocks, [name]: answer } };
  try {
    return deadlines(deadlineCase, { ...book, regimes: { ...book.regimes, [law.id]: alone } }).explain;
  } catch {
    // No calendar covers this place: the clock itself was worked out another way.
    return clock.dates.explain;
  }
}

function lawInFront({ law }: Ruling, { clocks }: DueDates): string {
  const name = law.name.replace(/\.$/, '');
  return clocks.length > 1
    ? `More than one law may apply here, and the earliest date counts. This is the one under ${name}.`
    : `This is the date under ${name}.`;
}

function datesInWords(text: string): string {
  return text.replace(/\b\d{4}-\d\d-\d\d\b/g, (date) => dateText(date));
}
