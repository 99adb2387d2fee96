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

/** What ends with what was erased, or with what a vendor was asked to erase. */
export function endedText({
  ends,
  state,
}: {
  readonly ends: readonly EndingCount[];
  readonly state: 'ended' | 'ordered' | 'unknown';
}): string {
  const what = endingText(ends);
  if (state === 'ended') return `${what} ended with it, unless already over by then`;
  return state === 'ordered'
    ? `${what} will end with it, unless already over by then`
    : `${what} ${isOne(ends) ? 'was' : 'were'} to end with it; we do not know whether that happened`;
}

/** Why something was not erased that would have ended something else. */
export function wouldEndText(ends: readonly EndingCount[]): string {
  return `erasing it would also end ${endingText(ends)}, so we have not erased it; tell us if it may end`;
}

function isOne(ends: readonly EndingCount[]): boolean {
  return ends.length === 1 && ends[0]?.count === 1;
}
