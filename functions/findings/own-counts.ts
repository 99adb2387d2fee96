import type { EraseReceipt } from '../connectors/connector';
import type { ErasedCount } from '../domain/events';

/**
 * What a receipt says of the desk's own deed. The rows were there a moment before the call: where the same
 * call was made before without an answer, they went by that.
 *
 * @param blanks - collections in which rows are blanked and stay
 */
export function ownCounts(
  { collections, repeated }: EraseReceipt,
  blanks: ReadonlySet<string> = new Set(),
): readonly ErasedCount[] {
  if (!repeated) return collections;
  return collections.map((c) => {
    const done = blanks.has(c.collection) ? 'anonymised' : 'erased';
    return { ...c, alreadyAbsent: 0, [done]: c[done] + c.alreadyAbsent };
  });
}
