import type { Calendar } from '../../domain/deadlines/law';

/** Holidays by name, each with its dates, as a calendar is stored on disk. */
export type DatesByName = Record<string, string[]>;

/** One country's calendar with the differences of its regions. */
export interface CalendarFile {
  country: string;
  name: string;
  version: string;
  covers: { from: string; until: string };
  /** How each day was checked, in a sentence. */
  checked: string;
  holidays: DatesByName;
  /** Days that only some lists call a holiday; they count as working days. */
  disputed: DatesByName;
  regions: Record<string, { name: string; holidays: DatesByName; disputed: DatesByName; notHere: string[] }>;
}

/**
 * The calendar of a place, e.g. `DE` or `DE-BY`; undefined when the file has no such region.
 *
 * A country without a region has its nation-wide days only, so an unknown region never moves a date later.
 */
export function calendarOf(file: CalendarFile, place: string): Calendar | undefined {
  const code = place.slice(file.country.length + 1);
  const region = file.regions[code];
  if (code !== '' && !region) return undefined;
  const holidays = { ...byDate(file.holidays), ...byDate(region?.holidays ?? {}) };
  for (const day of region?.notHere ?? []) delete holidays[day];
  const disputed = { ...byDate(file.disputed), ...byDate(region?.disputed ?? {}) };
  for (const day of Object.keys(holidays)) delete disputed[day];
  const { version, covers } = file;
  return { place, name: region?.name ?? file.name, version, covers, holidays, disputed };
}

function byDate(days: DatesByName): Record<string, string> {
  return Object.fromEntries(
    Object.entries(days).flatMap(([name, dates]) => dates.map((date) => [date, name])),
  );
}
