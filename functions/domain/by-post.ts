import { Temporal } from 'temporal-polyfill';

/** Days that a letter takes to reach its reader. */
const BY_POST = 4;

/** The plain date on which a letter counts as read, from the plain date on which it was posted. */
export function letterReadOn(postedOn: string): string {
  return Temporal.PlainDate.from(postedOn).add({ days: BY_POST }).toString();
}
