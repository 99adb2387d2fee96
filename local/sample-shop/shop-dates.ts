import { Temporal } from 'temporal-polyfill';

const known = new Map<string, Temporal.PlainDate>();

/** The plain date a number of days after another. */
export function dayAfter(start: string, days: number): string {
  const from = known.get(start) ?? Temporal.PlainDate.from(start);
  known.set(start, from);
  return from.add({ days }).toString();
}
