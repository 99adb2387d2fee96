import { createHash, timingSafeEqual } from 'node:crypto';
import type { DataPoint } from '../domain/finding';
import type { MatchAnswer } from './connector';

/**
 * A match reads at most so many rows: a data point that more than these share identifies nobody, and a person
 * has to look.
 */
export const MAX_MATCHED_ROWS = 50;

/**
 * `yes` when every row found carries all the data points, `no` when no row does (or none was found, or
 * nothing was asked), `ambiguous` in between:
 * then the search finds several people, or one person with different data, and a human looks.
 */
export function matchPoints(
  rows: readonly Readonly<Record<string, string>>[],
  points: readonly DataPoint[],
): MatchAnswer {
  if (rows.length === 0 || points.length === 0) return 'no';
  const matching = rows.filter((row) => carriesAll(row, points));
  if (matching.length === 0) return 'no';
  return matching.length === rows.length && rows.length < MAX_MATCHED_ROWS ? 'yes' : 'ambiguous';
}

/** Every point is compared, also after one that is wrong: the time it takes must not tell which. */
function carriesAll(row: Readonly<Record<string, string>>, points: readonly DataPoint[]): boolean {
  const found = points.map(({ field, value }) => isSame(row[field] ?? '', value));
  return found.every(Boolean);
}

function isSame(held: string, typed: string): boolean {
  const isEqual = timingSafeEqual(digest(held), digest(typed));
  return isEqual && folded(held) !== '';
}

function digest(text: string): Buffer {
  return createHash('sha256').update(folded(text)).digest();
}

/**
 * People type their own data with other spaces and capitals than the shop once did, and a date without the
 * time at which it begins; nothing else is ignored. Invisible white space counts as a space.
 */
function folded(text: string): string {
  const plain = text.normalize('NFC').replaceAll(/\s+/g, ' ').trim().toLowerCase();
  return plain.replace(/^(\d{4}-\d{2}-\d{2})[t ]00:00(:00(\.0+)?)?(z|[+-]00(:?00)?)?$/, '$1');
}
