import { Temporal } from 'temporal-polyfill';

type Lists = { agreed: Map<string, string>; disputed: Map<string, string> };

/** Chinese days that date-holidays lists, but that are half-holidays for some people only. */
const HALF_DAYS = ["International Women's Day", 'Youth Day', "Children's Day", 'Army Day'];

/** Whether date-holidays calls a day a public holiday that is not one. */
export function isWronglyPublic(country: string, name: string): boolean {
  return country === 'CN' && HALF_DAYS.includes(name);
}

/** Days announced by a government that one of the two sources lacks, with the reason. */
const ANNOUNCED: Record<string, [date: string, name: string][]> = {
  IE: [['2022-03-18', 'Day of remembrance, one-off holiday']],
  // Royal proclamation of 4 February 2026 under s 1(3) of the Banking and Financial Dealings Act 1971:
  // https://www.wired-gov.net/wg/news.nsf/articles/world+cup+bank+holiday+confirmed+05022026150500?open
  'GB-SCT': [['2026-06-15', 'World Cup, one-off holiday']],
};

/**
 * Liechtenstein: Art. 18(2) of the labour act puts these days on a level with Sundays
 * (https://www.gesetze.li/chrono/1986085000), and the state notified 2 February and 19 March, too, for the
 * counting of periods, from 1 March 2021 on (European Convention on the Calculation of Time-Limits,
 * Austrian BGBl. III No. 58/2021).
 */
const IN_LIECHTENSTEIN: readonly { day: string; name: string; from: string }[] = [
  { day: '02-02', name: 'Candlemas', from: '2021-03-01' },
  { day: '03-19', name: "St Joseph's Day", from: '2021-03-01' },
  { day: '08-15', name: 'Assumption, national holiday', from: '2018-01-01' },
  { day: '11-01', name: "All Saints' Day", from: '2018-01-01' },
];

/**
 * Corrections that neither source has. New Zealand's Privacy Act 2020 s 7 does not count 25 December to 15
 * January as working days, and counts provincial anniversaries as working days.
 */
export function correctionsOf(place: string, lists: Lists): void {
  for (const [date, name] of ANNOUNCED[place] ?? []) confirm(lists, date, name);
  if (place === 'NZ')
    for (const date of newZealandSummer()) confirm(lists, date, 'Privacy Act summer period');
  if (place === 'LI') for (const { date, name } of liechtenstein()) confirm(lists, date, name);
  if (place === 'CY') putGreenMondayRight(lists);
}

/**
 * In Cyprus Lent begins on the Monday 48 days before Orthodox Easter; date-holidays has the Tuesday after.
 */
function putGreenMondayRight(lists: Lists): void {
  for (const year of YEARS) {
    const greenMonday = orthodoxEaster(year).subtract({ days: 48 });
    confirm(lists, greenMonday.toString(), 'Green Monday');
    lists.disputed.delete(greenMonday.add({ days: 1 }).toString());
  }
}

function confirm(lists: Lists, date: string, name: string): void {
  lists.agreed.set(date, name);
  lists.disputed.delete(date);
}

/** The years of the calendars. */
const YEARS: readonly number[] = Array.from({ length: 23 }, (_, i) => 2018 + i);

function liechtenstein(): { date: string; name: string }[] {
  return YEARS.flatMap((year) =>
    IN_LIECHTENSTEIN.map(({ day, name, from }) => ({ date: `${year}-${day}`, name, from })),
  ).filter(({ date, from }) => date >= from);
}

/** Orthodox Easter in our calendar, by Meeus's rule for the Julian one; 13 days apart from 1900 to 2099. */
function orthodoxEaster(year: number): Temporal.PlainDate {
  const moon = (19 * (year % 19) + 15) % 30;
  const weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const days = moon + weekday + 114;
  const julian = { year, month: Math.floor(days / 31), day: (days % 31) + 1 };
  return Temporal.PlainDate.from(julian).add({ days: 13 });
}

function newZealandSummer(): string[] {
  return YEARS.flatMap((year) => [...daysFrom(`${year}-12-25`, 7), ...daysFrom(`${year}-01-01`, 15)]);
}

function daysFrom(first: string, count: number): string[] {
  const start = Temporal.PlainDate.from(first);
  return Array.from({ length: count }, (_, i) => start.add({ days: i }).toString());
}
