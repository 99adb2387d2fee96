import { calendarUnder } from '../../domain/deadlines/calendar-choice';
import { DeadlineCaseError } from '../../domain/deadlines/deadline-case';
import type { Calendar, Law, LawBook, Regime, RegimeId } from '../../domain/deadlines/law';
import { WEEKENDS_ONLY } from '../../domain/deadlines/working-days';
import { ALL_CALENDARS } from './all-calendars';
import { ALL_LAW_FILES } from './all-laws';
import { calendarOf } from './calendar-file';
import { regimeSchema } from './law-schema';

/**
 * All laws and all calendars: for the CLI, the build and tests.
 *
 * A Lambda never imports this; the build asks {@link lawsFor} for the desk's laws and places and bundles that
 * JSON.
 */

let laws: ReadonlyMap<RegimeId, Regime> | undefined;

/** Every law, validated once, the supported core first. */
export function allRegimes(): ReadonlyMap<RegimeId, Regime> {
  laws ??= new Map(
    ALL_LAW_FILES.map((file) => regimeSchema.parse(file) as Regime).map((law) => [law.id, law]),
  );
  return laws;
}

/** Every place with a calendar: countries and their regions. */
export function allPlaces(): string[] {
  return Object.values(ALL_CALENDARS).flatMap((file) => [
    ...(file.country === 'GB' ? [] : [file.country]),
    ...Object.keys(file.regions).map((region) => `${file.country}-${region}`),
  ]);
}

const calendars = new Map<string, Calendar>();

/** The calendar of a place; `null` means an unknown place. @throws DeadlineCaseError */
export function calendarFor(place: string | null): Calendar {
  if (place === null) return WEEKENDS_ONLY;
  const known = calendars.get(place);
  if (known) return known;
  const file = allPlaces().includes(place) ? ALL_CALENDARS[place.slice(0, 2)] : undefined;
  const found = file && calendarOf(file, place);
  if (!found) throw new DeadlineCaseError('place', `place "${place}" has no calendar`, allPlaces());
  calendars.set(place, found);
  return found;
}

/**
 * One law with the calendar by which it counts for a desk in `place`. @throws DeadlineCaseError naming field
 * and allowed values
 */
export function lawFor(regime: RegimeId, place: string | null): Law {
  const found = allRegimes().get(regime);
  if (!found)
    throw new DeadlineCaseError('regime', `regime "${regime}" is not known`, [...allRegimes().keys()]);
  calendarFor(place);
  return { regime: found, calendar: calendarUnder(found, place, calendarFor) };
}

/**
 * The laws and calendars of one desk as plain JSON, for its bundles to import: `deadlines(request, book)`.
 *
 * A law whose business days are counted by a calendar of its own adds that one.
 *
 * @param places calendar codes of the desk's establishments, e.g. `DE-BY`
 * @throws DeadlineCaseError when a law or place is not known
 */
export function lawsFor(regimeIds: readonly RegimeId[], places: readonly string[]): LawBook {
  const books = regimeIds.map((id) => lawFor(id, null).regime);
  const homes = books.flatMap((law) => law.counting.home ?? []);
  const calendarsOfDesk = [...places, ...homes].map((place) => calendarFor(place));
  return {
    version: calendarsOfDesk[0]?.version ?? WEEKENDS_ONLY.version,
    regimes: Object.fromEntries(books.map((law) => [law.id, law])),
    calendars: Object.fromEntries(calendarsOfDesk.map((calendar) => [calendar.place, calendar])),
  };
}
