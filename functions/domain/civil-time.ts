import { Temporal } from 'temporal-polyfill';
import { memoised } from './memoised';

export const civilDateOf = /* @__PURE__ */ memoised(
  (instant: string, zone: string): Temporal.PlainDate =>
    Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate(),
);

/** First instant after a civil day, in UTC. */
export const endOfDay = /* @__PURE__ */ memoised((date: string, zone: string): string =>
  startOfDay(Temporal.PlainDate.from(date).add({ days: 1 }).toString(), zone),
);

/**
 * The last civil day, whole or in part, before an instant: what is kept until the end of a day is said to be
 * kept until that day, although it is erased at the next midnight.
 */
export function lastDayBefore(instant: string, zone: string): string {
  return civilDateOf(minusDuration(instant, 'PT0.001S', zone), zone).toString();
}

/** Beginning of a civil day (or `time` on it), as a UTC instant. */
export const startOfDay = /* @__PURE__ */ memoised((date: string, zone: string, time = '00:00'): string =>
  toInstantText(
    Temporal.PlainDate.from(date).toZonedDateTime({ timeZone: zone, plainTime: time }).toInstant(),
  ),
);

/** `instant` plus an ISO 8601 duration, counted in the civil time of `zone`: a day is a calendar day. */
export const plusDuration = /* @__PURE__ */ memoised(
  (instant: string, duration: string, zone: string): string =>
    toInstantText(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).add(duration).toInstant()),
);

export const minusDuration = /* @__PURE__ */ memoised(
  (instant: string, duration: string, zone: string): string =>
    toInstantText(Temporal.Instant.from(instant).toZonedDateTimeISO(zone).subtract(duration).toInstant()),
);

/** The one format of instants, so that they compare as text. */
export function toInstantText(instant: Temporal.Instant): string {
  return instant.toString({ smallestUnit: 'millisecond' });
}
