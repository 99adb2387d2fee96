import type { EraseReceipt } from '../../connectors/connector';
import type { ErasedCount } from '../../domain/event-facts';

/**
 * What a receipt says the desk itself did. The rows were there just before the call: if the same call was
 * made before and its reply was lost, that call removed them.
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
