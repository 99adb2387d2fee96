import { randomInt } from 'node:crypto';

/** Sign-ins of one millisecond that are told apart. */
const APART = 1024;

/** The number of a sign-in link: when it was made, and a random rest, so that "that was not me" ends the links that were mailed before. */
export function signInIssue(now: string): number {
  return Date.parse(now) * APART + randomInt(APART);
}

/** When the link of this number was made (instant). */
export function issuedAt(issue: number): string {
  return new Date(Math.floor(issue / APART)).toISOString();
}
