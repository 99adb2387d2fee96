import { Temporal } from 'temporal-polyfill';
import { allPlaces, allRegimes } from '../../functions/config/laws/law-library';
import type { DeadlineCase, DeadlineEvent } from '../../functions/domain/deadlines/deadline-case';
import { DEADLINE_EVENT_TYPES, DeadlineCaseError } from '../../functions/domain/deadlines/deadline-case';

type Fields = Record<string, unknown>;

const INSTANTS = ['2026-03-02T10:00:00+01:00', '2026-03-02T09:00:00Z'];

/**
 * Reads a case from parsed JSON, in the form of the worked cases. Ignores unknown fields (`id`, `expect`
 * ...).
 *
 * @throws DeadlineCaseError naming the field, e.g. `events[1].at`, and what is allowed
 */
export function readDeadlineCase(value: unknown): DeadlineCase {
  const fields = fieldsOf(value, 'line');
  const regime = oneOf(fields, 'regime', [...allRegimes().keys()]);
  const types = Object.keys(allRegimes().get(regime)?.requestTypes ?? {});
  return {
    regime,
    requestType: oneOf(fields, 'requestType', types),
    place: placeOf(fields),
    zone: zoneOf(fields, allRegimes().get(regime)?.zone),
    received: instantOf(fields.received, 'received'),
    events: eventsOf(fields),
  };
}

function fieldsOf(value: unknown, field: string): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value };
  throw new DeadlineCaseError(field, `${field} is not a JSON object`, ['{"regime": ..., "received": ...}']);
}

function oneOf(fields: Fields, field: string, allowed: readonly string[]): string {
  const value = fields[field];
  if (typeof value === 'string' && allowed.includes(value)) return value;
  throw new DeadlineCaseError(field, wrong(field, value), allowed);
}

function wrong(field: string, value: unknown): string {
  return value === undefined ? `${field} is missing` : `${field} ${JSON.stringify(value)} is not allowed`;
}

/**
 * `null` or absent: the place is not known. For a wrong region, the error lists the regions of its country.
 */
function placeOf(fields: Fields): string | null {
  const { place = null } = fields;
  if (place === null) return null;
  const places = allPlaces();
  if (typeof place === 'string' && places.includes(place)) return place;
  const near = typeof place === 'string' ? places.filter((p) => p.slice(0, 2) === place.slice(0, 2)) : [];
  const allowed = near.length > 0 ? near : places.filter((p) => p.length === 2);
  throw new DeadlineCaseError('place', `${wrong('place', place)}; null when it is not known`, allowed);
}

function zoneOf(fields: Fields, usual: string | undefined): string {
  const { zone } = fields;
  if (typeof zone === 'string' && isZone(zone)) return zone;
  throw new DeadlineCaseError('zone', wrong('zone', zone), [usual ?? 'Europe/Berlin', 'any IANA time zone']);
}

function isZone(zone: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone);
    return true;
  } catch {
    return false;
  }
}

/** No calendar covers more, and dates must stay in the range that Temporal can count. */
const YEARS = ['1970-01-01T00:00:00Z', '2199-01-01T00:00:00Z'] as const;

function instantOf(value: unknown, field: string): string {
  if (typeof value !== 'string' || !isInstant(value))
    throw new DeadlineCaseError(
      field,
      `${wrong(field, value)}: an instant with an offset or Z is needed`,
      INSTANTS,
    );
  const [first, last] = YEARS.map((edge) => Temporal.Instant.compare(value, edge));
  if (first === -1 || last === 1) throw new DeadlineCaseError(field, wrong(field, value), YEARS);
  return value;
}

function isInstant(text: string): boolean {
  try {
    return Boolean(Temporal.Instant.from(text));
  } catch {
    return false;
  }
}

function eventsOf(fields: Fields): DeadlineEvent[] {
  const { events = [] } = fields;
  if (!Array.isArray(events)) throw new DeadlineCaseError('events', 'events is not a list', ['[]']);
  return events.map((event, i) => eventOf(fieldsOf(event, `events[${i}]`), `events[${i}]`));
}

function eventOf(event: Fields, path: string): DeadlineEvent {
  const type = DEADLINE_EVENT_TYPES.find((known) => known === event.type);
  if (!type)
    throw new DeadlineCaseError(`${path}.type`, wrong(`${path}.type`, event.type), DEADLINE_EVENT_TYPES);
  const until = untilOf(event.until, `${path}.until`);
  return { type, at: instantOf(event.at, `${path}.at`), ...(until !== undefined && { until }) };
}

function untilOf(value: unknown, field: string): string | undefined {
  if (value === undefined) return undefined;
  if (typeof value === 'string' && isDate(value)) return value;
  throw new DeadlineCaseError(field, `${wrong(field, value)}: a date is needed`, ['2026-03-02']);
}

function isDate(text: string): boolean {
  try {
    return Temporal.PlainDate.from(text).toString() === text;
  } catch {
    return false;
  }
}
