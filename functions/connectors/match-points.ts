import type { DataPoint } from '../domain/finding';
import type { MatchAnswer } from './connector';

/** How many rows a match looks at: whoever needs more than this to be told apart is a case for a person. */
export const matchLimit = 50;

/**
 * `yes` when every row found carries all the data points, `no` when no row does (or none was found, or nothing was asked), `ambiguous` in between:
 * then the search finds several people, or one person with different data, and a human looks.
 */
export function matchPoints(
  rows: readonly Readonly<Record<string, string>>[],
  points: readonly DataPoint[],
): MatchAnswer {
  if (rows.length === 0 || points.length === 0) {
    return 'no';
  }
  const matching = rows.filter((row) =>
    points.every(({ field, value }) => {
      const held = row[field];
      return held !== undefined && held !== '' && folded(held) === folded(value);
    }),
  );
  if (matching.length === 0) {
    return 'no';
  }
  return matching.length === rows.length && rows.length < matchLimit ? 'yes' : 'ambiguous';
}

/** People type their own data with other spaces and capitals than the shop once did; nothing else is forgiven. */
function folded(text: string): string {
  return text.normalize('NFC').trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
