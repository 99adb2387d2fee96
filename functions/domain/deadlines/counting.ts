import { Temporal } from 'temporal-polyfill';
import { calendarUnder } from './calendar-choice';
import {
  type DateField,
  type DatesByField,
  type DeadlineCase,
  DeadlineCaseError,
  type DeadlineEvent,
  type DeadlineEventType,
} from './deadline-case';
import { Explanation } from './explanation';
import type { Calendar, ClockRule, Law, LawBook, PeriodRule, Regime, RequestTypeRule } from './law';
import { lawDays } from './law-day';
import { ruleOn } from './rule-on';
import { dayOff, isWorked, nthDayAfter, workingDayFrom } from './working-days';

type PlainDate = Temporal.PlainDate;

/** An event with its instant parsed, and its civil day. */
export interface TimedEvent {
  type: DeadlineEventType;
  at: Temporal.Instant;
  day: PlainDate;
  /** As the case has it. */
  event: DeadlineEvent;
}

/** One calculation: the case, its rules, and the civil day of receipt. */
export interface Counting {
  request: DeadlineCase;
  regime: Regime;
  calendar: Calendar;
  rule: RequestTypeRule;
  clock: ClockRule;
  receivedOn: PlainDate;
  /**
   * The day that decides which rules are in force: `receivedOn`, or the day after where that had begun in the
   * law's own place.
   */
  lawDay: string;
  /** The case's events by instant; those of one instant stay in the given order. */
  events: TimedEvent[];
  explain: Explanation;
}

/** Looks up everything a case names. @throws DeadlineCaseError naming the field and the allowed values. */
export function startCounting(request: DeadlineCase, law: Law | LawBook): Counting {
  const { regime, calendar } = lawOf(request, law);
  const type = regime.requestTypes[request.requestType];
  if (!type) throw unknown('requestType', request.requestType, Object.keys(regime.requestTypes));
  const receivedOn = civilDate(request.received, request.zone, 'received');
  const lawDay = lawDays(regime, request.received, request.zone).givingOn;
  const rule = ruleOn(type, lawDay);
  const clock = regime.clocks[rule.clock];
  if (!clock) throw unknown('requestType', request.requestType, Object.keys(regime.requestTypes));
  const events = inOrder(request);
  return {
    request,
    regime,
    calendar,
    rule,
    clock,
    receivedOn,
    lawDay,
    events,
    explain: new Explanation(regime),
  };
}

function inOrder({ events, zone }: DeadlineCase): TimedEvent[] {
  const timed = events.map((event) => {
    const at = readInstant(event.at, 'events');
    return { type: event.type, at, day: civilDate(event.at, zone, 'events'), event };
  });
  return timed.sort((a, b) => Temporal.Instant.compare(a.at, b.at));
}

function lawOf(request: DeadlineCase, law: Law | LawBook): Law {
  if ('regime' in law)
    return {
      ...law,
      calendar: calendarUnder(law.regime, law.calendar.place, (place) =>
        place === law.calendar.place ? law.calendar : undefined,
      ),
    };
  const regime = law.regimes[request.regime];
  if (!regime) throw unknown('regime', request.regime, Object.keys(law.regimes));
  const { place } = request;
  if (place !== null && !law.calendars[place]) throw unknown('place', place, Object.keys(law.calendars));
  return { regime, calendar: calendarUnder(regime, place, (wanted) => law.calendars[wanted]) };
}

function unknown(field: string, value: string, allowed: string[]): DeadlineCaseError {
  return new DeadlineCaseError(field, `${field} "${value}" is not known here`, allowed);
}

/** The civil day of an instant in a zone. @throws DeadlineCaseError when either cannot be read. */
export function civilDate(instant: string, zone: string, field: string): PlainDate {
  const at = readInstant(instant, field);
  try {
    return at.toZonedDateTimeISO(zone).toPlainDate();
  } catch {
    throw new DeadlineCaseError('zone', `zone "${zone}" is not an IANA time zone`, [
      'Europe/Berlin',
      'America/Los_Angeles',
      '...',
    ]);
  }
}

/** @throws DeadlineCaseError when the text is not an instant with an offset or `Z`. */
export function readInstant(instant: string, field: string): Temporal.Instant {
  try {
    return Temporal.Instant.from(instant);
  } catch {
    throw new DeadlineCaseError(field, `${field} is not an instant with an offset or Z`, [
      '2026-03-02T10:00:00+01:00',
      '2026-03-02T09:00:00Z',
    ]);
  }
}

/** The first UTC instant after `date` has ended in `zone`: a date has 23, 24 or 25 hours. */
export function endsBefore(date: PlainDate, zone: string): string {
  return date.add({ days: 1 }).toZonedDateTime(zone).toInstant().toString();
}

/**
 * Counts a period from a start day that is itself not counted. Months end on the same day-number, or on the
 * last day.
 */
export function addPeriod(
  start: PlainDate,
  period: Pick<PeriodRule, 'amount' | 'unit' | 'saturdays'>,
  calendar: Calendar,
): PlainDate {
  if (period.unit === 'months') return start.add({ months: period.amount });
  if (period.unit === 'calendarDays') return start.add({ days: period.amount });
  const saturdaysCount = period.saturdays === 'counted';
  return nthDayAfter(
    start,
    period.amount,
    (day) => isWorked(day, calendar) || (saturdaysCount && dayOff(day, calendar) === 'Saturday'),
  );
}

/** Moves a last day by the law's weekend rule, once. */
export function roll(c: Counting, date: PlainDate, rule?: Pick<PeriodRule, 'roll'>): PlainDate {
  return (rule?.roll ?? c.regime.counting.roll) === 'nextWorkingDay'
    ? workingDayFrom(date, c.calendar)
    : date;
}

/** Rolls and adds the step to the explanation. */
export function rollAloud(c: Counting, date: PlainDate, rule?: Pick<PeriodRule, 'roll'>): PlainDate {
  const rolled = roll(c, date, rule);
  const why = dayOff(date, c.calendar);
  const { rollSource } = c.regime.counting;
  if (!rolled.equals(date))
    c.explain.say(
      `${date} is ${why} in ${c.calendar.name}: moved to the next working day, ${rolled}`,
      rollSource,
    );
  else if (why) c.explain.say(`${date} is ${why}: not moved, no rule of this law moves it later`, rollSource);
  return rolled;
}

/** Collects dates with the first instant that is too late for each. */
export class DateSheet {
  readonly dates: DatesByField = {};
  readonly endsBeforeUtc: DatesByField = {};

  constructor(private readonly zone: string) {}

  set(field: DateField, date: PlainDate): void {
    const iso = date.toString();
    const same = Object.entries(this.dates).find(([, known]) => known === iso)?.[0] as DateField | undefined;
    this.endsBeforeUtc[field] = (same && this.endsBeforeUtc[same]) ?? endsBefore(date, this.zone);
    this.dates[field] = iso;
  }
}
