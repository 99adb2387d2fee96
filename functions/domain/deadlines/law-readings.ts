import type { Temporal } from 'temporal-polyfill';
import { addPeriod, type Counting, roll } from './counting';
import type { ExtensionRule, PeriodRule } from './law';
import { daysOut, earlierDay, laterDay, type PauseState } from './pauses';

type PlainDate = Temporal.PlainDate;

/** One reading of the law: where the period starts, and how many days the pauses add to its unrolled end. */
export interface LawReading {
  start: PlainDate;
  days: number;
}

/** The earliest and the latest day of the readings of the law, before the weekend rule. */
export interface Span {
  earliest: PlainDate;
  latest: PlainDate;
}

/**
 * The readings that a law allows: one, or two where it is open whether an identity question suspends the
 * period or starts a fresh one at the answer.
 */
export function lawReadings(state: PauseState): LawReading[] {
  const readings = [{ start: state.start, days: daysOut(state.counted, state.start) }];
  const either = state.counted.filter((pause) => pause.rule.method === 'suspendOrRestart');
  const answered = either.flatMap((pause) => pause.to ?? []);
  if (answered.length > 0) {
    const start = answered.reduce(laterDay);
    const others = state.counted.filter((pause) => pause.rule.method !== 'suspendOrRestart');
    readings.push({ start, days: daysOut(others, start) });
  }
  return readings;
}

/** The ends of a period under every reading, before the weekend rule. */
export function endOf(c: Counting, readings: LawReading[], period: PeriodRule): Span {
  return spanOf(readings.map(({ start, days }) => addPeriod(start, period, c.calendar).add({ days })));
}

/**
 * The ends of an extended period under every reading, before the weekend rule; undefined when the law sets no
 * length.
 */
export function extendedEndOf(
  c: Counting,
  readings: LawReading[],
  periods: { respond: PeriodRule; extension: ExtensionRule },
): Span | undefined {
  const { amount, unit } = periods.extension;
  if (amount === null || unit === null) return undefined;
  return spanOf(
    readings.flatMap(({ start, days }) =>
      extendedEnds(c, start, { ...periods, by: { amount, unit } }).map((end) => end.add({ days })),
    ),
  );
}

function extendedEnds(
  c: Counting,
  start: PlainDate,
  periods: { respond: PeriodRule; extension: ExtensionRule; by: Pick<PeriodRule, 'amount' | 'unit'> },
): PlainDate[] {
  const { respond, by } = periods;
  const onTop = addPeriod(addPeriod(start, respond, c.calendar), by, c.calendar);
  if (respond.unit !== by.unit) return [onTop];
  const inAll = addPeriod(start, { amount: respond.amount + by.amount, unit: by.unit }, c.calendar);
  return periods.extension.counted === 'earlierOfStartAndFirstEnd' ? [inAll, onTop] : [inAll];
}

function spanOf(days: PlainDate[]): Span {
  return { earliest: days.reduce(earlierDay), latest: days.reduce(laterDay) };
}

/** Both ends of a span after the weekend rule: readings that meet on one working day are one date. */
export function rolledSpan(c: Counting, span: Span): Span {
  return { earliest: roll(c, span.earliest), latest: roll(c, span.latest) };
}
