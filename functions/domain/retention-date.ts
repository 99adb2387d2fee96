import { Temporal } from 'temporal-polyfill';
import { civilDateOf } from './civil-time';

/**
 * The day that a stored value means, if it can mean only one: `2024-12-31` with or without a time,
 * `20241231`, seconds (10 digits) and milliseconds (13 digits) since 1970, and `2024-12`, which is read as
 * its last day, so that nothing is erased before its retention ends. Undefined for everything else:
 * `01/02/2024` is two days, and `2026-02-31` is none.
 *
 * @param zone in which an instant becomes a day; without it, UTC.
 */
export function retentionDate(text: string, zone?: string): Temporal.PlainDate | undefined {
  try {
    return civil(text, zone) ?? compact(text) ?? month(text) ?? epoch(text, zone);
  } catch {
    return undefined;
  }
}

function civil(text: string, zone: string | undefined): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}(?!\d)/.test(text)) return undefined;
  const hasInstant = zone !== undefined && /T.*(Z|[+-]\d\d:?\d\d)$/.test(text);
  return hasInstant ? civilDateOf(text, zone) : Temporal.PlainDate.from(text.slice(0, 10));
}

function compact(text: string): Temporal.PlainDate | undefined {
  const [, year, ofYear, day] = /^((?:19|20|21)\d\d)(\d\d)(\d\d)$/.exec(text) ?? [];
  return year === undefined ? undefined : Temporal.PlainDate.from(`${year}-${ofYear}-${day}`);
}

function month(text: string): Temporal.PlainDate | undefined {
  if (!/^\d{4}-\d{2}$/.test(text)) return undefined;
  const { year, month: ofYear, daysInMonth } = Temporal.PlainDate.from(`${text}-01`);
  return Temporal.PlainDate.from({ year, month: ofYear, day: daysInMonth });
}

/** Ten digits may also be a day with its hour, `2024123123`, which is ambiguous. */
function epoch(text: string, zone: string | undefined): Temporal.PlainDate | undefined {
  const [, whole = ''] = /^(\d{10}|\d{13})(?:\.\d+)?$/.exec(text) ?? [];
  if (whole === '' || isDayWithHour(text)) return undefined;
  const instant = new Date(Number(whole.padEnd(13, '0'))).toISOString();
  return civilDateOf(instant, zone ?? 'UTC');
}

function isDayWithHour(text: string): boolean {
  return /^(19|20|21)\d\d(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])([01]\d|2[0-3])$/.test(text);
}
