/** Days listed one after another, by month lengths alone: no library and no arithmetic on instants. */
export interface Day {
  iso: string;
  day: number;
  weekday: number;
}

const DAYS: Day[] = [];
const INDEX = new Map<string, number>();

function fillTable(): void {
  let weekday = 7; // 1 January 2017 was a Sunday.
  for (let year = 2017; year <= 2041; year += 1) {
    const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
    [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31].forEach((length, month) => {
      for (let day = 1; day <= length; day += 1) {
        const iso = `${year}-${String(month + 1).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
        INDEX.set(iso, DAYS.length);
        DAYS.push({ iso, day, weekday });
        weekday = (weekday % 7) + 1;
      }
    });
  }
}
fillTable();

/** The day at an index of the table. */
export function at(index: number): Day {
  const day = DAYS[index];
  if (!day) throw new Error(`walked off the table at ${index}`);
  return day;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function civil(millis: number, zone: string): string {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(zone, format);
  }
  return format.format(millis);
}

/** The index of the civil day of an instant in a zone. */
export function dayOfInstant(instant: string, zone: string): number {
  return INDEX.get(civil(Date.parse(instant), zone)) ?? -1;
}

const QUARTER_HOUR = 900;
const ends = new Map<string, string>();

/**
 * The first quarter of an hour whose civil date in the zone is later than `iso` (no zone has a finer offset).
 */
export function endInstant(iso: string, zone: string): string {
  const known = ends.get(zone + iso);
  if (known !== undefined) return known;
  let before = Date.parse(`${iso}T00:00:00Z`) / 1000 / QUARTER_HOUR - 56;
  let after = before + 224;
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (civil(middle * QUARTER_HOUR * 1000, zone) > iso) after = middle;
    else before = middle;
  }
  const found = new Date(after * QUARTER_HOUR * 1000).toISOString().replace('.000Z', 'Z');
  ends.set(zone + iso, found);
  return found;
}
