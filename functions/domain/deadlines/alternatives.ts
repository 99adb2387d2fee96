import type { Temporal } from 'temporal-polyfill';
import { addPeriod, type Counting, roll } from './counting';
import type { AlternativeName, DateField, DatesByField } from './deadline-case';
import type { PeriodRule } from './law';
import { daysOut, type PauseState } from './pauses';
import { dayOff, isWorked, nthDayAfter } from './working-days';

type PlainDate = Temporal.PlainDate;

/** Why there is another reading, with the key of its source. */
interface AlternativeReason {
  words: string;
  source: string;
}

/** Collects other readings of the law; a reading with the same date is left out. */
export class Alternatives {
  readonly byName: Partial<Record<AlternativeName, DatesByField>> = {};
  private readonly reasons = new Map<string, AlternativeReason>();

  /**
   * Records `date` for a field unless it is the `main` date itself; of several later dates the latest is
   * kept.
   */
  add(
    name: AlternativeName,
    field: DateField,
    reading: { main?: PlainDate; date: PlainDate; why?: AlternativeReason },
  ): void {
    const { main, date, why } = reading;
    if (main?.equals(date)) return;
    if (why) this.reasons.set(why.words, why);
    const before = this.byName[name]?.[field];
    const iso = date.toString();
    if (name === 'later' && before !== undefined && before > iso) return;
    this.byName[name] = { ...this.byName[name], [field]: iso };
  }

  /** Explains each other reading once. */
  explain(c: Counting): void {
    for (const { words, source } of this.reasons.values()) c.explain.say(words, source);
  }

  get any(): boolean {
    return Object.keys(this.byName).length > 0;
  }
}

interface CountedDate {
  readonly field: DateField;
  readonly start: PlainDate;
  readonly rule: Pick<PeriodRule, 'amount' | 'unit' | 'saturdays'>;
  readonly main: PlainDate;
}

/** Records what other readings of "business day" and of the weekend give for a date of the law. */
export function addOtherCounts(c: Counting, alternatives: Alternatives, counted: CountedDate): void {
  if (counted.rule.unit === 'businessDays') noteBusinessDayReadings(c, alternatives, counted);
  else addLaterRoll(c, alternatives, counted);
}

function noteBusinessDayReadings(c: Counting, alternatives: Alternatives, counted: CountedDate): void {
  const { businessDays } = c.regime.counting;
  const { field, start, rule, main } = counted;
  const { disputed, holidays } = c.calendar;
  if (businessDays && rule.saturdays === 'counted') {
    const date = nthDayAfter(start, rule.amount, (day) => isWorked(day, c.calendar));
    alternatives.add('later', field, { main, date, why: businessDays });
  }
  if (businessDays?.disputedHolidays && disputed) {
    const counts = (day: PlainDate) => isWorked(day, c.calendar) && disputed[day.toString()] === undefined;
    const date = nthDayAfter(start, rule.amount, counts);
    alternatives.add('later', field, { main, date, why: businessDays });
  }
  if (businessDays?.saturdayReading) {
    const counts = (day: PlainDate) => day.dayOfWeek !== 7 && holidays[day.toString()] === undefined;
    const date = nthDayAfter(start, rule.amount, counts);
    alternatives.add('strictSaturdayCounted', field, { main, date, why: businessDays });
  }
}

/** Records the later date that a general rule on days off may give. */
export function addLaterRoll(
  c: Counting,
  alternatives: Alternatives,
  counted: { field: DateField; main: PlainDate },
): void {
  const why = c.regime.counting.laterRoll;
  if (!why) return;
  let date = counted.main;
  while (isDayOffOn(c, date, why.on)) date = date.add({ days: 1 });
  alternatives.add('later', counted.field, { main: counted.main, date, why });
}

function isDayOffOn(c: Counting, date: PlainDate, on: ('saturday' | 'sunday' | 'holiday')[]): boolean {
  const why = dayOff(date, c.calendar);
  if (why === undefined) return false;
  if (why === 'Saturday') return on.includes('saturday');
  if (why === 'Sunday') return on.includes('sunday');
  return on.includes('holiday');
}

/** Records the older count of a suspended clock, in which the day of asking still counts. */
export function addAskDayReading(c: Counting, alternatives: Alternatives, state: PauseState): void {
  const { respond } = c.clock;
  const stopped = state.counted.find((pause) => pause.rule.method === 'excludeBothDays');
  if (!respond || !stopped) return;
  const base = addPeriod(state.start, respond, c.calendar);
  const [main, date] = [false, true].map((askDayCounts) =>
    roll(c, base.add({ days: daysOut(state.counted, state.start, askDayCounts) })),
  );
  const why = {
    words: 'An older practice still counts the day of asking: the earlier date is shown beside',
    source: stopped.rule.source,
  };
  if (main && date) alternatives.add('earlierIfAskDayCounts', 'respondBy', { main, date, why });
}
