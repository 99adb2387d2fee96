import { Temporal } from 'temporal-polyfill';

type Lists = { agreed: Map<string, string>; disputed: Map<string, string> };

/** Chinese days that date-holidays lists but that free only a part of the people for half a day. */
const HALF_DAYS = ["International Women's Day", 'Youth Day', "Children's Day", 'Army Day'];

/** Names that date-holidays calls public holidays and that are not. */
export function notCalled(country: string, name: string): boolean {
  return country === 'CN' && HALF_DAYS.includes(name);
}

/** Days announced by a government that the two sources have not both taken up, with the reason. */
const ANNOUNCED: Record<string, [date: string, name: string][]> = {
  IE: [['2022-03-18', 'Day of remembrance, one-off holiday']],
};

/**
 * What the two sources cannot know. New Zealand's Privacy Act 2020 s 7 does not count 25 December to 15 January as
 * working days, and counts provincial anniversaries as working days.
 */
export function correctionsOf(place: string, lists: Lists): void {
  for (const [date, name] of ANNOUNCED[place] ?? []) confirm(lists, date, name);
  if (place === 'NZ')
    for (const date of newZealandSummer()) confirm(lists, date, 'Privacy Act summer period');
}

function confirm(lists: Lists, date: string, name: string): void {
  lists.agreed.set(date, name);
  lists.disputed.delete(date);
}

function newZealandSummer(): string[] {
  const years = Array.from({ length: 23 }, (_, i) => 2018 + i);
  return years.flatMap((year) => [...daysFrom(`${year}-12-25`, 7), ...daysFrom(`${year}-01-01`, 15)]);
}

function daysFrom(first: string, count: number): string[] {
  const start = Temporal.PlainDate.from(first);
  return Array.from({ length: count }, (_, i) => start.add({ days: i }).toString());
}
