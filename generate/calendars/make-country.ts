import Holidays from 'date-holidays';
import type { CalendarFile, DatesByName } from '../../functions/config/laws/calendar-file';
import { californiaHolidays } from './california';
import { correctionsOf, isWronglyPublic } from './corrections';

/** The second source: for each place, for each year, its public holidays as `MMDD` words. */
export interface SecondSource {
  source: string;
  days: Record<string, Record<string, string>>;
}

const FIRST_YEAR = 2018;
const LAST_YEAR = 2040;

/** EEA, UK, Switzerland, and the other countries whose laws are in `laws/`. */
export const countries = [
  ...[
    'AT',
    'BE',
    'BG',
    'HR',
    'CY',
    'CZ',
    'DK',
    'EE',
    'FI',
    'FR',
    'DE',
    'GR',
    'HU',
    'IE',
    'IT',
    'LV',
    'LT',
    'LU',
  ],
  ...[
    'MT',
    'NL',
    'PL',
    'PT',
    'RO',
    'SK',
    'SI',
    'ES',
    'SE',
    'IS',
    'LI',
    'NO',
    'GB',
    'CH',
    'US',
    'CA',
    'NZ',
    'AU',
  ],
  ...['BR', 'CL', 'JP', 'KR', 'IN', 'ZA', 'SG', 'CN', 'TH'],
] as const;

/** The holidays of one source: names by date. */
type Days = Map<string, string>;

/** Builds one country's file with the regions that the second source knows. */
export function makeCountry(country: string, second: SecondSource): CalendarFile {
  const national = country === 'GB' ? { agreed: new Map(), disputed: new Map() } : compare([country], second);
  const regions = Object.keys(second.days)
    .filter((place) => place.startsWith(`${country}-`) && country !== 'NZ')
    .map((place) => [place.slice(3), regionOf(place, national.agreed, second)] as const);
  return {
    country,
    name: new Holidays().getCountries('en')[country] ?? country,
    version: `2026-11-29 date-holidays ${dateHolidaysVersion()}`,
    covers: { from: `${FIRST_YEAR}-01-01`, until: `${LAST_YEAR}-12-31` },
    checked: `A holiday is a day that date-holidays and ${second.source} both have; a day of one only is disputed.`,
    holidays: byName(national.agreed),
    disputed: byName(national.disputed),
    regions: Object.fromEntries(regions),
  };
}

function regionOf(place: string, national: Days, second: SecondSource): CalendarFile['regions'][string] {
  const code = place.slice(3);
  const country = place.slice(0, 2);
  const { agreed, disputed } =
    place === 'US-CA' ? californiaHolidays(FIRST_YEAR, LAST_YEAR) : compare([country, code], second);
  return {
    name: `${new Holidays().getStates(country, 'en')?.[code] ?? code}`,
    holidays: byName(new Map([...agreed].filter(([day]) => !national.has(day)))),
    disputed: byName(disputed),
    notHere: [...national.keys()].filter((day) => !agreed.has(day)),
  };
}

function compare(place: string[], second: SecondSource): { agreed: Days; disputed: Days } {
  const key = place.join('-');
  const one = firstSource(place);
  const two = secondSource(second, key);
  const agreed: Days = new Map();
  const disputed: Days = new Map();
  for (const day of [...new Set([...one.keys(), ...two])].sort()) {
    const both = one.has(day) && two.has(day);
    (both ? agreed : disputed).set(day, one.get(day) ?? 'in the second source only');
  }
  correctionsOf(key, { agreed, disputed });
  return { agreed, disputed };
}

function firstSource(place: string[]): Days {
  const [country = '', ...rest] = place;
  const calendar = rest[0] === undefined ? new Holidays(country) : new Holidays(country, rest[0]);
  const years = Array.from({ length: LAST_YEAR - FIRST_YEAR + 1 }, (_, i) => FIRST_YEAR + i);
  const days = years
    .flatMap((year) => calendar.getHolidays(year, 'en'))
    .filter((day) => day.type === 'public' && !isWronglyPublic(country, day.name));
  return new Map(days.map((day) => [day.date.slice(0, 10), day.name]));
}

function secondSource(second: SecondSource, key: string): Set<string> {
  const years = Object.entries(second.days[key] ?? {});
  return new Set(
    years.flatMap(([year, days]) => days.split(' ').map((d) => `${year}-${d.slice(0, 2)}-${d.slice(2)}`)),
  );
}

function byName(days: Days): DatesByName {
  const names: DatesByName = {};
  for (const [day, name] of [...days].sort(([a], [b]) => (a < b ? -1 : 1))) {
    names[name] = [...(names[name] ?? []), day];
  }
  return names;
}

function dateHolidaysVersion(): string {
  return require('date-holidays/package.json').version;
}
