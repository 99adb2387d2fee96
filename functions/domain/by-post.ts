import { Temporal } from 'temporal-polyfill';

/** Days that a letter takes to whoever is to read it. */
const BY_POST = 4;

/** The plain date on which a letter counts as read, by the plain date on which it was posted. */
export function readOn(postedOn: string): string {
  return Temporal.PlainDate.from(postedOn).add({ days: BY_POST }).toString();
}
