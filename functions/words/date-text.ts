import { Temporal } from 'temporal-polyfill';

const LOCALES: Readonly<Record<string, string>> = { en: 'en-GB' };

/** Cached, because making a format takes a hundred times as long as using it, and a mail uses a dozen. */
const formats = new Map<string, Intl.DateTimeFormat>();

function format(language: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify([language, options]);
  const known = formats.get(key) ?? new Intl.DateTimeFormat(LOCALES[language] ?? language, options);
  formats.set(key, known);
  return known;
}

function utcMidnight(date: string): number {
  const at = Date.parse(`${date}T00:00:00Z`);
  if (Number.isNaN(at)) throw new RangeError('not a plain date');
  return at;
}

/** `2026-12-24` as "Thursday 24 December 2026". */
export function dateText(date: string, language = 'en'): string {
  return format(language, { dateStyle: 'full', timeZone: 'UTC' }).format(utcMidnight(date)).replace(',', '');
}

/** `2026-12-24` as "24 Dec 2026", for tables. */
export function shortDate(date: string, language = 'en'): string {
  const parts = { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const;
  return format(language, parts).format(utcMidnight(date));
}

/** `2026-12-24` as "24 Dec", for pictures. */
export function dayAndMonth(date: string, language = 'en'): string {
  return format(language, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(utcMidnight(date));
}

/** An instant as "Thursday 24 December 2026, 14:05 (Europe/Berlin)" in the civil time of `zone`. */
export function instantText(instant: string, zone: string, language = 'en'): string {
  const at = Date.parse(instant);
  if (Number.isNaN(at)) throw new RangeError('not an instant');
  const day = format(language, { dateStyle: 'full', timeZone: zone }).format(at).replace(',', '');
  const time = format(language, { timeStyle: 'short', timeZone: zone }).format(at);
  return `${day}, ${time} (${zone})`;
}

/** Whole days from one plain date to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Temporal.PlainDate.from(from).until(to).days;
}

/** "today", "tomorrow", "in 12 days", "3 days ago". */
export function fromNow(today: string, date: string): string {
  const days = daysBetween(today, date);
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  if (days === -1) return 'yesterday';
  return days > 0 ? `in ${days} days` : `${-days} days ago`;
}

/** `1 record`, `12 records`: a count with its noun. */
export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? one : many}`;
}

const UNITS = ['years', 'months', 'weeks', 'days', 'hours', 'minutes', 'seconds'] as const;

/** An ISO 8601 duration in words: `PT30M` is "30 minutes", `P1DT12H` "1 day 12 hours". */
export function durationText(duration: string): string {
  const length = Temporal.Duration.from(duration);
  const parts = UNITS.filter((unit) => length[unit] !== 0);
  return parts.map((unit) => countText(length[unit], unit.slice(0, -1))).join(' ');
}
