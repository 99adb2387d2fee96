import type { EndingCount } from '../domain/ending';

/** What ends, in words of the vendor's file: "a running subscription and 2 open orders". */
export function endingText(ends: readonly EndingCount[]): string {
  const parts = ends.map(oneKind);
  const last = parts.pop() ?? '';
  return parts.length === 0 ? last : `${parts.join(', ')} and ${last}`;
}

function oneKind({ what, several, count }: EndingCount): string {
  if (count === 1) return what;
  const shown = count.toLocaleString('en-GB');
  return several === undefined ? `${what} (${shown} times)` : `${shown} ${several}`;
}

/** The same kinds of several collections, added up. */
export function summedEndings(all: Iterable<EndingCount>): EndingCount[] {
  const sums = new Map<string, EndingCount>();
  for (const one of all) sums.set(one.what, { ...one, count: one.count + (sums.get(one.what)?.count ?? 0) });
  return [...sums.values()];
}
