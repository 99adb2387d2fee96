import { Temporal } from 'temporal-polyfill';

type PlainDate = Temporal.PlainDate;
type Days = Map<string, string>;

/** The n-th weekday of its kind in a month, or the last if n is negative; Monday is 1. */
function nthWeekday(year: number, month: number, rule: { weekday: number; nth: number }): PlainDate {
  const first = Temporal.PlainDate.from({ year, month, day: 1 });
  const start = rule.nth > 0 ? first : first.add({ months: 1 });
  const ahead = (rule.weekday - start.dayOfWeek + 7) % 7;
  return start.add({ days: ahead + 7 * (rule.nth > 0 ? rule.nth - 1 : rule.nth) });
}

function day(year: number, month: number, date: number): PlainDate {
  return Temporal.PlainDate.from({ year, month, day: date });
}

/**
 * California's business days are undefined, so two lists are kept. `agreed`: the ten holidays on which Gov
 * Code 6700, CCP 135, state-office practice and federal law agree, with a Monday for a Sunday only on 1
 * January, 4 July, 11 November and 25 December. `disputed`: every other day that any of them names; those
 * count as business days.
 */
export function californiaHolidays(from: number, until: number): { agreed: Days; disputed: Days } {
  const agreed: Days = new Map();
  const disputed: Days = new Map();
  for (let year = from; year <= until; year += 1) {
    for (const [name, date] of fixedAndMoving(year)) agreed.set(date.toString(), name);
    for (const [name, date] of mondayForSunday(year)) agreed.set(date.toString(), `${name} (Monday)`);
    for (const [name, date] of namedBySome(year)) disputed.set(date.toString(), name);
  }
  for (const date of agreed.keys()) disputed.delete(date);
  return { agreed, disputed };
}

function fixedAndMoving(year: number): [string, PlainDate][] {
  const juneteenth: [string, PlainDate][] = year >= 2021 ? [['Juneteenth', day(year, 6, 19)]] : [];
  return [
    ["New Year's Day", day(year, 1, 1)],
    ['Martin Luther King Jr. Day', nthWeekday(year, 1, { weekday: 1, nth: 3 })],
    ["Presidents' Day", nthWeekday(year, 2, { weekday: 1, nth: 3 })],
    ['Memorial Day', nthWeekday(year, 5, { weekday: 1, nth: -1 })],
    ...juneteenth,
    ['Independence Day', day(year, 7, 4)],
    ['Labor Day', nthWeekday(year, 9, { weekday: 1, nth: 1 })],
    ['Veterans Day', day(year, 11, 11)],
    ['Thanksgiving', nthWeekday(year, 11, { weekday: 4, nth: 4 })],
    ['Christmas', day(year, 12, 25)],
  ];
}

function mondayForSunday(year: number): [string, PlainDate][] {
  const moved = ["New Year's Day", 'Independence Day', 'Veterans Day', 'Christmas'];
  return fixedAndMoving(year)
    .filter(([name, date]) => moved.includes(name) && date.dayOfWeek === 7)
    .map(([name, date]) => [name, date.add({ days: 1 })]);
}

function namedBySome(year: number): [string, PlainDate][] {
  const own: [string, PlainDate][] = [
    ['Lincoln Day', day(year, 2, 12)],
    ['Cesar Chavez Day', day(year, 3, 31)],
    ['Admission Day', day(year, 9, 9)],
    ['Native American Day', nthWeekday(year, 9, { weekday: 5, nth: 4 })],
    ['Columbus Day', nthWeekday(year, 10, { weekday: 1, nth: 2 })],
    ['Day after Thanksgiving', nthWeekday(year, 11, { weekday: 4, nth: 4 }).add({ days: 1 })],
  ];
  const all = [
    ...fixedAndMoving(year),
    ...own,
    ["New Year's Day", day(year + 1, 1, 1)] as [string, PlainDate],
  ];
  const before = all
    .filter(([, date]) => date.dayOfWeek === 6)
    .map(([name, date]) => shifted(name, date, -1));
  const after = all.filter(([, date]) => date.dayOfWeek === 7).map(([name, date]) => shifted(name, date, 1));
  return [...own, ...before, ...after];
}

function shifted(name: string, date: PlainDate, days: number): [string, PlainDate] {
  return [`${name} (${days < 0 ? 'Friday' : 'Monday'})`, date.add({ days })];
}
